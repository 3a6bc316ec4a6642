package dragoman.answer;

import static dragoman.testsupport.Corpus.article;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.EvidenceGate.Violation;
import dragoman.article.Article;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.Span;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EvidenceGateTest {

    // published on Tuesday 3 June 2025
    private static final String FIRST = "Ministers met in Vienna on Monday.";
    private static final String SECOND = "They [the ministers] left.";

    @Inject
    EvidenceGate gate;
    @Inject
    ArticleRepository articles;
    @Inject
    Corpus corpus;

    private ArticleVersion stored;

    @BeforeEach
    void store() {
        corpus.clear();
        stored = articles.findNewest(corpus.ingest(article("a", FIRST + " " + SECOND)).articleId()).orElseThrow();
    }

    private Optional<String> rule(String text, Evidence... evidence) {
        return gate.check(new Proposal(text, List.of(evidence), Optional.empty())).map(Violation::rule);
    }

    private Evidence first() {
        return new Evidence(stored, new Span(0, FIRST.length()));
    }

    private Evidence second() {
        return new Evidence(stored, new Span(FIRST.length() + 1, FIRST.length() + 1 + SECOND.length()));
    }

    @Test
    void theArticlesOwnWordsPass() {
        assertEquals(Optional.empty(), rule(FIRST, first()));
        assertEquals(Optional.empty(), rule(FIRST + " " + SECOND, first(), second()));
    }

    @Test
    void theDayOfReportingMayStandBeforeIt() {
        assertEquals(Optional.empty(), rule("[Reported 3 June 2025:] " + FIRST, first()));
        assertEquals(Optional.of("E4"), rule("[Reported 4 June 2025:] " + FIRST, first()));
    }

    @Test
    void whoIsMeantMayBeNamedIfItIsCertain() {
        String before = "Foreign Minister Anton Sapt promised dams on Monday.";
        String text = "He later left for Zenda.";
        ArticleVersion version = articles.findNewest(corpus.ingest(article("b", before + " " + text)).articleId()).orElseThrow();
        Evidence evidence = new Evidence(version, new Span(before.length() + 1, before.length() + 1 + text.length()));
        assertEquals(Optional.empty(), rule("He [Sapt] later left for Zenda.", evidence));
        assertEquals(Optional.of("E4"), rule("He [Hentzau] later left for Zenda.", evidence));
        assertEquals(Optional.of("E4"), rule("He later left [Sapt] for Zenda.", evidence));
    }

    @Test
    void whoReportedItMayStandBeforeIt() {
        assertEquals(Optional.empty(), rule("[The Test Courier, 3 June 2025:] " + FIRST, first()));
        assertEquals(Optional.of("E4"), rule("[The Other Courier, 3 June 2025:] " + FIRST, first()));
    }

    @Test
    void theEndIsCutOffOnlyWhereASentenceMayEnd() {
        assertEquals(Optional.of("E4"), rule("Ministers met in Vienna […]", new Evidence(stored, new Span(0, "Ministers met in Vienna".length()))));
    }

    @Test
    void e1AStatementWithoutEvidenceIsWithheld() {
        assertEquals(Optional.of("E1"), rule(FIRST));
    }

    @Test
    void e2AQuoteThatIsNotInTheStoredArticleIsWithheld() {
        Article forged = article("a", "Ministers fled from Vienna on Monday.");
        Evidence evidence = new Evidence(new ArticleVersion(stored.articleId(), 1, State.LIVE, forged), new Span(0, forged.text().length()));
        assertEquals(Optional.of("E2"), rule(forged.text(), evidence));
    }

    @Test
    void e2AQuoteBeyondTheArticlesEndIsWithheld() {
        Article longer = article("a", FIRST + " " + SECOND + " And more.");
        Evidence evidence = new Evidence(new ArticleVersion(stored.articleId(), 1, State.LIVE, longer), new Span(0, longer.text().length()));
        assertEquals(Optional.of("E2"), rule(longer.text(), evidence));
    }

    @Test
    void e4AResolvedDateIsAddedOnlyIfItFollows() {
        assertEquals(Optional.empty(), rule("Ministers met in Vienna on Monday [2 June 2025].", first()));
        assertEquals(Optional.of("E4"), rule("Ministers met in Vienna on Monday [3 June 2025].", first()));
        assertEquals(Optional.of("E4"), rule("Ministers met in Vienna [2 June 2025] on Monday.", first()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ministers met in Prague on Monday.", "Ministers met in Vienna on Monday", "Ministers met in Vienna on Monday. Nobody came.",
            "Ministers met in Vienna on Monday [Easter]."})
    void e4AnythingElseThanTheQuoteIsWithheld(String text) {
        assertEquals(Optional.of("E4"), rule(text, first()));
    }

    @Test
    void bracketsOfTheArticleItselfAreItsWords() {
        assertEquals(Optional.empty(), rule(SECOND, second()));
        assertEquals(Optional.of("E4"), rule("They left.", second()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"See https://evil.example/x for more.", "Visit www.evil.example now.", "Read <b>this</b> now.", "Ministers <img src=x onerror=y> met.",
            "Click [here](evil) now.", "Look ![at](this) picture.", "Open javascript:alert(1) now.", "Ministers &lt;met&gt; in Vienna."})
    void e5FreightIsWithheldEvenIfTheArticleHasIt(String sentence) {
        ArticleVersion version = articles.findNewest(corpus.ingest(article(sentence, sentence)).articleId()).orElseThrow();
        assertEquals(Optional.of("E5"), rule(sentence, new Evidence(version, new Span(0, sentence.length()))));
    }

    @Test
    void e6ASupersededVersionIsNotCited() {
        Evidence old = first();
        corpus.ingest(article("a", "Ministers met in Prague."));
        assertEquals(Optional.of("E6"), rule(FIRST, old));
    }

    @Test
    void e6AWithdrawnArticleIsNotCited() {
        articles.withdraw(stored.articleId());
        assertEquals(Optional.of("E6"), rule(FIRST, first()));
    }

    @Test
    void e6AnArticleNobodyStoredIsNotCited() {
        Article unknown = article("nobody", FIRST);
        assertEquals(Optional.of("E6"), rule(FIRST, new Evidence(new ArticleVersion(unknown.id(), 1, State.LIVE, unknown), new Span(0, FIRST.length()))));
    }
}
