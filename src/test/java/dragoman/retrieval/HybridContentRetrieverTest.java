package dragoman.retrieval;

import static dragoman.testsupport.Corpus.article;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import dragoman.article.Article;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        return retriever.retrieve(analyzer.analyze(question, TODAY), until);
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
        String border = "They spoke about grain, gas and the border at great length. ".repeat(40).strip();
        List<Article> articles = List.of(article("a", "Ministers met 🇺🇦 in “Vienna”.\n\n" + border),
                article("b", "🇺🇦\n\nThe border is closed.\n\n" + "A choir sang, 🇺🇦 and the hall was full. ".repeat(200).strip()));
        articles.forEach(corpus::ingest);
        Map<String, String> texts = articles.stream().collect(Collectors.toMap(Article::id, Article::text));
        List<RetrievedPassage> found = retrieve("What about the border?", TODAY);
        assertEquals(texts.keySet(), found.stream().map(RetrievedPassage::articleId).collect(Collectors.toSet()));
        found.forEach(passage -> assertEquals(texts.get(passage.articleId()).substring(passage.span().start(), passage.span().end()), passage.text()));
    }

    @Test
    void whatIsHandedOnOfAnArticleNeitherTouchesNorOverlaps() {
        String text = "They spoke about grain, gas and the border at great length. ".repeat(200).strip();
        corpus.ingest(article("a", text));
        assertTrue(corpus.count("select count(*) from passage") > 6);
        List<RetrievedPassage> found = retrieve("What about the border?", TODAY).stream()
                .sorted(Comparator.comparing(passage -> passage.span().start())).toList();
        for (int i = 1; i < found.size(); i++) {
            int end = found.get(i - 1).span().end();
            int start = found.get(i).span().start();
            assertTrue(start > end && !text.substring(end, start).isBlank(), end + " " + start);
        }
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
}
