package dragoman.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/// An entry of the audit log.
///
/// @param number   counts from 1, without gaps
/// @param at       when, to the microsecond
/// @param deed     what was done
/// @param previous the hash of the entry before; empty for the first
/// @param hash     of all of this, the entry before included
public record AuditEntry(long number, Instant at, Deed deed, String previous, String hash) {

    static AuditEntry after(long lastNumber, String lastHash, Instant at, Deed deed) {
        Instant kept = at.truncatedTo(ChronoUnit.MICROS);
        return new AuditEntry(lastNumber + 1, kept, deed, lastHash, hash(lastNumber + 1, kept, deed, lastHash));
    }

    /// Whether the hash is that of the content.
    boolean isIntact() {
        return hash(number, at, deed, previous).equals(hash);
    }

    /// Each part goes in with its length, so that no two entries hash the same bytes.
    private static String hash(long number, Instant at, Deed deed, String previous) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(String.valueOf(number), at.toString(), deed.actor().name(), deed.actor().role(), deed.site().map("="::concat).orElse(""), deed.action(),
                    deed.subject(), deed.detail(), previous)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
