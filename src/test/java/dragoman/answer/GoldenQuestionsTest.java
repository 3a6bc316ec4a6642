package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.article.ArticleRepository;
import dragoman.ingestion.CorpusLoader;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The shipped articles, asked the golden questions of `corpus/questions.jsonl`. The thresholds lie a little below what was
/// measured (see `src/docs/evaluation.md`), so that a step back fails; the evidence rules have no threshold.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenQuestionsTest {

    private static final double RIGHT = 0.93;
    private static final double DECLINED = 0.95;

    @Inject
    AnswerService answers;
    @Inject
    ArticleRepository articles;
    @Inject
    Corpus corpus;

    private final List<Asked> asked = new ArrayList<>();

    /// @param all      words that the answer holds
    /// @param none     words that it does not hold
    /// @param evidence words that its quotes hold
    record Question(String id, String question, String status, List<String> all, List<String> none, List<String> evidence, String note) {
    }

    private record Asked(Question question, Answer answer) {

        boolean right() {
            String quotes = answer.citations().stream().map(Citation::quote).collect(Collectors.joining(" "));
            return status(answer).equals(question.status) && question.all.stream().allMatch(answer.text()::contains)
                    && question.none.stream().noneMatch(answer.text()::contains) && question.evidence.stream().allMatch(quotes::contains);
        }

        @Override
        public String toString() {
            return "%s %s -> %s %s".formatted(question.id, question.question, status(answer), answer.text());
        }

        private static String status(Answer answer) {
            return switch (answer) {
                case Answered _ -> "answered";
                case Partial _ -> "partial";
                case NotFound _ -> "not_found";
            };
        }
    }

    @BeforeAll
    void ask() throws IOException {
        corpus.clear();
        CorpusLoader.Report report = corpus.ingestShipped();
        assertEquals(List.of(), report.problems());
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(Path.of("corpus/questions.jsonl"))) {
            Question question = json.readValue(line, Question.class);
            asked.add(new Asked(question, answers.answer(new AnswerRequest(question.question, Optional.empty(), Optional.empty()), _ -> {
            })));
        }
    }

    @Test
    void thereAreEnoughQuestionsAndAQuarterCannotBeAnswered() {
        long unanswerable = asked.stream().filter(one -> one.question.status.equals("not_found")).count();
        assertTrue(asked.size() >= 40 && unanswerable * 4 >= asked.size() - 4, unanswerable + " of " + asked.size());
    }

    @Test
    void nearlyAllAnswersAreRight() {
        assertShare(RIGHT, asked);
    }

    @Test
    void whatCannotBeAnsweredIsDeclined() {
        assertShare(DECLINED, asked.stream().filter(one -> one.question.status.equals("not_found")).toList());
    }

    @Test
    void everyStatementCitesExactWordsOfALiveVersion() {
        for (Asked one : asked) {
            for (Statement statement : one.answer.statements()) {
                assertTrue(!statement.citations().isEmpty(), one::toString);
                for (int number : statement.citations()) {
                    Citation citation = one.answer.citations().stream().filter(c -> c.number() == number).findFirst().orElseThrow();
                    String text = articles.find(citation.articleId(), citation.version()).orElseThrow().article().text();
                    assertEquals(text.substring(citation.start(), citation.end()), citation.quote(), one::toString);
                }
            }
        }
    }

    private static void assertShare(double atLeast, List<Asked> of) {
        List<Asked> wrong = of.stream().filter(one -> !one.right()).toList();
        double share = 1 - (double) wrong.size() / of.size();
        assertTrue(share >= atLeast, () -> "%.3f of %d are right; wrong are:%n%s".formatted(share, of.size(),
                wrong.stream().map(Asked::toString).collect(Collectors.joining("\n"))));
    }
}
