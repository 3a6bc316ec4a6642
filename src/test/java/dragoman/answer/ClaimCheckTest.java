package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.ClaimCheck.Claim;
import dragoman.answer.ClaimCheck.Comparison;
import dragoman.answer.ClaimCheck.Verdict;
import dragoman.audit.Deed.Actor;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said elsewhere, compared with articles about places and people that do not exist.
@QuarkusTest
class ClaimCheckTest {

    @Inject
    ClaimCheck check;
    @Inject
    Corpus corpus;
    @Inject
    EditorialRulings rulings;

    @BeforeEach
    void store() {
        corpus.clear();
        corpus.ingestMarkdown("""
                ---
                id: talks
                title: Ruritania and Graustark open talks in Strelsau
                date: 2025-06-03
                publisher: The Test Courier
                ---
                Ruritania and Graustark opened talks on the Alvar river on 1 June 2025 in Strelsau.

                Foreign Minister Anton Sapt promised 40 million crowns for the dams of the river. Graustark did not sign the fishing treaty.

                Flavia Rassendyll opened the bridge of Zenda on Monday.
                """);
    }

    private Claim only(String statement) {
        List<Claim> claims = check.compare(statement, Optional.empty()).claims();
        assertEquals(1, claims.size());
        return claims.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anton Sapt promised 40 million crowns for the dams.", "Ruritania and Graustark opened talks on the Alvar river.", "Graustark did not sign the fishing treaty.",
        "Flavia Rassendyll opened the bridge of Zenda."})
    void whatASentenceCarriesIsSupported(String statement) {
        Comparison comparison = check.compare(statement, Optional.empty());
        assertEquals(Verdict.SUPPORTED, comparison.claims().getFirst().verdict());
        assertEquals(List.of(1), comparison.claims().getFirst().citations());
        assertEquals("The Test Courier", comparison.citations().getFirst().publisher());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anton Sapt promised 50 million crowns for the dams.|50 million", "Ruritania and Graustark opened talks on the Alvar river on 7 June 2025.|7 June 2025",
        "Graustark signed the fishing treaty.|signed", "Rupert Hentzau opened the bridge of Zenda.|Rupert Hentzau"})
    void whatASentenceHasOtherwiseIsContradicted(String line) {
        String[] parts = line.split("\\|");
        Claim claim = only(parts[0]);
        assertEquals(Verdict.CONTRADICTED, claim.verdict());
        assertTrue(claim.difference().orElseThrow().contains(parts[1]), claim.difference().toString());
        assertEquals(List.of(1), claim.citations());
    }

    @Test
    void anArticleOnATopicUnderEmbargoBearsNoVerdict() {
        String carried = "Graustark did not sign the fishing treaty.";
        assertEquals(Verdict.SUPPORTED, only(carried).verdict());
        rulings.embargo(new Actor("Eva", "ADMIN"), Optional.empty(), false, "Alvar river", Optional.empty());
        assertEquals(Verdict.NOT_COVERED, only(carried).verdict());
        assertEquals(Verdict.NOT_COVERED, only("Graustark signed the fishing treaty.").verdict());
        assertEquals(List.of(), check.compare(carried, Optional.empty()).citations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anton Sapt has resigned as foreign minister.", "Sapt promised 50 million crowns for the railways of the north.", "Graustark sent 12 envoys to Vienna.",
        "Black Michael met the king in the castle of Zenda.", "The bridge of Zenda collapsed in a storm after three days."})
    void whatNoArticleSpeaksOfIsNotCovered(String statement) {
        Claim claim = only(statement);
        assertEquals(Verdict.NOT_COVERED, claim.verdict());
        assertEquals(List.of(), claim.citations());
    }

    @Test
    void everyStatementIsJudgedByItselfAndQuestionsAreNone() {
        Comparison comparison = check.compare("Hi all! Anton Sapt promised 40 million crowns for the dams. Who opened the bridge of Zenda? Graustark signed the fishing treaty.", Optional.empty());
        assertEquals(List.of(Verdict.SUPPORTED, Verdict.CONTRADICTED), comparison.claims().stream().map(Claim::verdict).toList());
        assertEquals(2, comparison.citations().size());
    }

    @Test
    void withdrawnArticlesBearNothing() {
        corpus.execute("update article_version set state = 'WITHDRAWN'");
        assertEquals(Verdict.NOT_COVERED, only("Anton Sapt promised 40 million crowns for the dams.").verdict());
    }
}
