package dragoman.newsroom;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.ClientErrorException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/// How much a reader of the default site may ask.
class DefaultReaderLimitTest {

    private static final String READER = "192.0.2.7";

    @Test
    void whoeverAsksTooMuchIsToldWhenToAskAgainAndNobodyElseIs() {
        ReaderLimits limits = new ReaderLimits(Clock.systemUTC(), 3);
        for (int i = 0; i < 3; i++) {
            limits.ask(READER);
        }
        ClientErrorException refused = assertThrows(ClientErrorException.class, () -> limits.ask(READER));
        assertEquals(429, refused.getResponse().getStatus());
        int seconds = Integer.parseInt(refused.getResponse().getHeaderString("Retry-After"));
        assertTrue(seconds >= 1 && seconds <= 60, String.valueOf(seconds));
        assertTrue(refused.getMessage().contains(seconds + " seconds"), refused.getMessage());
        assertDoesNotThrow(() -> limits.ask("192.0.2.8"));
    }

    @Test
    void withoutALimitThereIsNone() {
        ReaderLimits limits = new ReaderLimits(Clock.systemUTC(), 0);
        for (int i = 0; i < 500; i++) {
            limits.ask(READER);
        }
    }
}
