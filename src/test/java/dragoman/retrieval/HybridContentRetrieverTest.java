package dragoman.retrieval;

import static dragoman.testsupport.Corpus.article;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import dragoman.article.Span;
import dragoman.retrieval.PassageStore.Hit;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HybridContentRetrieverTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    @Inject
    HybridContentRetriever retriever;
    @Inject
    QuestionAnalyzer analyzer;
    @Inject
    Corpus corpus;

    @BeforeEach
    void clear() {
        corpus.clear();
    }

    private List<RetrievedPassage> retrieve(String question, LocalDate until) {
        return retriever.retrieve(analyzer.analyze(question), until);
    }

    @Test
    void passagesAreFoundByMeaningAndByWords() {
        corpus.ingest(article("a", "The envoys deplored the armed conflict and wished for calm."));
        corpus.ingest(article("b", "Inflation rose by two points, the bank in Basel said."));
        assertEquals("The envoys deplored the armed conflict and wished for calm.", retrieve("Who wants peace?", TODAY).getFirst().text());
        assertEquals("Inflation rose by two points, the bank in Basel said.", retrieve("Basel", TODAY).getFirst().text());
    }

    @Test
    void aPassageIsExactlyItsStretchOfTheArticle() {
        String text = "Ministers met 🇺🇦 in “Vienna”.\n\n" + "They spoke about grain, gas and the border at great length. ".repeat(40).strip();
        corpus.ingest(article("a", text));
        List<RetrievedPassage> found = retrieve("What about the border?", TODAY);
        assertTrue(found.size() > 1);
        found.forEach(passage -> assertEquals(text.substring(passage.span().start(), passage.span().end()), passage.text()));
    }

    @Test
    void nothingPublishedLaterIsFound() {
        corpus.ingest(article("a", "Ministers met in Vienna."));
        assertEquals(1, retrieve("Vienna", LocalDate.of(2025, 6, 3)).size());
        assertEquals(0, retrieve("Vienna", LocalDate.of(2025, 6, 2)).size());
    }

    @Test
    void operatorsInAQuestionAreWords() {
        corpus.ingest(article("a", "Ministers met in Vienna."));
        assertEquals(1, retrieve("Vienna' & ! (<-> :* | 100% \\ \" ; drop table passage", TODAY).size());
    }

    @Test
    void langChain4jSeesTheSamePassages() {
        corpus.ingest(article("a", "Ministers met in Vienna."));
        List<Content> contents = retriever.retrieve(Query.from("Where did ministers meet?"));
        assertEquals("Ministers met in Vienna.", contents.getFirst().textSegment().text());
        assertEquals(24, contents.getFirst().textSegment().metadata().getInteger("end"));
    }

    @Test
    void whatBothSearchesFindComesFirst() {
        List<RetrievedPassage> fused = HybridContentRetriever.fuse(List.of(List.of(hit(1), hit(2)), List.of(hit(3), hit(2))));
        assertEquals(List.of("2", "1", "3"), fused.stream().map(RetrievedPassage::articleId).toList());
        assertEquals(2.0 / 62, fused.getFirst().score(), 1e-9);
    }

    private static Hit hit(long id) {
        return new Hit(id, new RetrievedPassage(String.valueOf(id), 1, new Span(0, 1), "x", "t", TODAY, 0));
    }
}
