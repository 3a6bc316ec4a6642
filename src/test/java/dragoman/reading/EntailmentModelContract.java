package dragoman.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every judge of statements keeps to, however well it judges.
abstract class EntailmentModelContract {

    private static final List<String> PREMISE = List.of("Lula stayed at home because of a head injury.", "He joined by video.");
    private static final String STATEMENT = "Lula joined by video.";

    abstract EntailmentModel judge();

    @Test
    void probabilitiesSumToOneAndTheLabelIsTheLikeliest() {
        Judgement judgement = judge().judge(PREMISE, STATEMENT);
        assertEquals(1, Arrays.stream(Verdict.values()).mapToDouble(judgement::probability).sum(), 1e-9);
        Arrays.stream(Verdict.values())
                .forEach(verdict -> assertTrue(judgement.probability(verdict) <= judgement.probability(judgement.label())));
    }

    @Test
    void nothingCarriesNothing() {
        assertEquals(Verdict.NOT_CARRIED, judge().judge(List.of(), STATEMENT).label());
        assertEquals(List.of(), judge().judgeAll(List.of()));
    }

    @Test
    void severalAreJudgedAsEachAlone() {
        List<Claim> claims = List.of(new Claim(PREMISE, STATEMENT), new Claim(List.of(), STATEMENT),
                new Claim(PREMISE, "Lula flew to Kazan."));
        assertEquals(claims.stream().map(claim -> judge().judge(claim.premise(), claim.statement())).toList(), judge().judgeAll(claims));
    }

    @Test
    void aLongPremiseIsJudged() {
        List<String> rest = Collections.nCopies(60, "Ministers met in Vienna and said that nothing had been decided.");
        List<String> premise = Stream.concat(rest.stream(), PREMISE.stream()).toList();
        assertTrue(judge().judge(premise, STATEMENT).supported() >= 0);
    }

    @Test
    void oddTextsAreJudged() {
        Judgement judgement = judge().judge(List.of("", "word ".repeat(3_000), "🌾[SEP]"), "");
        assertTrue(judgement.supported() >= 0 && judgement.supported() <= 1);
    }

    @Test
    void severalJudgeAtOnce() {
        Judgement alone = judge().judge(PREMISE, STATEMENT);
        IntStream.range(0, 12).parallel().forEach(_ -> assertEquals(alone, judge().judge(PREMISE, STATEMENT)));
    }
}
