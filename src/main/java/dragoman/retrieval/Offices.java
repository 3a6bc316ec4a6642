package dragoman.retrieval;

import dragoman.retrieval.AnalyzedQuestion.Office;
import dragoman.retrieval.Names.Name;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the offices that a question names in place of whoever holds them: "the Ukrainian president", "Germany's chancellor",
/// "the head of the IAEA".
///
/// Who holds them is not known here: it changes, and the articles tell. An office that is no longer held ("the former US
/// president") or that only introduces its holder ("French President Emmanuel Macron") is none.
final class Offices {

    private static final String TITLE = "(?:deputy )?(?:prime|foreign|defen[cs]e|finance|interior|home|trade|economy|energy|justice|health|environment|climate"
            + "|culture|education|transport|agriculture|development|security|europe) minister"
            + "|(?:foreign|home|defen[cs]e|treasury|commerce|press|energy) secretary"
            + "|secretary of (?:state|defen[cs]e|the treasury|commerce|energy)|(?:secretary|director)[- ]general"
            + "|foreign policy high representative|high representative|national security advis[eo]r|head of (?:state|government)"
            + "|(?:foreign policy|foreign affairs|defen[cs]e|trade|army|military|intelligence|economy) chief|chief negotiator|chief of staff"
            + "|vice[- ](?:president|chancellor|premier)|president(?!-elect)|chancellor|premier|supreme leader|leader|crown prince(?:ss)?|king|queen"
            + "|emir|sultan|pope|speaker|chair(?:wo)?man|(?:special )?(?:envoy|representative)|ambassador|(?:trade |human rights |refugee )?commissioner"
            + "|chief(?! (?:executive|of)\\b)";
    /// Before a name these are as clear as the others, behind one they are verbs: "Did Russia head the talks?"
    private static final String TITLE_OF = TITLE + "|head|chair|chief";
    private static final String ATTRIBUTES = "(?:(?:new|current|acting|interim|outgoing|incoming|top|own) )?";
    private static final Pattern BEHIND = Pattern.compile("^(?:['’]s?)? " + ATTRIBUTES + "(?<title>" + TITLE + ")\\b(?!-)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE = Pattern.compile("\\b(?<title>" + TITLE_OF + ") of (?:the )?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORMER = Pattern.compile("(?:\\b(?:former|late|ex|one-time|then)[ -])$", Pattern.CASE_INSENSITIVE);
    /// Longer than any title with what stands around it.
    private static final int WORDS = 60;

    private Offices() {
    }

    /// The offices in a question, in order, each once.
    ///
    /// @param names the names in it
    static List<Office> in(String text, List<Name> names) {
        return names.stream().filter(Name::listed).flatMap(name -> Stream.of(behind(text, name, names), before(text, name)))
                .flatMap(Optional::stream).distinct().toList();
    }

    private static Optional<Office> behind(String text, Name name, List<Name> names) {
        int end = name.span().end();
        Matcher matcher = BEHIND.matcher(text.substring(end, Math.min(text.length(), end + WORDS)));
        if (!matcher.find() || isFormer(text, name.span().start())) {
            return Optional.empty();
        }
        int next = end + matcher.end() + 1;
        boolean introduces = names.stream().anyMatch(holder -> !holder.listed() && holder.span().start() == next);
        return introduces ? Optional.empty() : Optional.of(office(name, matcher.group("title")));
    }

    private static Optional<Office> before(String text, Name name) {
        int from = Math.max(0, name.span().start() - WORDS);
        Matcher matcher = BEFORE.matcher(text.substring(from, name.span().start()));
        return matcher.find() && !isFormer(text, from + matcher.start()) ? Optional.of(office(name, matcher.group("title"))) : Optional.empty();
    }

    private static boolean isFormer(String text, int position) {
        return FORMER.matcher(text.substring(Math.max(0, position - WORDS), position)).find();
    }

    private static Office office(Name name, String title) {
        return new Office(name.canonical(), title.toLowerCase(Locale.ROOT).replace('-', ' ').replace("defense", "defence").replace("advisor", "adviser"));
    }
}
