package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextDecoderTest {

    private static final String TEXT = "“£1.6bn” for Kyiv";

    @Test
    void theBytesTellTheEncoding() {
        assertEquals(TEXT, TextDecoder.decode(TEXT.getBytes(StandardCharsets.UTF_8)));
        assertEquals(TEXT, TextDecoder.decode(TEXT.getBytes(StandardCharsets.UTF_16)));
        assertEquals(TEXT, TextDecoder.decode(TEXT.getBytes(Charset.forName("windows-1252"))));
    }
}
