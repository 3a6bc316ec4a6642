package dragoman.article;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Words of a text that name a day, a week, a month, a year or a stretch of days.
///
/// @param span     where they stand
/// @param from     the first day they mean, where that can be told
/// @param until    the last day they mean; present where `from` is, and not before it
/// @param relative whether the days follow only from the day of publication or from another date, as with "on Sunday"
public record DateExpression(Span span, Optional<LocalDate> from, Optional<LocalDate> until, boolean relative) {

    private static final String MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
    private static final String DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";
    /// As agencies shorten them, always beside the number of a day or year.
    private static final String SHORT_MONTHS = MONTHS + "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\\.|\\b)";
    /// A weekday beside a date is that date.
    private static final String DAY_BEFORE = "(?:(?:" + DAYS + "),? (?:the )?)?";
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(Map.entry("a", 1), Map.entry("an", 1), Map.entry("one", 1), Map.entry("two", 2), Map.entry("three", 3),
            Map.entry("four", 4), Map.entry("five", 5), Map.entry("six", 6), Map.entry("seven", 7), Map.entry("eight", 8), Map.entry("nine", 9), Map.entry("ten", 10),
            Map.entry("eleven", 11), Map.entry("twelve", 12));
    private static final Pattern EXPRESSION = Pattern.compile(
            "\\b" + DAY_BEFORE + "(?:(?<d0>\\d{1,2})(?:st|nd|rd|th)?(?: ?[-–] ?| to | and ))?(?<d1>\\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<m1>" + SHORT_MONTHS
                    + ")(?:,? (?<y1>\\d{4})\\b)?(?![\\p{L}\\d])"
                    + "|\\b" + DAY_BEFORE + "(?<m2>" + SHORT_MONTHS + ") (?:the )?(?<d2>\\d{1,2})(?:st|nd|rd|th)?(?:, (?<y2>\\d{4}))?\\b(?!\\d)"
                    + "|\\b(?<m3>" + SHORT_MONTHS + "),? (?<y3>\\d{4})\\b"
                    + "|\\b(?:(?<which>[Ll]ast|[Nn]ext|[Tt]his) )?(?<weekday>" + DAYS + ")\\b(?: (?:of )?(?<week>last|next|this) week\\b)?"
                    + "|\\b(?<word>[Tt]oday|[Yy]esterday|[Tt]omorrow)\\b"
                    + "|\\b(?<count>\\d{1,3}|[Aa]n?|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))[ -](?<unit>day|week|month|year)s? (?<way>ago|earlier|later)\\b"
                    + "|\\b(?<that>[Ll]ast|[Nn]ext|[Tt]his) (?<stretch>week|month|year)\\b"
                    + "|(?<=\\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Nn]ext|[Ll]ast|[Ff]rom|[Dd]uring|[Oo]f|early|late|mid)[ -])(?<m4>" + MONTHS + ")\\b(?! \\d)"
                    + "|(?<y4>\\b(?:19|20)\\d{2}\\b|(?<=\\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]efore|[Aa]fter|[Aa]round|[Aa]bout|[Oo]f|circa|year|to|and|between) )1[0-8]\\d{2}\\b|(?<=\\()1[0-8]\\d{2}\\b)");
    /// Words that look ahead, in the clause of the weekday itself: "leaders will meet on Friday", but not "they will meet, he
    /// said on Friday".
    private static final Pattern TO_COME = Pattern.compile(
            "(?is).*\\b(?:will|shall|next|due|to be|(?:is|are) to|expected|scheduled|planned|(?:plans|hopes|wants|intends|set) to|set for|coming)\\b(?:(?!\\b(?:said|told|announced)\\b)[^,;:“”\"–—])*+$");
    /// What makes of a weekday one of many, or a day that has a name: "every Monday", "the first Thursday of April", "Easter Monday".
    private static final Pattern OF_MANY = Pattern.compile(
            "(?i)\\b(?:every|each|any|an?|one|another|some|most|first|second|third|fourth|fifth|alternate|following|previous|same|that|easter|good|black|bloody|ash|palm|holy|whit|maundy|super"
                    + "|week (?:on|from)) $");
    private static final Pattern WEEKS_LATER = Pattern.compile("^ (?:week\\b|of (?!last|this|next)|in (?:" + MONTHS + ")|(?:before|after) (?:last|next))");
    /// "Put off until January" looks ahead, "had been in office until January" does not.
    private static final Pattern UNTIL = Pattern.compile("(?i)\\b(?:until|till) (?:early |late |mid-)?$");
    private static final Pattern IS_OVER = Pattern.compile("(?i)\\b(?:had|lasted|served|ruled|remained|stayed|ran)\\b");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final int DAYS_OF_WEEK = 7;
    private static final int LONGEST_CLAUSE = 300;
    private static final int SHORTEST_MONTH = 3;

    /// The days meant, from the first to the last.
    private record Stretch(LocalDate first, LocalDate last) {

        static Stretch of(LocalDate day) {
            return new Stretch(day, day);
        }

        static Stretch of(YearMonth month) {
            return new Stretch(month.atDay(1), month.atEndOfMonth());
        }

        static Stretch ofYear(int year) {
            return new Stretch(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        }

        static Stretch ofWeek(LocalDate day) {
            LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return new Stretch(monday, monday.plusDays(DAYS_OF_WEEK - 1L));
        }
    }

    /// The day, where the words mean a single one.
    public Optional<LocalDate> day() {
        return from.filter(first -> until.filter(first::equals).isPresent());
    }

    /// The days meant as a reader would write them, such as `2 March 2025`, `March 2025`, `2024`, `17 to 23 March 2025`; empty if they cannot be told.
    public Optional<String> inFull() {
        return from.map(first -> {
            LocalDate last = until.orElseThrow();
            if (first.equals(last)) {
                return DAY.format(first);
            }
            if (new Stretch(first, last).equals(Stretch.ofYear(first.getYear()))) {
                return String.valueOf(first.getYear());
            }
            if (new Stretch(first, last).equals(Stretch.of(YearMonth.from(first)))) {
                return MONTH.format(first);
            }
            return YearMonth.from(first).equals(YearMonth.from(last)) ? first.getDayOfMonth() + " to " + DAY.format(last) : DAY.format(first) + " to " + DAY.format(last);
        });
    }

    /// Whether the words name a whole year by its number.
    public boolean isYear() {
        return !relative && from.isPresent() && new Stretch(from.get(), until.orElseThrow()).equals(Stretch.ofYear(from.get().getYear()));
    }

    public boolean holds(LocalDate day) {
        return from.isPresent() && !day.isBefore(from.get()) && !day.isAfter(until.orElseThrow());
    }

    /// Whether all days of the other are days of this one.
    public boolean holds(DateExpression other) {
        return from.isPresent() && other.from.isPresent() && !other.from.get().isBefore(from.get()) && !other.until.orElseThrow().isAfter(until.orElseThrow());
    }

    /// The expressions in a sentence, in order. A weekday is the last one up to the day of publication, or the next one after it
    /// where the sentence looks ahead; one of many ("every Monday"), and one with a name of its own ("Easter Monday"), is no day that can be told. A
    /// day and month without a year lie within half a year of the day of publication, or are the next ones where the sentence looks ahead; a weekday
    /// beside them is a part of them. A month without a year is the last one up to it, or the next one where the sentence looks ahead or behind
    /// "until". Weeks begin on Monday. What counts from another date
    /// ("three days earlier") counts from the last one before it in the sentence, and means no day that can be told where there is none.
    public static List<DateExpression> in(String sentence, LocalDate published) {
        Budget.take(sentence.length());
        List<DateExpression> found = new ArrayList<>();
        Matcher matcher = EXPRESSION.matcher(sentence);
        while (matcher.find()) {
            Optional<Stretch> meant;
            try {
                meant = meant(matcher, sentence, published, found);
            } catch (DateTimeException e) {
                // 31 February
                meant = Optional.empty();
            }
            boolean complete = matcher.group("y1") != null || matcher.group("y2") != null || matcher.group("m3") != null || matcher.group("y4") != null;
            found.add(new DateExpression(new Span(matcher.start(), matcher.end()), meant.map(Stretch::first), meant.map(Stretch::last), !complete));
        }
        return found;
    }

    private static Optional<Stretch> meant(Matcher matcher, String sentence, LocalDate published, List<DateExpression> before) {
        if (matcher.group("d1") != null) {
            LocalDate last = date(matcher.group("y1"), matcher.group("m1"), matcher.group("d1"), published, looksAhead(sentence, matcher.start()));
            Optional<LocalDate> first = Optional.ofNullable(matcher.group("d0")).map(day -> last.withDayOfMonth(Integer.parseInt(day)));
            return Optional.of(new Stretch(first.filter(day -> day.isBefore(last)).orElse(last), last));
        }
        if (matcher.group("d2") != null) {
            return Optional.of(Stretch.of(date(matcher.group("y2"), matcher.group("m2"), matcher.group("d2"), published, looksAhead(sentence, matcher.start()))));
        }
        if (matcher.group("m3") != null) {
            return Optional.of(Stretch.of(YearMonth.of(Integer.parseInt(matcher.group("y3")), month(matcher.group("m3")))));
        }
        if (matcher.group("y4") != null) {
            return Optional.of(Stretch.ofYear(Integer.parseInt(matcher.group("y4"))));
        }
        if (matcher.group("weekday") != null) {
            return weekday(matcher, sentence, published).map(Stretch::of);
        }
        if (matcher.group("m4") != null) {
            return month(month(matcher.group("m4")), sentence, matcher.start(), published).map(Stretch::of);
        }
        if (matcher.group("stretch") != null) {
            int step = switch (matcher.group("that").toLowerCase(Locale.ROOT)) {
                case "last" -> -1;
                case "next" -> 1;
                default -> 0;
            };
            return Optional.of(counted(matcher.group("stretch"), step, published));
        }
        if (matcher.group("count") != null) {
            boolean ago = matcher.group("way").equals("ago");
            Optional<LocalDate> anchor = ago ? Optional.of(published) : before.reversed().stream().flatMap(date -> date.day().stream()).findFirst();
            String count = matcher.group("count").toLowerCase(Locale.ROOT);
            int step = NUMBERS.containsKey(count) ? NUMBERS.get(count) : Integer.parseInt(count);
            return anchor.map(day -> counted(matcher.group("unit"), matcher.group("way").equals("later") ? step : -step, day));
        }
        return Optional.of(Stretch.of(switch (matcher.group("word").toLowerCase(Locale.ROOT)) {
            case "yesterday" -> published.minusDays(1);
            case "tomorrow" -> published.plusDays(1);
            default -> published;
        }));
    }

    /// The month of that name which the sentence means; none where it could be either.
    private static Optional<YearMonth> month(Month month, String sentence, int at, LocalDate published) {
        YearMonth now = YearMonth.from(published);
        YearMonth thisYear = YearMonth.of(published.getYear(), month);
        YearMonth next = thisYear.isBefore(now) ? thisYear.plusYears(1) : thisYear;
        String before = clauseBefore(sentence, at);
        boolean until = UNTIL.matcher(before).find();
        if (until && IS_OVER.matcher(before).find()) {
            return Optional.empty();
        }
        return Optional.of(until || looksAhead(sentence, at) ? next : thisYear.isAfter(now) ? thisYear.minusYears(1) : thisYear);
    }

    private static boolean looksAhead(String sentence, int at) {
        return TO_COME.matcher(clauseBefore(sentence, at)).matches();
    }

    /// So many days, weeks, months or years on; who counts weeks means no day, and so on.
    private static Stretch counted(String unit, int step, LocalDate day) {
        return switch (unit) {
            case "day" -> Stretch.of(day.plusDays(step));
            case "week" -> Stretch.ofWeek(day.plusWeeks(step));
            case "month" -> Stretch.of(YearMonth.from(day).plusMonths(step));
            default -> Stretch.ofYear(day.getYear() + step);
        };
    }

    private static Optional<LocalDate> weekday(Matcher matcher, String sentence, LocalDate published) {
        DayOfWeek weekday = DayOfWeek.valueOf(matcher.group("weekday").toUpperCase(Locale.ROOT));
        String which = matcher.group("which") == null ? "" : matcher.group("which").toLowerCase(Locale.ROOT);
        String before = clauseBefore(sentence, matcher.start());
        if (matcher.group("week") != null) {
            int weeks = matcher.group("week").equals("last") ? -1 : matcher.group("week").equals("next") ? 1 : 0;
            return Optional.of(Stretch.ofWeek(published.plusWeeks(weeks)).first.with(TemporalAdjusters.nextOrSame(weekday)));
        }
        if (which.equals("this") || OF_MANY.matcher(before).find() || WEEKS_LATER.matcher(sentence.substring(matcher.end())).find()) {
            return Optional.empty();
        }
        if (which.equals("next") || which.isEmpty() && looksAhead(sentence, matcher.start())) {
            return Optional.of(published.with(TemporalAdjusters.next(weekday)));
        }
        return Optional.of(published.with(which.equals("last") ? TemporalAdjusters.previous(weekday)
                : TemporalAdjusters.previousOrSame(weekday)));
    }

    /// As much of what stands before as a clause may have; text without any mark of punctuation would take long to look through.
    private static String clauseBefore(String sentence, int at) {
        return sentence.substring(Math.max(0, at - LONGEST_CLAUSE), at);
    }

    private static Month month(String name) {
        String beginning = name.substring(0, SHORTEST_MONTH).toUpperCase(Locale.ROOT);
        return Stream.of(Month.values()).filter(month -> month.name().startsWith(beginning)).findFirst().orElseThrow();
    }

    /// @param ahead whether the sentence looks ahead: then a day without a year is the next one
    private static LocalDate date(String year, String month, String day, LocalDate published, boolean ahead) {
        Month m = month(month);
        int d = Integer.parseInt(day);
        if (year != null) {
            return LocalDate.of(Integer.parseInt(year), m, d);
        }
        LocalDate sameYear = LocalDate.of(published.getYear(), m, d);
        if (ahead) {
            return sameYear.isBefore(published) ? LocalDate.of(published.getYear() + 1, m, d) : sameYear;
        }
        if (sameYear.isAfter(published.plusMonths(6))) {
            return LocalDate.of(published.getYear() - 1, m, d);
        }
        return sameYear.isBefore(published.minusMonths(6)) ? LocalDate.of(published.getYear() + 1, m, d) : sameYear;
    }
}
