package dragoman.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns bytes of unknown encoding into text.
public final class TextDecoder {

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final int WHERE_DECLARED = 2048;
    private static final int WHERE_ZEROS_TELL = 64;
    /// The declarations of XML and HTML.
    private static final Pattern DECLARED = Pattern.compile("(?i)<\\?xml[^>]{0,80}encoding\\s*=\\s*[\"']([\\w:.-]{2,40})|<meta[^>]{0,120}charset\\s*=\\s*[\"']?\\s*([\\w:.-]{2,40})");

    private TextDecoder() {
    }

    /// The same without a header.
    public static String decode(byte[] bytes) {
        return decode(bytes, Optional.empty());
    }

    /// What a byte order mark says; else UTF-8 where the bytes are that, whatever others say, since bytes in another encoding hardly ever are; else
    /// what the header says, then what the document says of itself; else Windows-1252, which every byte sequence is.
    ///
    /// @param header the encoding that came beside the bytes
    public static String decode(byte[] bytes, Optional<Charset> header) {
        Optional<Charset> marked = byMark(bytes).or(() -> byZeros(bytes));
        if (marked.isPresent()) {
            return new String(bytes, marked.get());
        }
        Optional<Charset> said = header.or(() -> declared(bytes));
        boolean wide = said.filter(charset -> charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")
                || charset.name().startsWith("ISO-2022")).isPresent();
        if (!wide) {
            try {
                return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                // not UTF-8
            }
        }
        // what calls itself Latin-1 is Windows-1252 in practice, and is read so by every browser
        return new String(bytes, said.filter(charset -> !charset.equals(StandardCharsets.ISO_8859_1) && !charset.equals(StandardCharsets.US_ASCII)
                && !charset.equals(StandardCharsets.UTF_8)).orElse(said.filter(StandardCharsets.UTF_8::equals).isPresent() && mostlyUtf8(bytes)
                        ? StandardCharsets.UTF_8 : WESTERN));
    }

    /// The charset of that name, if there is one.
    public static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Charset> byMark(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16);
        }
        return Optional.empty();
    }

    /// UTF-16 without a mark: every other byte of plain letters is zero.
    private static Optional<Charset> byZeros(byte[] bytes) {
        int even = 0;
        int odd = 0;
        int length = Math.min(bytes.length, WHERE_ZEROS_TELL) / 2 * 2;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                if (i % 2 == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        if (length < 8 || Math.max(even, odd) < 0.4 * length || Math.min(even, odd) > 0) {
            return Optional.empty();
        }
        return Optional.of(even > odd ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    }

    private static Optional<Charset> declared(byte[] bytes) {
        Matcher declaration = DECLARED.matcher(new String(bytes, 0, Math.min(bytes.length, WHERE_DECLARED), StandardCharsets.ISO_8859_1));
        // a document that can be read so far is in no encoding of two bytes a letter
        return declaration.find() ? charset(declaration.group(1) != null ? declaration.group(1) : declaration.group(2))
                .filter(charset -> !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32") && charset.canEncode()) : Optional.empty();
    }

    /// A broken letter or two do not make it another encoding.
    private static boolean mostlyUtf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        long broken = text.chars().filter(c -> c == '\ufffd').count();
        long beyond = text.chars().filter(c -> c > 0x7f).count();
        return broken * 4 <= beyond;
    }
}
