package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.Editing.Insertion;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.evidence.AbridgementChecker;
import dragoman.evidence.EvidenceChecker;
import dragoman.evidence.Unsupported;
import dragoman.retrieval.Names;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Stands between every answerer and the reader: a statement passes only if the stored articles carry it. Whether the words of a statement
/// are borne out by those of its quotes is judged by the {@link EvidenceChecker}.
@ApplicationScoped
public class EvidenceGate {

    private static final Pattern INSERTION = Pattern.compile(" \\[([^\\]]+)]");
    private static final Pattern FREIGHT = Pattern.compile(
            "(?i)\\bhttps?:|\\bwww\\.\\w|\\b(?:javascript|data|mailto):\\S|<\\s*[/!?a-z][^>]*>|!?\\[[^\\]]*]\\s*[(\\[]|&(?:#\\d+|#x[0-9a-f]+|\\w+);");

    /// What no newspaper's sentence has, and a program could read as more than words.
    private static final Pattern STRANGE = Pattern.compile("(?i)\\b[\\w-]{1,63}\\.(?:com|org|net|info|io|co|dev|app|xyz|example|test|ru|cn|me|ly|ai|onion|local)\\b|\\w@\\w|[{}<>|\\\\`~^=]|\\$\\(|\\*\\*|__|::|//|#\\w"
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

    /// A statement of an extractive answer is the quotes themselves, in order, but for what {@link Editing} may put beside them and for what
    /// {@link Clauses} may cut off.
    private Optional<Violation> checkWords(Proposal proposal) {
        String text = proposal.text();
        for (String beginning : List.of(Editing.reported(proposal.evidence().getFirst()), Editing.attributed(proposal.evidence().getFirst()))) {
            if (text.startsWith(beginning)) {
                text = text.substring(beginning.length());
                break;
            }
        }
        Evidence last = proposal.evidence().getLast();
        if (text.endsWith(Clauses.CUT) && Clauses.isCut(readings.of(last.version()), last.span())) {
            text = text.substring(0, text.length() - Clauses.CUT.length());
        }
        String quotes = proposal.evidence().stream().map(Evidence::quote).collect(Collectors.joining(" "));
        if (quotes.equals(text)) {
            return Optional.empty();
        }
        Matcher insertion = INSERTION.matcher(text);
        StringBuilder bare = new StringBuilder();
        while (insertion.find()) {
            insertion.appendReplacement(bare, "");
            if (!isAllowed(new Insertion(bare.length(), insertion.group(1)), proposal.evidence())) {
                // not ours: then it must stand in the quote itself
                bare.append(insertion.group());
            }
        }
        insertion.appendTail(bare);
        return quotes.contentEquals(bare) ? Optional.empty() : violation("E4", "the statement says more than the quotes it cites");
    }

    /// @param insertion counted in the quotes joined
    private boolean isAllowed(Insertion insertion, List<Evidence> evidence) {
        int start = 0;
        for (Evidence piece : evidence) {
            int end = start + piece.quote().length();
            if (insertion.at() <= end) {
                return Editing.allowed(readings.of(piece.version()), piece).contains(new Insertion(insertion.at() - start, insertion.words()));
            }
            start = end + 1;
        }
        return false;
    }

    private static Optional<Violation> violation(String rule, String why) {
        return Optional.of(new Violation(rule, why));
    }
}
