package dragoman.newsroom;

import dragoman.article.CorpusView;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A newsroom's site: where its widget may stand, from which articles its readers are answered, and how much they may ask.
///
/// @param id               public; small letters, digits and hyphens
/// @param name             what readers are shown
/// @param origins          of the pages where its widget may stand, such as `https://www.example.org`; none means nowhere
/// @param corpus           which articles answer
/// @param languages        of its pages (BCP 47), the usual one first; empty leaves it to the page
/// @param attribution      a line under every answer
/// @param welcome          questions that are offered to begin with; none has them made of the newest articles
/// @param questionsAMinute of all its readers together
/// @param readerQuestions  a minute, of one reader
/// @param tokensADay       that a language model may read and write for it
/// @param webhook          who is told when an answer cites something that is no longer so
/// @param webhookSecret    signs what is told there, as Standard Webhooks write it: `whsec_` and Base64
public record Site(String id, String name, List<String> origins, CorpusView.Policy corpus, List<String> languages, Optional<String> attribution,
        List<String> welcome, int questionsAMinute, int readerQuestions, OptionalLong tokensADay, Optional<URI> webhook, Optional<String> webhookSecret,
        Instant created, Instant changed) {

    static final int USUAL_QUESTIONS = 600;
    static final int USUAL_READER_QUESTIONS = 12;
    static final int MOST_QUESTIONS = 100_000;
    private static final int MOST_ORIGINS = 50;
    private static final int MOST_WELCOMING = 6;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LINE = 300;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*");

    /// @throws InvalidSiteException with words for the one who set it up
    public Site {
        check(CorpusView.isSite(id), "A site's id has 1 to 40 small letters, digits and hyphens, such as \"courier\".");
        check(isLine(name, LONGEST_NAME), "A site's name has 1 to %d characters on one line.".formatted(LONGEST_NAME));
        check(origins.size() <= MOST_ORIGINS, "A site has at most %d origins.".formatted(MOST_ORIGINS));
        origins = origins.stream().map(Site::origin).distinct().toList();
        check(languages.stream().allMatch(tag -> LANGUAGE.matcher(tag).matches()), "A language is a tag such as en or pt-BR.");
        languages = List.copyOf(languages);
        check(attribution.filter(line -> !isLine(line, LONGEST_LINE)).isEmpty(), "The attribution has at most %d characters on one line.".formatted(LONGEST_LINE));
        check(welcome.size() <= MOST_WELCOMING && welcome.stream().allMatch(question -> isLine(question, LONGEST_LINE)),
                "There are at most %d welcome questions, each with at most %d characters on one line.".formatted(MOST_WELCOMING, LONGEST_LINE));
        welcome = List.copyOf(welcome);
        check(questionsAMinute > 0 && questionsAMinute <= MOST_QUESTIONS && readerQuestions > 0 && readerQuestions <= MOST_QUESTIONS,
                "The questions a minute are a number from 1 to %,d.".formatted(MOST_QUESTIONS));
        check(tokensADay.isEmpty() || tokensADay.getAsLong() >= 0, "The tokens a day are a number, 0 or more.");
        check(webhook.filter(address -> address.getHost() == null || !isWeb(address)).isEmpty(), "A webhook is an address of http or https.");
    }

    /// A site as it begins: with usual limits, and standing nowhere.
    public static Site named(String id, String name, Instant now) {
        return new Site(id, name, List.of(), CorpusView.Policy.OWN_FIRST, List.of(), Optional.empty(), List.of(), USUAL_QUESTIONS, USUAL_READER_QUESTIONS,
                OptionalLong.empty(), Optional.empty(), Optional.empty(), now, now);
    }

    /// Which articles its readers are answered from.
    public CorpusView view() {
        return new CorpusView(Optional.of(id), corpus);
    }

    /// Whether its widget may stand on pages of this origin.
    ///
    /// @param origin as browsers send it in the header `Origin`
    public boolean allows(String origin) {
        return origin != null && origins.contains(origin);
    }

    /// An origin as browsers write it: scheme, host and, where it is not the usual one, port.
    private static String origin(String written) {
        try {
            URI address = new URI(written.strip());
            boolean bare = address.getRawPath() == null || address.getRawPath().isEmpty() || address.getRawPath().equals("/");
            check(isWeb(address) && address.getHost() != null && bare && address.getRawQuery() == null && address.getRawFragment() == null
                    && address.getRawUserInfo() == null, notAnOrigin(written));
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            boolean usual = address.getPort() < 0 || address.getPort() == (scheme.equals("https") ? 443 : 80);
            return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + address.getPort());
        } catch (URISyntaxException e) {
            throw new InvalidSiteException(notAnOrigin(written));
        }
    }

    private static String notAnOrigin(String written) {
        return "An origin is scheme and host of a page without a path, such as https://www.example.org: \"%s\" is none. Name each host; there are no wildcards."
                .formatted(written);
    }

    private static boolean isWeb(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
    }

    private static boolean isLine(String text, int longest) {
        return text != null && !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    private static void check(boolean right, String problem) {
        if (!right) {
            throw new InvalidSiteException(problem);
        }
    }
}
