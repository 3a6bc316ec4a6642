package dragoman.article;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words of a text that name a day, a month or a year.
///
/// @param span     where they stand
/// @param day      the day they mean, where they mean one
/// @param relative whether the day follows only from the day of publication, as with "on Sunday"
public record DateExpression(Span span, Optional<LocalDate> day, boolean relative) {

    private static final String MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
    private static final String DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";
    private static final Pattern EXPRESSION = Pattern.compile(
            "\\b(?<d1>\\d{1,2})(?:st|nd|rd|th)? (?<m1>" + MONTHS + ")(?:,? (?<y1>\\d{4}))?\\b"
                    + "|\\b(?<m2>" + MONTHS + ") (?<d2>\\d{1,2})(?:st|nd|rd|th)?(?:, (?<y2>\\d{4}))?\\b(?!\\d)"
                    + "|\\b(?<m3>" + MONTHS + ") (?<y3>\\d{4})\\b"
                    + "|\\b(?:(?<which>[Ll]ast|[Nn]ext|[Tt]his) )?(?<weekday>" + DAYS + ")\\b"
                    + "|\\b(?<word>[Tt]oday|[Yy]esterday|[Tt]omorrow)\\b"
                    + "|\\b(?<y4>(?:19|20)\\d{2})\\b");
    /// Words that look ahead, in the clause of the weekday itself: "leaders will meet on Friday", but not "they will meet, he
    /// said on Friday".
    private static final Pattern TO_COME = Pattern.compile(
            "(?is).*\\b(?:will|next|due|to be|scheduled|planned|plans to|coming)\\b(?:(?!\\b(?:said|told|announced)\\b)[^,;:“”\"–—])*$");

    /// The expressions in a sentence, in order. A weekday is the last one up to the day of publication, or the next one after it
    /// where the sentence looks ahead; a day and month without a year lie within half a year of the day of publication.
    public static List<DateExpression> in(String sentence, LocalDate published) {
        List<DateExpression> found = new ArrayList<>();
        Matcher matcher = EXPRESSION.matcher(sentence);
        while (matcher.find()) {
            boolean complete = matcher.group("y1") != null || matcher.group("y2") != null;
            boolean dayless = matcher.group("m3") != null || matcher.group("y4") != null;
            found.add(new DateExpression(new Span(matcher.start(), matcher.end()), day(matcher, sentence, published),
                    !complete && !dayless));
        }
        return found;
    }

    private static Optional<LocalDate> day(Matcher matcher, String sentence, LocalDate published) {
        try {
            if (matcher.group("d1") != null) {
                return Optional.of(date(matcher.group("y1"), matcher.group("m1"), matcher.group("d1"), published));
            }
            if (matcher.group("d2") != null) {
                return Optional.of(date(matcher.group("y2"), matcher.group("m2"), matcher.group("d2"), published));
            }
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        if (matcher.group("weekday") != null) {
            return weekday(matcher, sentence, published);
        }
        return matcher.group("word") == null ? Optional.empty() : Optional.of(switch (matcher.group("word").toLowerCase(Locale.ROOT)) {
            case "yesterday" -> published.minusDays(1);
            case "tomorrow" -> published.plusDays(1);
            default -> published;
        });
    }

    private static Optional<LocalDate> weekday(Matcher matcher, String sentence, LocalDate published) {
        DayOfWeek weekday = DayOfWeek.valueOf(matcher.group("weekday").toUpperCase(Locale.ROOT));
        String which = matcher.group("which") == null ? "" : matcher.group("which").toLowerCase(Locale.ROOT);
        String before = sentence.substring(0, matcher.start());
        if (which.equals("this")) {
            return Optional.empty();
        }
        if (which.equals("next") || which.isEmpty() && TO_COME.matcher(before).matches()) {
            return Optional.of(published.with(TemporalAdjusters.next(weekday)));
        }
        return Optional.of(published.with(which.equals("last") ? TemporalAdjusters.previous(weekday)
                : TemporalAdjusters.previousOrSame(weekday)));
    }

    private static LocalDate date(String year, String month, String day, LocalDate published) {
        Month m = Month.valueOf(month.toUpperCase(Locale.ROOT));
        int d = Integer.parseInt(day);
        if (year != null) {
            return LocalDate.of(Integer.parseInt(year), m, d);
        }
        LocalDate sameYear = LocalDate.of(published.getYear(), m, d);
        if (sameYear.isAfter(published.plusMonths(6))) {
            return LocalDate.of(published.getYear() - 1, m, d);
        }
        return sameYear.isBefore(published.minusMonths(6)) ? LocalDate.of(published.getYear() + 1, m, d) : sameYear;
    }
}
