package dragoman.feed;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Days of publication in the forms that news pages write them.
final class Dates {

    private static final Pattern ISO = Pattern.compile("\\b(\\d{4}-\\d{2}-\\d{2})(?=$|[T\\s.,;|)\"'])");
    private static final Pattern WRITTEN = Pattern.compile(
            "\\b(\\d{1,2} \\p{L}{3,9} \\d{4}|\\p{L}{3,9} \\d{1,2}, \\d{4})\\b");
    private static final List<DateTimeFormatter> FORMATS = List.of(of("d MMMM uuuu"), of("d MMM uuuu"), of("MMMM d, uuuu"),
            of("MMM d, uuuu"));

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

    private static Optional<LocalDate> parse(DateTimeFormatter format, String value) {
        try {
            return Optional.of(LocalDate.parse(value, format));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter of(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH);
    }
}
