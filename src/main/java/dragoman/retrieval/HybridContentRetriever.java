package dragoman.retrieval;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dragoman.article.CorpusView;
import dragoman.database.StorageException;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageGenerations;
import dragoman.ingestion.QuestionEmbedder;
import dragoman.retrieval.PassageRanking.Ranked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Finds passages by meaning and by words, orders them by all that speaks for them, and hands on the best.
@ApplicationScoped
public class HybridContentRetriever implements ContentRetriever {

    private static final int PASSAGES = 12;
    /// Candidates of each search.
    private static final int CANDIDATES = 60;
    /// How many passages are weighed by words at most; the rarest stems of the question decide which.
    private static final int WEIGHED = 1_500;

    private final QuestionAnalyzer analyzer;
    private final PassageGenerations generations;
    private final QuestionEmbedder embedder;
    private final TermStatistics statistics;
    private final PassageStore store;
    private final Clock clock;
    private final Names names = new Names();

    public HybridContentRetriever(QuestionAnalyzer analyzer, PassageGenerations generations, QuestionEmbedder embedder, TermStatistics statistics,
            PassageStore store, Clock clock) {
        this.analyzer = analyzer;
        this.generations = generations;
        this.embedder = embedder;
        this.statistics = statistics;
        this.store = store;
        this.clock = clock;
    }

    /// Begins to embed a question that will likely be asked in these words, and does not wait for it.
    public void expect(String question) {
        embedder.whole(generations.active(), QuestionAnalyzer.plain(question));
    }

    /// The passages of the shared corpus that may answer, best first, at most 12, without reprints and with neighbours joined.
    ///
    /// @param until nothing published later is returned
    public List<RetrievedPassage> retrieve(AnalyzedQuestion question, LocalDate until) {
        return retrieve(question, until, CorpusView.SHARED);
    }

    /// The same for what a site's readers may see.
    ///
    /// @param view nothing else is returned
    public List<RetrievedPassage> retrieve(AnalyzedQuestion question, LocalDate until, CorpusView view) {
        Found found = find(question, until, view);
        List<Ranked> selected = PassageSelection.select(found.ranked, PASSAGES, Set.copyOf(found.terms.sequence()));
        return PassageSelection.passages(selected, store.bodies(selected.stream().map(Ranked::candidate).toList()));
    }

    /// The best passages of the shared corpus without their words, best first, without reprints and with at most a few an article.
    ///
    /// @param until nothing published later is returned
    /// @param most  how many
    public List<Ranked> rank(AnalyzedQuestion question, LocalDate until, int most) {
        Found found = find(question, until, CorpusView.SHARED);
        return PassageSelection.select(found.ranked, most, Set.copyOf(found.terms.sequence()));
    }

    /// All passages of the shared corpus that were found by meaning or by words, best first.
    ///
    /// @param until nothing published later is returned
    public List<Ranked> candidates(AnalyzedQuestion question, LocalDate until) {
        return find(question, until, CorpusView.SHARED).ranked;
    }

    private record Found(QuestionTerms terms, List<Ranked> ranked) {
    }

    private Found find(AnalyzedQuestion question, LocalDate until, CorpusView view) {
        PassageGeneration generation = generations.active();
        // the question is embedded while the database counts its words
        Future<Embedding> embedding = embedder.whole(generation, question.text());
        QuestionTerms terms = QuestionTerms.of(question, names, statistics, generation);
        List<Integer> needed = terms.rarest(WEIGHED);
        boolean together = needed.isEmpty();
        List<Candidate> candidates = store.candidates(generation, new PassageStore.Search(resultOf(embedding), until, question.period(),
                terms.weights(), together ? terms.ownByRarity().stream().limit(3).toList() : needed, together, CANDIDATES, view));
        return new Found(terms, PassageRanking.rank(terms, candidates, until, question.period(), question.latest()));
    }

    private static Embedding resultOf(Future<Embedding> embedding) {
        try {
            return embedding.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException unreachable) {
                throw unreachable;
            }
            throw new IllegalStateException("the question could not be embedded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the question was embedded", e);
        }
    }

    /// The same for LangChain4j, as of today; see {@link RetrievedPassage#toSegment} for the metadata.
    @Override
    public List<Content> retrieve(Query query) {
        LocalDate today = LocalDate.now(clock);
        return retrieve(analyzer.analyze(query.text(), today), today).stream().map(RetrievedPassage::toSegment).map(Content::from).toList();
    }
}
