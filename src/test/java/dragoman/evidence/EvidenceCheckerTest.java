package dragoman.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.evidence.Unsupported.Kind;
import dragoman.retrieval.Names;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceCheckerTest {

    private static final LocalDate MONDAY = LocalDate.of(2025, 3, 3);
    private final EvidenceChecker checker = new EvidenceChecker(new Names());

    private static Quote quote(String text, String... speakers) {
        return new Quote(text, MONDAY, Set.of(speakers), "London summit on Ukraine Sample desk", Set.of("Keir Starmer", "Volodymyr Zelensky"));
    }

    private Set<Kind> kinds(String statement, Quote... quotes) {
        Set<Kind> kinds = checker.check(statement, List.of(quotes)).stream().map(Unsupported::kind).collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
        return kinds;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Britain pays 1.6 billion pounds. | Britain pays £1.6bn.",
            "Starmer announced the deal on 2 March 2025. | Starmer announced the deal on Sunday.",
            "The summit took place in March 2025. | The summit took place on Sunday.",
            "The UK leads the coalition. | Britain leads the coalition.",
            "Keir Starmer did not name the countries. | Starmer did not name the countries.",
            "Some 300 prisoners were freed. | The two sides freed 300 prisoners.",
            "The loan is backed by frozen assets. | In addition, said Starmer, the loan is backed by frozen Russian assets.",
            "Ukraine receives F-16 jets since mid-2025. | Ukraine receives F-16 jets since the middle of 2025.",
            "He [Zelensky] later met the king. | He later met the king.",
            "Starmer spoke of “boots on the ground”. | Britain was prepared to back it with “boots on the ground and planes in the air”, Starmer said."})
    void whatTheQuoteSaysInOtherWordsPasses(String statement, String quote) {
        assertEquals(List.of(), checker.check(statement, List.of(quote(quote))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "FIGURE | Britain pays £1.9bn. | Britain pays £1.6bn.",
            "FIGURE | Britain pays €1.6bn. | Britain pays £1.6bn.",
            "FIGURE | Britain pays 1.6 million pounds. | Britain pays £1.6bn.",
            "FIGURE | Tariffs fall by 10. | Tariffs fall by 12 per cent.",
            "FIGURE | Ukraine buys two thousand missiles. | Ukraine buys 5,000 missiles.",
            "FIGURE | The 19th package was adopted. | The 18th package was adopted.",
            "FIGURE | Five soldiers and 300 doctors died. | Five doctors and 300 soldiers died.",
            "FIGURE | Ukraine receives F-35 jets. | Ukraine receives F-16 jets.",
            "SPEAKER | “Enough,” Nobody said. | “Enough,” Starmer said.",
            "COMPARISON | Ukraine buys 5,000 missiles. | Ukraine buys more than 5,000 missiles.",
            "COMPARISON | Ukraine buys at most 5,000 missiles. | Ukraine buys more than 5,000 missiles.",
            "DATE | The summit took place on 3 May 2025. | The summit took place on Sunday.",
            "DATE | The summit took place on Tuesday. | The summit took place on Sunday.",
            "DATE | The war began in 2021. | The war began on 24 February 2022.",
            "NAME | France and Spain want a truce. | France and Britain want a truce.",
            "NAME | Emmanuel Macron spoke to reporters. | Keir Starmer spoke to reporters.",
            "NAME | They met in Paris. | They met in France.",
            "NEGATION | Starmer named the countries. | Starmer did not name the countries.",
            "NEGATION | Starmer did not name the countries. | Starmer named the countries.",
            "NEGATION | No agreement was reached in Geneva. | An agreement was reached in Geneva.",
            "NEGATION | Russia attacked the ship. | Russia denied attacking the ship.",
            "MODALITY | Britain sent troops to Ukraine. | Britain would send troops to Ukraine.",
            "MODALITY | Parliament ratified the treaty. | Parliament is expected to ratify the treaty.",
            "MODALITY | Ministers met in Vienna. | Ministers may meet in Vienna.",
            "QUOTATION | Starmer spoke of “boots in the mud”. | Britain would back it with “boots on the ground”, Starmer said.",
            "QUOTATION | Starmer said that Britain was “prepared to back it”. | Britain was prepared to back it, Starmer said.",
            "SPEAKER | Zelensky said that Europe must rearm. | Starmer said that Europe must rearm. Zelensky agreed.",
            "ROLES | Russia attacked Ukraine. | Ukraine attacked Russia."})
    void whatTheQuoteDoesNotSayIsNamed(Kind kind, String statement, String quote) {
        assertTrue(kinds(statement, quote(quote)).contains(kind), () -> checker.check(statement, List.of(quote(quote))).toString());
    }

    @Test
    void aRoleTurnedRoundByThePassiveIsTheSame() {
        assertEquals(Set.of(), kinds("Ukraine was attacked by Russia.", quote("Russia attacked Ukraine.")));
    }

    @Test
    void severalQuotesCarryAStatementTogether() {
        assertEquals(Set.of(), kinds("Macron and Starmer want a truce of one month.", quote("Macron wants a truce."), quote("Starmer wants a truce of one month.")));
    }

    @Test
    void aPronounsSpeakerIsKnownFromTheArticle() {
        assertEquals(Set.of(), kinds("Starmer said that Europe must rearm.", quote("He said that Europe must rearm.", "Keir Starmer")).stream()
                .filter(kind -> kind == Kind.SPEAKER).collect(Collectors.toSet()));
        assertTrue(kinds("Macron said that Europe must rearm.", quote("He said that Europe must rearm.", "Keir Starmer")).contains(Kind.SPEAKER));
    }

    @Test
    void aReaderIsToldWhatTheQuoteHasInstead() {
        Unsupported only = checker.check("Britain pays £1.9bn.", List.of(quote("Britain pays £1.6bn."))).getFirst();
        assertEquals("FIGURE “£1.9bn”: the quotes have £1.6bn", only.toString());
    }
}
