package dragoman.benchmark;

import com.pgvector.PGsparsevec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/// A row in PostgreSQL's binary copy format; each call adds a column.
final class CopyRow {

    /// Signature, flags and length of the extension.
    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    private static final long POSTGRES_EPOCH = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int OID_OF_INTEGER = 23;
    private static final int OID_OF_TEXT = 25;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
    private final DataOutputStream out = new DataOutputStream(bytes);

    CopyRow(int columns) {
        run(() -> out.writeShort(columns));
    }

    CopyRow text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return column(utf8.length, () -> out.write(utf8));
    }

    CopyRow small(int number) {
        return column(2, () -> out.writeShort(number));
    }

    CopyRow integer(int number) {
        return column(4, () -> out.writeInt(number));
    }

    CopyRow big(long number) {
        return column(8, () -> out.writeLong(number));
    }

    CopyRow date(LocalDate day) {
        return integer(Math.toIntExact(day.toEpochDay() - POSTGRES_EPOCH));
    }

    CopyRow noTexts() {
        return column(12, () -> {
            out.writeInt(0);
            out.writeInt(0);
            out.writeInt(OID_OF_TEXT);
        });
    }

    CopyRow integers(int[] numbers) {
        return column(20 + 8 * numbers.length, () -> {
            out.writeInt(1);
            out.writeInt(0);
            out.writeInt(OID_OF_INTEGER);
            out.writeInt(numbers.length);
            out.writeInt(1);
            for (int number : numbers) {
                out.writeInt(4);
                out.writeInt(number);
            }
        });
    }

    CopyRow halfvec(float[] vector) {
        return column(4 + 2 * vector.length, () -> {
            out.writeShort(vector.length);
            out.writeShort(0);
            for (float value : vector) {
                out.writeShort(Float.floatToFloat16(value));
            }
        });
    }

    CopyRow sparsevec(PGsparsevec vector) {
        byte[] binary = new byte[vector.lengthInBytes()];
        vector.toBytes(binary, 0);
        return column(binary.length, () -> out.write(binary));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private CopyRow column(int length, Writing writing) {
        run(() -> out.writeInt(length));
        run(writing);
        return this;
    }

    private static void run(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
