package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.DateExpression;
import dragoman.evidence.AbridgementChecker;
import dragoman.evidence.EvidenceChecker;
import dragoman.evidence.Unsupported;
import dragoman.retrieval.Names;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands between every answerer and the reader: a statement passes only if the stored articles carry it. Whether the words of a statement
/// are borne out by those of its quotes is judged by the {@link EvidenceChecker}.
@ApplicationScoped
public class EvidenceGate {

    /// How a resolved date is written into a statement, in square brackets as editors do.
    static final DateTimeFormatter INSERTED_DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private static final Pattern INSERTION = Pattern.compile(" \\[([^\\]]+)]");
    private static final Pattern FREIGHT = Pattern.compile(
            "(?i)\\bhttps?:|\\bwww\\.\\w|\\b(?:javascript|data|mailto):\\S|<\\s*[/!?a-z][^>]*>|!?\\[[^\\]]*]\\s*[(\\[]|&(?:#\\d+|#x[0-9a-f]+|\\w+);");

    /// What no newspaper's sentence has, and a program could read as more than words.
    private static final Pattern STRANGE = Pattern.compile("(?i)\\b[\\w-]+\\.(?:com|org|net|info|io|co|dev|app|xyz|example|test|ru|cn|me|ly|ai|onion|local)\\b|\\w@\\w|[{}<>|\\\\`~^=]|\\$\\(|\\*\\*|__|::|//|#\\w"
            + "|[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]|[\\p{L}&&[^\\p{IsLatin}]]|\\b(?=[A-Za-z0-9_-]*\\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{20,}|\\[(?:\\d{1,3}|\\w*\\d\\w*)]");

    private final ArticleRepository articles;
    private final ArticleReadings readings;
    private final EvidenceChecker checker = new EvidenceChecker(new Names());

    EvidenceGate(ArticleRepository articles, ArticleReadings readings) {
        this.articles = articles;
        this.readings = readings;
    }

    /// Why a statement is not shown.
    ///
    /// @param rule the rule it breaks, E1 to E7
    /// @param why  what exactly is not supported
    public record Violation(String rule, String why) {
    }

    /// Checks one proposal in the articles' own words against the articles as they are stored now. What passes is cited (E1) with exact words (E2) of live
    /// versions (E6), says nothing but those words and the dates that follow from them (E3, E4), and carries no link or markup (E5).
    ///
    /// @return empty if it may be shown
    Optional<Violation> check(Proposal proposal) {
        return checkSources(proposal).or(() -> checkFreight(proposal, FREIGHT)).or(() -> checkWords(proposal)).or(() -> judge(proposal.text(), proposal));
    }

    /// Checks one proposal in a language model's words. What passes is cited (E1) with exact words (E2) of live versions (E6), carries no link
    /// or markup, not even a name of a site (E5), and nothing of what the {@link EvidenceChecker} judges is without support (E3, E4). That its
    /// other words are those of its quotes is what the {@link EvidenceFinder} sees to.
    ///
    /// @return empty if it may be shown
    Optional<Violation> checkGenerated(Proposal proposal) {
        return checkSources(proposal).or(() -> checkFreight(proposal, FREIGHT)).or(() -> checkFreight(proposal, STRANGE)).or(() -> {
            List<Optional<Violation>> judged = AbridgementChecker.wordings(proposal.text()).stream().map(wording -> judge(wording, proposal)).toList();
            return judged.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : judged.getFirst();
        });
    }

    private Optional<Violation> checkSources(Proposal proposal) {
        if (proposal.evidence().isEmpty()) {
            return violation("E1", "nothing is cited");
        }
        for (Evidence evidence : proposal.evidence()) {
            Optional<ArticleVersion> stored = articles.find(evidence.version().articleId(), evidence.version().number());
            if (stored.isEmpty() || stored.get().state() != State.LIVE) {
                return violation("E6", "the cited version is no longer live");
            }
            String text = stored.get().article().text();
            if (evidence.span().end() > text.length() || !evidence.span().in(text).equals(evidence.quote())) {
                return violation("E2", "the quote is not in the article as stored");
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> checkFreight(Proposal proposal, Pattern freight) {
        return freight.matcher(proposal.text()).find() ? violation("E5", "the statement carries a link or markup") : Optional.empty();
    }

    private Optional<Violation> judge(String wording, Proposal proposal) {
        List<Unsupported> unsupported = checker.check(wording, proposal.evidence().stream().map(readings::quote).toList());
        return unsupported.stream().findFirst().map(first -> new Violation(switch (first.kind()) {
            case QUOTATION, SPEAKER -> "E3";
            case FIGURE, COMPARISON, DATE, NAME, NEGATION, MODALITY, ROLES -> "E4";
        }, first.toString()));
    }

    /// A statement of an extractive answer is the quotes themselves, in order, but for dates inserted in square brackets.
    private static Optional<Violation> checkWords(Proposal proposal) {
        List<String> quotes = proposal.evidence().stream().map(Evidence::quote).toList();
        String reported = reported(proposal.evidence().getFirst());
        String text = proposal.text().startsWith(reported) ? proposal.text().substring(reported.length()) : proposal.text();
        if (String.join(" ", quotes).equals(text)) {
            return Optional.empty();
        }
        Matcher insertion = INSERTION.matcher(text);
        StringBuilder bare = new StringBuilder();
        while (insertion.find()) {
            insertion.appendReplacement(bare, "");
            if (!followsFromArticle(bare.length(), insertion.group(1), proposal.evidence())) {
                // not ours: then it must stand in the quote itself
                bare.append(insertion.group());
            }
        }
        insertion.appendTail(bare);
        return String.join(" ", quotes).contentEquals(bare) ? Optional.empty()
                : violation("E4", "the statement says more than the quotes it cites");
    }

    /// Whether the inserted date is what the words before it mean in an article of that day.
    private static boolean followsFromArticle(int at, String inserted, List<Evidence> evidence) {
        int start = 0;
        for (Evidence piece : evidence) {
            int end = start + piece.quote().length();
            if (at <= end) {
                int offset = at - start;
                return DateExpression.in(piece.quote(), piece.version().article().published()).stream()
                        .anyMatch(date -> endOf(date, piece.quote()) == offset && date.day().map(INSERTED_DATE::format).filter(inserted::equals).isPresent());
            }
            start = end + 1;
        }
        return false;
    }

    /// What stands before older reporting where newer stands beside it.
    static String reported(Evidence evidence) {
        return "[Reported %s:] ".formatted(INSERTED_DATE.format(evidence.version().article().published()));
    }

    /// Behind the expression, and behind a possessive ending that belongs to it.
    static int endOf(DateExpression date, String sentence) {
        int end = date.span().end();
        return sentence.startsWith("’s", end) || sentence.startsWith("'s", end) ? end + 2 : end;
    }

    private static Optional<Violation> violation(String rule, String why) {
        return Optional.of(new Violation(rule, why));
    }
}
