package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenCipherTest {

    private final TokenCipher cipher = new TokenCipher(new byte[TokenCipher.KEY_BYTES]);

    @Test
    void whatIsEncryptedIsReadAgainAndNeverTheSameTwice() {
        byte[] one = cipher.encrypt("xoxb-1", "E1/T1");
        assertEquals("xoxb-1", cipher.decrypt(one, "E1/T1"));
        assertFalse(Arrays.equals(one, cipher.encrypt("xoxb-1", "E1/T1")));
    }

    @Test
    void anotherOwnerAnotherKeyAndChangedBytesReadNothing() {
        byte[] one = cipher.encrypt("xoxb-1", "E1/T1");
        assertThrows(IllegalStateException.class, () -> cipher.decrypt(one, "E1/T2"));
        byte[] key = new byte[TokenCipher.KEY_BYTES];
        key[0] = 1;
        assertThrows(IllegalStateException.class, () -> new TokenCipher(key).decrypt(one, "E1/T1"));
        one[one.length - 1] ^= 1;
        assertThrows(IllegalStateException.class, () -> cipher.decrypt(one, "E1/T1"));
    }
}
