package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.SentenceSplitter;
import dragoman.retrieval.Names;
import dragoman.testsupport.Corpus;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PronounsTest {

    private static final SentenceSplitter SPLITTER = new SentenceSplitter();
    private static final Names NAMES = new Names();

    private static String explained(String text) {
        var article = Corpus.article("a", text.replace("¶", "\n\n"));
        ReadArticle read = ReadArticle.of(new ArticleVersion(article.id(), 1, State.LIVE, article), SPLITTER, NAMES);
        Sentence last = read.sentences().getLast();
        return Pronouns.explained(read, last).map(person -> Editing.insert(last.text(), Editing.explained(read, last))).orElse("nobody");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Foreign Minister Anton Sapt promised 40 million crowns. He later left for Zenda. | He [Sapt] later left for Zenda.",
            "Foreign Minister Anton Sapt promised 40 million crowns. “We have waited long enough,” he said. | “We have waited long enough,” he [Sapt] said.",
            "Ruritania's Foreign Minister Anton Sapt spoke first. He was brief. He left early. | He [Sapt] left early.",
            "Commission President Ursula von der Leyen spoke on Monday. She called it historic. | She [von der Leyen] called it historic.",
            "“It was a start,” President Flavia Rassendyll told reporters. She did not take questions. | She [Rassendyll] did not take questions.",
    })
    void whoIsMeantIsNamedWhereItIsCertain(String text, String statement) {
        assertEquals(statement, explained(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "President Anton Sapt met Foreign Minister Rupert Hentzau on Monday. He later left for Zenda.",
            "The treaty was read out to President Anton Sapt. He later left for Zenda.",
            "Foreign Minister Anton Sapt promised 40 million crowns.¶He later left for Zenda.",
            "The ministers met at Lancaster House. He later left for Zenda.",
            "He later left for Zenda.",
            "Foreign Minister Anton Sapt promised crowns. Rupert Hentzau, he said, was late.",
            "Foreign Minister Anton Sapt promised crowns. They later left for Zenda.",
    })
    void inAllOtherCasesNobodyIs(String text) {
        assertEquals("nobody", explained(text));
    }
}
