package dragoman.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiningReservationTest {

    private static boolean covers(String location, String path) {
        byte[] file = "[{\"location\": \"%s\", \"tdm-reservation\": 1}]".formatted(location).getBytes(StandardCharsets.UTF_8);
        return MiningReservation.of(file).covers(URI.create("https://courier.example" + path));
    }

    @ParameterizedTest
    @CsvSource({"/, /news/1, true", "/news, /news/1, true", "/news, /sport, false", "/news/1$, /news/1, true", "/news/1$, /news/12, false", "/*.html, /a/b.html?x=1, true",
            "/*.html$, /a/b.html?x=1, false", "/*.html$, /a.html/b.html, true", "*, /anything, true", "/a*b*c$, /abc, true", "/a*b*c$, /a-c-b-c, true", "/ab*b$, /ab, false",
            "/*a*a*a*a*a*a*b, /aaaaaab, true", "/*a*a*a*a*a*a*b, /aaaaab, false", "/a.c, /abc, false", "/*/a, /b/a, true", "$, /a, false"})
    void aStarStandsForAnythingAndADollarForTheEnd(String location, String path, boolean covered) {
        assertEquals(covered, covers(location, path));
    }

    @Test
    void manyStarsTakeNoTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertFalse(covers("*a*a*a*a*b$", "/" + "a".repeat(2_000))));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertFalse(covers("*a".repeat(200) + "*b$", "/" + "a".repeat(2_000))));
    }

    @Test
    void whatIsTooLongToBeMeantReservesAll() {
        assertTrue(covers("/" + "x".repeat(501), "/news/1"));
    }
}
