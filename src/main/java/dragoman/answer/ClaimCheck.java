package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.EvidenceFinder.Place;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion.State;
import dragoman.article.CorpusView;
import dragoman.article.DateExpression;
import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.evidence.EvidenceChecker;
import dragoman.evidence.Quantities;
import dragoman.evidence.Quantity;
import dragoman.evidence.Quote;
import dragoman.evidence.Unsupported;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Names;
import dragoman.retrieval.QuestionAnalyzer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what somebody says with the articles, statement by statement.
///
/// A statement is supported if one sentence of an article carries all of it, as the statements of answers have to be carried. It is
/// contradicted if a sentence says the same with another figure, date or name in one place, or denies it; what that sentence does not speak of
/// is not held against it. Of everything else the articles say nothing, which is no judgement.
@ApplicationScoped
public class ClaimCheck {

    /// The longest text that is compared, in UTF-16 code units; the rest is left out.
    public static final int LONGEST_TEXT = 4_000;
    /// The most statements that are compared.
    public static final int MOST_STATEMENTS = 10;
    private static final int LEAST_WORDS = 3;
    private static final int COMPARED_SENTENCES = 6;
    /// From this share of its words on, a sentence is about the same matter.
    private static final double SAME_MATTER = 0.8;
    private static final Set<Unsupported.Kind> CONTRARY = Set.of(Unsupported.Kind.FIGURE, Unsupported.Kind.DATE, Unsupported.Kind.NAME, Unsupported.Kind.NEGATION);

    private final SentenceSplitter splitter;
    private final QuestionAnalyzer analyzer;
    private final SitePassages passages;
    private final ArticleRepository articles;
    private final ArticleReadings readings;
    private final EvidenceFinder finder;
    private final EvidenceGate gate;
    private final SiteRules sites;
    private final Clock clock;
    private final Names names = new Names();
    private final EvidenceChecker checker = new EvidenceChecker(names);

    ClaimCheck(SentenceSplitter splitter, QuestionAnalyzer analyzer, SitePassages passages, ArticleRepository articles, ArticleReadings readings, EvidenceFinder finder,
            EvidenceGate gate, SiteRules sites, Clock clock) {
        this.splitter = splitter;
        this.analyzer = analyzer;
        this.passages = passages;
        this.articles = articles;
        this.readings = readings;
        this.finder = finder;
        this.gate = gate;
        this.sites = sites;
        this.clock = clock;
    }

    /// How the articles stand to a statement.
    public enum Verdict {
        /// A sentence of an article carries all of it.
        SUPPORTED,
        /// A sentence of an article says otherwise in one place.
        CONTRADICTED,
        /// No article says so or otherwise.
        NOT_COVERED
    }

    /// A statement and how the articles stand to it.
    ///
    /// @param statement  as it was said
    /// @param citations  the numbers of the citations that bear the verdict; none where the articles say nothing
    /// @param difference of a contradicted one: its own words that the article has otherwise
    public record Claim(String statement, Verdict verdict, List<Integer> citations, Optional<String> difference) {
    }

    /// All statements of a text.
    ///
    /// @param claims    in order; questions, greetings and the like are none
    /// @param citations exact words of live article versions
    /// @param asOf      nothing published later was looked at
    public record Comparison(List<Claim> claims, List<Citation> citations, LocalDate asOf) {
    }

    /// Compares a text with what the articles say now.
    ///
    /// @param site whose readers ask; empty for the default site
    public Comparison compare(String text, Optional<String> site) {
        CorpusView view = sites.viewOf(site);
        LocalDate today = LocalDate.now(clock);
        String compared = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        Map<Evidence, Citation> citations = new LinkedHashMap<>();
        List<Claim> claims = splitter.split(compared).stream().map(span -> span.in(compared)).filter(ClaimCheck::isStatement).limit(MOST_STATEMENTS)
                .map(statement -> judge(statement, today, view, citations)).toList();
        return new Comparison(claims, List.copyOf(citations.values()), today);
    }

    private static boolean isStatement(String sentence) {
        return !sentence.endsWith("?") && contents(sentence).size() >= LEAST_WORDS;
    }

    private Claim judge(String statement, LocalDate today, CorpusView view, Map<Evidence, Citation> citations) {
        AnalyzedQuestion about = analyzer.analyze(statement, today);
        List<Place> places = passages.retrieveAll(about, today, view).stream().flatMap(passage -> articles.find(passage.articleId(), passage.version())
                .filter(version -> version.state() == State.LIVE).map(version -> new Place(version, passage.span())).stream()).toList();
        Optional<Proposal> carried = finder.find(statement, about, places).proposal().filter(proposal -> gate.checkGenerated(proposal).isEmpty());
        if (carried.isPresent()) {
            return new Claim(statement, Verdict.SUPPORTED, cite(carried.get().evidence(), citations), Optional.empty());
        }
        return places.stream().flatMap(place -> contrary(statement, place).stream()).findFirst()
                .map(contrary -> new Claim(statement, Verdict.CONTRADICTED, cite(List.of(contrary.evidence), citations), Optional.of(contrary.words)))
                .orElseGet(() -> new Claim(statement, Verdict.NOT_COVERED, List.of(), Optional.empty()));
    }

    private static List<Integer> cite(List<Evidence> evidence, Map<Evidence, Citation> citations) {
        return evidence.stream().map(one -> citations.computeIfAbsent(one, e -> Citation.of(citations.size() + 1, e.version(), e.span())).number()).distinct().toList();
    }

    private record Contrary(Evidence evidence, String words) {
    }

    private Optional<Contrary> contrary(String statement, Place place) {
        ReadArticle article = readings.of(place.version());
        Set<String> stems = stems(statement);
        return article.sentences().stream().filter(sentence -> place.span().contains(sentence.span()) && !sentence.forMachines() && !sentence.isQuestion())
                .sorted(Comparator.comparingLong((Sentence sentence) -> -sentence.stems().stream().filter(stems::contains).count())).limit(COMPARED_SENTENCES)
                .flatMap(sentence -> contrary(statement, new Evidence(article.version(), sentence.span())).stream()).findFirst();
    }

    /// The statement with the article's own word in one place would be carried: then the two differ there and nowhere else.
    private Optional<Contrary> contrary(String statement, Evidence evidence) {
        Quote quote = readings.quote(evidence);
        List<Unsupported> differences = checker.check(statement, List.of(quote));
        if (differences.isEmpty() || !CONTRARY.containsAll(differences.stream().map(Unsupported::kind).toList())) {
            return Optional.empty();
        }
        Unsupported first = differences.getFirst();
        if (first.kind() == Unsupported.Kind.NEGATION) {
            return differences.stream().allMatch(one -> one.kind() == Unsupported.Kind.NEGATION) && covers(quote, statement) ? Optional.of(new Contrary(evidence, first.words())) : Optional.empty();
        }
        int at = statement.toLowerCase(Locale.ROOT).indexOf(first.words().toLowerCase(Locale.ROOT));
        if (at < 0) {
            return Optional.empty();
        }
        String words = statement.substring(at, at + first.words().length());
        String before = statement.substring(0, at);
        String behind = statement.substring(at + words.length());
        return counterparts(first.kind(), quote).filter(other -> !other.equalsIgnoreCase(words)).map(other -> before + other + behind)
                .filter(changed -> covers(quote, changed) && checker.check(changed, List.of(quote)).isEmpty()).findFirst().map(_ -> new Contrary(evidence, words));
    }

    private Stream<String> counterparts(Unsupported.Kind kind, Quote quote) {
        Stream<Span> spans = switch (kind) {
            case FIGURE -> Quantities.in(quote.text(), quote.published()).stream().map(Quantity::span);
            case DATE -> DateExpression.in(quote.text(), quote.published()).stream().map(DateExpression::span);
            case NAME -> names.in(quote.text()).stream().map(Names.Name::span);
            case COMPARISON, NEGATION, MODALITY, QUOTATION, SPEAKER, ROLES -> Stream.empty();
        };
        return spans.map(span -> span.in(quote.text())).distinct();
    }

    /// Whether the quote has nearly all the words that carry the statement's meaning.
    private static boolean covers(Quote quote, String statement) {
        Set<String> own = stems(statement);
        Set<String> there = stems(quote.text());
        return own.size() >= LEAST_WORDS && own.stream().filter(there::contains).count() >= SAME_MATTER * own.size();
    }

    private static Set<String> stems(String text) {
        return contents(text).stream().map(Word::stem).collect(Collectors.toSet());
    }

    private static List<Word> contents(String text) {
        return Words.of(text).stream().filter(word -> !word.isFunctionWord()).toList();
    }
}
