package dragoman.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.answer.Draft.Evidence;
import dragoman.article.ArticleRepository;
import dragoman.article.CorpusSummary;
import dragoman.article.CorpusView;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.RetrievedPassage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells what a question would be answered with if it were asked, so that nothing is suggested that has no answer.
///
/// It goes the way of every answer in the articles' own words, through the {@link EvidenceGate} as well, but stores nothing. What was found is
/// believed for some minutes, unless the articles change.
@ApplicationScoped
public class AnswerForesight {

    private static final Duration BELIEVED = Duration.ofMinutes(5);
    private static final int KEPT = 4_000;

    private final ArticleRepository articles;
    private final QuestionAnalyzer analyzer;
    private final SitePassages retriever;
    private final ExtractiveAnswerer answerer;
    private final EvidenceGate gate;
    private final Cache<Known, Foreseen> known = Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(KEPT).build();

    AnswerForesight(ArticleRepository articles, QuestionAnalyzer analyzer, SitePassages retriever, ExtractiveAnswerer answerer, EvidenceGate gate) {
        this.articles = articles;
        this.analyzer = analyzer;
        this.retriever = retriever;
        this.answerer = answerer;
        this.gate = gate;
    }

    private record Asked(String question, Optional<LocalDate> since, LocalDate until, CorpusView view) {
    }

    private record Known(Asked asked, CorpusSummary articles) {
    }

    /// What would be told.
    ///
    /// @param articleIds whose words it would be
    /// @param quotes     the words, in the order a reader would meet them; none if the question would be declined
    /// @param partial    whether something would be missing
    public record Foreseen(Set<String> articleIds, List<String> quotes, boolean partial) {

        /// Whether it would be answered, and wholly.
        public boolean isAnswered() {
            return !quotes.isEmpty() && !partial;
        }
    }

    /// Foresees the answer to a question that stands alone.
    ///
    /// @param until nothing published later is used
    /// @param view  nothing else is used
    public Foreseen foresee(String question, LocalDate until, CorpusView view) {
        Asked asked = new Asked(question, Optional.empty(), until, view);
        Known key = new Known(asked, articles.summarize(view));
        Foreseen before = known.getIfPresent(key);
        if (before != null) {
            return before;
        }
        // outside of the cache's own locks: it asks the database
        Foreseen foreseen = look(asked);
        known.put(key, foreseen);
        return foreseen;
    }

    /// The same without what was found before, for those who wait for news.
    ///
    /// @param since nothing published before is used
    public Foreseen foreseeAnew(String question, Optional<LocalDate> since, LocalDate until, CorpusView view) {
        return look(new Asked(question, since, until, view));
    }

    private Foreseen look(Asked asked) {
        AnalyzedQuestion analyzed = analyzer.analyze(asked.question, asked.until, () -> articles.summarize(asked.view).reportedUntil(asked.until));
        AnalyzedQuestion question = asked.since.map(analyzed::since).orElse(analyzed);
        List<RetrievedPassage> passages = retriever.retrieve(question, asked.until, asked.view).stream()
                .filter(passage -> asked.since.filter(passage.published()::isBefore).isEmpty()).toList();
        Draft draft = answerer.answer(question, passages);
        List<Evidence> evidence = draft.statements().stream().filter(proposal -> gate.check(proposal).isEmpty())
                .flatMap(proposal -> proposal.evidence().stream()).toList();
        return new Foreseen(evidence.stream().map(one -> one.version().articleId()).collect(Collectors.toSet()),
                evidence.stream().map(Evidence::quote).toList(), draft.missing().isPresent());
    }
}
