package dragoman.retrieval;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dragoman.ingestion.PassageEmbedder;
import dragoman.retrieval.PassageStore.Hit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds passages by meaning and by words and joins both rankings by reciprocal rank fusion (Cormack, Clarke and Büttcher,
/// SIGIR 2009): a passage scores the sum of `1 / (60 + rank)` over the rankings it is in.
@ApplicationScoped
public class HybridContentRetriever implements ContentRetriever {

    private static final int RANK_CONSTANT = 60;
    private static final int CANDIDATES = 40;
    private static final int PASSAGES = 12;

    private final QuestionAnalyzer analyzer;
    private final PassageEmbedder embedder;
    private final PassageStore store;
    private final Clock clock;

    HybridContentRetriever(QuestionAnalyzer analyzer, PassageEmbedder embedder, PassageStore store, Clock clock) {
        this.analyzer = analyzer;
        this.embedder = embedder;
        this.store = store;
        this.clock = clock;
    }

    /// The passages that may answer, best first, at most 12.
    ///
    /// @param until nothing published later is returned
    public List<RetrievedPassage> retrieve(AnalyzedQuestion question, LocalDate until) {
        List<String> words = new ArrayList<>(question.aliases());
        words.addAll(question.figures());
        question.terms().forEach(term -> words.add(term.word()));
        return fuse(List.of(store.nearest(embedder.embedQuestion(question.text()), until, CANDIDATES),
                store.matching(words, until, CANDIDATES)));
    }

    /// The same for LangChain4j: as of today, with `articleId`, `version`, `start`, `end`, `title` and `published` as metadata.
    @Override
    public List<Content> retrieve(Query query) {
        return retrieve(analyzer.analyze(query.text()), LocalDate.now(clock)).stream().map(passage -> Content.from(
                TextSegment.from(passage.text(), new Metadata()
                        .put("articleId", passage.articleId()).put("version", passage.version())
                        .put("start", passage.span().start()).put("end", passage.span().end())
                        .put("title", passage.title()).put("published", passage.published().toString())))).toList();
    }

    static List<RetrievedPassage> fuse(List<List<Hit>> rankings) {
        Map<Long, Double> scores = new HashMap<>();
        Map<Long, RetrievedPassage> passages = new HashMap<>();
        for (List<Hit> ranking : rankings) {
            for (int rank = 0; rank < ranking.size(); rank++) {
                Hit hit = ranking.get(rank);
                passages.putIfAbsent(hit.passageId(), hit.passage());
                scores.merge(hit.passageId(), 1.0 / (RANK_CONSTANT + rank + 1), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(PASSAGES)
                .map(entry -> passages.get(entry.getKey()).scored(entry.getValue()))
                .toList();
    }
}
