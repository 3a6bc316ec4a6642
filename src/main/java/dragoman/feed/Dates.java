package dragoman.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Days and moments of publication in the forms that news pages, feeds and agencies write them.
final class Dates {

    private static final Pattern ISO = Pattern.compile("\\b(\\d{4}-\\d{2}-\\d{2})(?=$|[T\\s.,;|)\"'])");
    private static final Pattern WRITTEN = Pattern.compile(
            "\\b(\\d{1,2} \\p{L}{3,9} \\d{4}|\\p{L}{3,9} \\d{1,2}, \\d{4})\\b");
    private static final List<DateTimeFormatter> FORMATS = List.of(of("d MMMM uuuu"), of("d MMM uuuu"), of("MMMM d, uuuu"),
            of("MMM d, uuuu"));
    /// ISO 8601 as the standards of the Web, of IPTC and of NITF have it, and the dates of e-mail, which RSS took over.
    private static final List<DateTimeFormatter> MOMENTS = List.of(of("uuuu-MM-dd['T'][ ]HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S][ ][XXX][XX][X]"),
            of("uuuuMMdd'T'HHmm[ss][XXX][XX][X]"), of("[EEE, ]d MMM uuuu HH:mm[:ss][ ][XX][XXX][z]"), of("[EEEE, ]d MMMM uuuu HH:mm[:ss][ ][XX][XXX][z]"));
    private static final int LONGEST = 80;

    private Dates() {
    }

    /// The first date in the text; a date with a time and a zone counts as the day it was in that zone.
    static Optional<LocalDate> firstIn(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.find()) {
            Optional<LocalDate> day = parse(DateTimeFormatter.ISO_LOCAL_DATE, iso.group(1));
            if (day.isPresent()) {
                return day;
            }
        }
        Matcher written = WRITTEN.matcher(text);
        while (written.find()) {
            for (DateTimeFormatter format : FORMATS) {
                Optional<LocalDate> day = parse(format, written.group(1));
                if (day.isPresent()) {
                    return day;
                }
            }
        }
        return Optional.empty();
    }

    /// A date with or without a time. A time without a zone is meant in the publisher's, and the day is the one it was there; without one it is the
    /// day as written.
    ///
    /// @param zone where the publisher is at home
    static Optional<Moment> moment(String value, Optional<ZoneId> zone) {
        String stripped = value.strip();
        for (DateTimeFormatter format : MOMENTS) {
            try {
                TemporalAccessor parsed = format.parseBest(stripped.length() > LONGEST ? "" : stripped, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
                return Optional.of(switch (parsed) {
                    case ZonedDateTime zoned -> moment(zoned.toInstant(), zoned.toLocalDate(), zone);
                    case OffsetDateTime offset -> moment(offset.toInstant(), offset.toLocalDate(), zone);
                    case LocalDateTime local -> new Moment(local.toLocalDate(), Optional.of(local.atZone(zone.orElse(ZoneOffset.UTC)).toInstant()));
                    default -> throw new AssertionError("only these were asked for");
                });
            } catch (DateTimeException e) {
                // another form
            }
        }
        return firstIn(value).map(day -> new Moment(day, Optional.empty()));
    }

    /// A moment as a day at the publisher's.
    static Moment moment(Instant instant, LocalDate asWritten, Optional<ZoneId> zone) {
        return new Moment(zone.map(home -> LocalDate.ofInstant(instant, home)).orElse(asWritten), Optional.of(instant));
    }

    /// The moment, where a time is stated.
    static Optional<Instant> instant(String value, Optional<ZoneId> zone) {
        return moment(value, zone).flatMap(Moment::instant);
    }

    private static Optional<LocalDate> parse(DateTimeFormatter format, String value) {
        try {
            return Optional.of(LocalDate.parse(value, format));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter of(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().parseLenient().appendPattern(pattern).toFormatter(Locale.ENGLISH);
    }
}
