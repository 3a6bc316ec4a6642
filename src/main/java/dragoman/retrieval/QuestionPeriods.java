package dragoman.retrieval;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads from an English question the stretch of time it asks about.
///
/// A question is read in two steps: first every expression that names days ("3 May", "last week", "in 2024"), then the
/// words around it: what joins two of them makes one ("from … to …"), and the preposition before tells on which side it is
/// open ("since", "before"). What is left vague lies in the past, unless the question looks ahead. A date behind an article
/// and before a word belongs to a name: "the 2022 World Cup", "the 7 October attacks".
///
/// Articles are read by {@link dragoman.article.DateExpression}: it knows days only, and takes those without a year to be
/// near the day of publication, where a question looks back.
final class QuestionPeriods {

    /// Both included.
    private record Days(LocalDate first, LocalDate last) {

        static Days of(LocalDate day) {
            return new Days(day, day);
        }

        Days hull(Days other) {
            return new Days(first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }

    /// When something happens again and again: a day of each year, a day of each week.
    private interface Recurrence {

        /// The one in the year or week of this day, or so many later; none where there is no such day.
        Optional<Days> near(LocalDate day, int cycles);

        default Optional<Days> latest(LocalDate day, Predicate<Days> wanted) {
            return IntStream.rangeClosed(-1, YEARS_BETWEEN_LEAP_DAYS).mapToObj(k -> near(day, -k)).flatMap(Optional::stream).filter(wanted).findFirst();
        }

        default Optional<Days> earliest(LocalDate day, Predicate<Days> wanted) {
            return IntStream.rangeClosed(-1, YEARS_BETWEEN_LEAP_DAYS).mapToObj(k -> near(day, k)).flatMap(Optional::stream).filter(wanted).findFirst();
        }
    }

    /// What names days in a question.
    ///
    /// @param days       the days, in themselves or as the question's own day tells
    /// @param recurrence where the words leave open which of many is meant
    /// @param weak       whether it names days only behind a preposition
    /// @param dated      whether it could be part of a name
    private record Expression(int start, int end, Days days, Optional<Recurrence> recurrence, boolean weak, boolean dated) {
    }

    private enum Side { WITHIN, SINCE, AFTER, BEFORE, UNTIL }

    private static final int YEARS_BETWEEN_LEAP_DAYS = 8;
    /// No preposition with what may stand between is longer.
    private static final int WORDS_BEFORE = 24;

    private static final String MONTH = Stream.of(Month.values()).map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .collect(Collectors.joining("|"));
    private static final String SHORT_MONTH = MONTH + "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?";
    private static final String WEEKDAY = Stream.of(DayOfWeek.values()).map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .collect(Collectors.joining("|"));
    private static final String YEAR = "(?:(?:19|20)\\d{2}(?![\\d:%/-]|[.,]\\d)|(?:last|this|next) year)\\b";
    private static final String DAY = "\\d{1,2}(?:st|nd|rd|th)?";
    private static final String TO = "(?: ?[-–—/] ?| to | and | or | until | till | through )";
    private static final String SEASON = "spring|summer|autumn|fall|winter";
    private static final String PART = "early|mid|late|(?:the )?(?:beginning|start|middle|end) of";
    private static final String COUNT = "\\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|a few|several|couple of|a couple of";

    /// Every repetition is bounded, so that no text takes long.
    private static final Pattern EXPRESSION = Pattern.compile("(?<![\\p{L}\\d.,/]|\\d-)(?:"
            + "(?<iso>\\d{4}-\\d{2}-\\d{2})(?!\\d)"
            + "|(?:(?:" + WEEKDAY + "),? )?(?:(?<d0>" + DAY + ")" + TO + ")?(?<d1>" + DAY + ")(?<of1> of)? (?<m1>" + SHORT_MONTH + ")(?:,? (?<y1>" + YEAR + "))?"
            + "|(?:(?:" + WEEKDAY + "),? )?(?<m2>" + SHORT_MONTH + ") (?:the )?(?<d2>" + DAY + ")(?![\\d:%]|[.,]\\d)(?:" + TO + "(?<d3>" + DAY + ")(?![\\d:%]|[.,]\\d| (?:" + MONTH
            + ")))?(?:,? (?<y2>" + YEAR + "))?"
            + "|(?:(?<part3>" + PART + ")[ -])?(?:(?<which3>last|past|this|next) )?(?<m3>" + SHORT_MONTH + ")(?:,? (?:of )?(?<y3>" + YEAR + "))?"
            + "|(?<section>" + PART + "|(?:the )?(?:first|second|third|fourth|last) quarter of|(?:the )?(?:first|second) half of|Q[1-4]|H[12]|(?:the )?(?:"
            + SEASON + ")(?: of)?)[ -](?<y4>" + YEAR + ")"
            + "|(?:(?<which5>last|past|this|next) )?(?<season>" + SEASON + ")"
            + "|the (?<way6>last|past|next|coming) (?<u6>day|week|month|quarter|year)(?! of)"
            + "|(?:the )?(?<way7>last|past|next|coming|recent) (?:(?<n7>" + COUNT + ") )?(?<u7>hours?|days?|weeks?|months?|quarters?|years?)(?! of)"
            + "|(?<which8>this) (?<u8>week|month|quarter|year)|(?:(?<which9>last|past|this|next) |(?<=\\b(?:at|on|over|during) )the )(?<weekend>weekend)"
            + "|(?<word>(?:the )?day before yesterday|(?:the )?day after tomorrow|today|tonight|this (?:morning|afternoon|evening)|yesterday|last night|tomorrow)"
            + "|(?:(?<which10>last|past|this|next|coming) )?(?<!\\b(?:good|black|bloody|easter|palm|ash|holy) )(?<weekday>" + WEEKDAY + ")"
            + "|(?<!half )(?<n11>" + COUNT + ") (?<u11>days?|weeks?|months?|years?) ago"
            + "|(?<y12>(?:19|20)\\d{2})(?![\\d:%/-]|[.,]\\d)"
            + ")(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE);

    private static final Pattern PREPOSITION = Pattern.compile("(?<![\\p{L}-])(?:(?<since>since)|(?<after>after|following)|(?<before>before|prior to|ahead of)"
            + "|(?<until>until|till|by|up to|as of)|(?<within>in|on|during|throughout|within|over|from|between|of|for|at|around))"
            + "(?: the)? $", Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_OR_FOR = Pattern.compile("(?i)(?:of|for)(?: the)? $");
    private static final Pattern THE = Pattern.compile("(?i) the $");
    private static final Pattern DETERMINER = Pattern.compile("(?<![\\p{L}-])(?:the|an?|his|her|its|their|our|this|that|\\p{L}{1,12}['’]s|\\p{L}{1,12}s['’]) $",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern JOINT = Pattern.compile(TO + "(?:in |on )?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONWARDS = Pattern.compile("^ (?:on(?!\\s*\\p{L})|onwards?)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOKS_AHEAD = Pattern.compile("\\b(?:will|going to|upcoming)\\b", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final LocalDate today;
    private final Supplier<LocalDate> reported;
    private final boolean looksAhead;

    private QuestionPeriods(String question, LocalDate today, Supplier<LocalDate> reported) {
        this.reported = reported;
        this.text = question.strip().replaceAll("\\s+", " ");
        this.today = today;
        this.looksAhead = LOOKS_AHEAD.matcher(text).find();
    }

    /// The period the question asks about; the first where it names several.
    ///
    /// @param today    the day on which it is asked
    /// @param reported the day up to which there are articles: of a month or day without a year, the one nearest to it is meant
    static Optional<Period> in(String question, LocalDate today, Supplier<LocalDate> reported) {
        return new QuestionPeriods(question, today, reported).period();
    }

    private Optional<Period> period() {
        List<Expression> expressions = expressions();
        Optional<Period> found = Optional.empty();
        for (int i = 0; i < expressions.size(); i++) {
            Expression first = expressions.get(i);
            String before = text.substring(Math.max(0, first.start - WORDS_BEFORE), first.start);
            Matcher preposition = PREPOSITION.matcher(before);
            boolean introduced = preposition.find();
            if (isName(first, before) || first.weak && !(introduced && fits(first, before))) {
                continue;
            }
            Expression whole = first;
            while (i + 1 < expressions.size() && JOINT.matcher(text.substring(whole.end, expressions.get(i + 1).start)).matches()) {
                i++;
                whole = joined(first, whole, expressions.get(i));
            }
            Period period = period(whole.days, introduced ? side(preposition, whole) : Side.WITHIN);
            if (found.isEmpty()) {
                found = Optional.of(period);
            } else {
                Optional<Period> both = intersection(found.get(), period);
                found = both.isPresent() ? both : found;
            }
            if (found.get().from().isPresent() && found.get().until().isPresent()) {
                return found;
            }
        }
        return found;
    }

    private List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>();
        Matcher matcher = EXPRESSION.matcher(text);
        while (matcher.find()) {
            try {
                read(matcher).ifPresent(expressions::add);
            } catch (DateTimeException e) {
                // the calendar has no such day
            }
        }
        return expressions;
    }

    private Optional<Expression> read(Matcher m) {
        if (m.group("iso") != null) {
            return Optional.of(days(m, Days.of(LocalDate.parse(m.group("iso"))), false, true));
        }
        if (m.group("d1") != null) {
            String first = m.group("d0") == null ? m.group("d1") : m.group("d0");
            return inYear(m, m.group("y1"), days(month(m.group("m1")), number(first), number(m.group("d1"))), isLoose(m, "m1", "y1"),
                    m.group("of1") == null);
        }
        if (m.group("d2") != null) {
            String last = m.group("d3") == null ? m.group("d2") : m.group("d3");
            return inYear(m, m.group("y2"), days(month(m.group("m2")), number(m.group("d2")), number(last)), isLoose(m, "m2", "y2"), true);
        }
        if (m.group("m3") != null) {
            return month(m);
        }
        if (m.group("section") != null) {
            return Optional.of(days(m, section(m.group("section").toLowerCase(Locale.ROOT), year(m.group("y4"))), false,
                    !m.group("section").toLowerCase(Locale.ROOT).endsWith(" of")));
        }
        if (m.group("season") != null) {
            return season(m);
        }
        if (m.group("u6") != null) {
            return Optional.of(rolling(m, m.group("way6"), 1, m.group("u6")));
        }
        if (m.group("u7") != null) {
            return lastOrNext(m);
        }
        if (m.group("u8") != null) {
            return Optional.of(days(m, around(today, unit(m.group("u8"))), false, false));
        }
        if (m.group("weekend") != null) {
            Recurrence weekends = (day, weeks) -> {
                LocalDate saturday = day.with(DayOfWeek.SATURDAY).plusWeeks(weeks);
                return Optional.of(new Days(saturday, saturday.plusDays(1)));
            };
            return recurring(m, m.group("which9"), weekends, false, false, false);
        }
        if (m.group("word") != null) {
            if (m.start() > 0 && Character.isUpperCase(m.group("word").charAt(0))) {
                // a newspaper or a channel
                return Optional.empty();
            }
            return Optional.of(days(m, Days.of(today.plusDays(daysAhead(m.group("word").toLowerCase(Locale.ROOT)))), false, false));
        }
        if (m.group("weekday") != null) {
            DayOfWeek weekday = DayOfWeek.valueOf(m.group("weekday").toUpperCase(Locale.ROOT));
            return recurring(m, m.group("which10"), (day, weeks) -> Optional.of(Days.of(day.with(weekday).plusWeeks(weeks))), false, false, true);
        }
        if (m.group("n11") != null) {
            return Optional.of(days(m, ago(m.group("n11").toLowerCase(Locale.ROOT), unit(m.group("u11"))), false, false));
        }
        return Optional.of(days(m, around(LocalDate.of(year(m.group("y12")), 1, 1), ChronoUnit.YEARS), true, true));
    }

    private static Expression days(Matcher m, Days days, boolean weak, boolean dated) {
        return new Expression(m.start(), m.end(), days, Optional.empty(), weak, dated);
    }

    private interface InYear {

        /// @throws DateTimeException if the year has no such day
        Days in(int year);
    }

    private Optional<Expression> inYear(Matcher m, String year, InYear days, boolean weak, boolean dated) {
        return year == null ? yearly(m, null, days, weak, dated) : Optional.of(days(m, days.in(year(year)), weak, dated));
    }

    private static Recurrence each(InYear days) {
        return (day, years) -> {
            try {
                return Optional.of(days.in(day.getYear() + years));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        };
    }

    private Optional<Days> nearest(Recurrence recurrence, LocalDate day) {
        return looksAhead ? recurrence.earliest(day, each -> !each.last.isBefore(day)) : recurrence.latest(day, each -> !each.first.isAfter(day));
    }

    private Optional<Expression> yearly(Matcher m, String which, InYear days, boolean weak, boolean dated) {
        return recurring(m, which, each(days), true, weak, dated);
    }

    private Optional<Expression> recurring(Matcher m, String which, Recurrence recurrence, boolean yearly, boolean weak, boolean dated) {
        Optional<Days> days = switch (which == null ? "" : which.toLowerCase(Locale.ROOT)) {
            case "last", "past" -> recurrence.latest(today, each -> each.last.isBefore(today));
            case "next", "coming" -> recurrence.earliest(today, each -> each.first.isAfter(today));
            case "this" -> recurrence.latest(today, each -> !each.first.isAfter(today) && !each.last.isBefore(today))
                    .or(() -> recurrence.near(today, 0));
            default -> nearest(recurrence, yearly ? reported.get() : today);
        };
        return days.map(known -> new Expression(m.start(), m.end(), known, which == null ? Optional.of(recurrence) : Optional.empty(), weak, dated));
    }

    private Optional<Expression> month(Matcher m) {
        Month month = month(m.group("m3"));
        boolean alone = m.group("y3") == null;
        boolean abbreviated = !m.group("m3").equalsIgnoreCase(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        if (alone && abbreviated) {
            return Optional.empty();
        }
        String part = m.group("part3") == null ? "" : m.group("part3").toLowerCase(Locale.ROOT);
        InYear days = year -> {
            Days whole = around(LocalDate.of(year, month, 1), ChronoUnit.MONTHS);
            return switch (kindOf(part)) {
                case "early" -> new Days(whole.first, whole.first.withDayOfMonth(10));
                case "mid" -> new Days(whole.first.withDayOfMonth(11), whole.first.withDayOfMonth(20));
                case "late" -> new Days(whole.first.withDayOfMonth(21), whole.last);
                default -> whole;
            };
        };
        boolean weak = alone && part.isEmpty() && m.group("which3") == null;
        boolean dated = !part.endsWith(" of");
        return alone ? yearly(m, m.group("which3"), days, weak, dated) : Optional.of(days(m, days.in(year(m.group("y3"))), weak, dated));
    }

    private Optional<Expression> season(Matcher m) {
        String season = m.group("season").toLowerCase(Locale.ROOT);
        boolean alone = m.group("which5") == null;
        // "after the fall of the city"
        boolean otherSense = alone && (season.equals("fall") || text.startsWith(" of", m.end()));
        return otherSense ? Optional.empty() : yearly(m, m.group("which5"), year -> section(season, year), alone, false);
    }

    private static String kindOf(String part) {
        return part.contains("beginning") || part.contains("start") ? "early" : part.contains("middle") ? "mid" : part.contains("end") ? "late" : part;
    }

    private static Days section(String section, int year) {
        String kind = kindOf(section.replaceFirst("^the ", "").replaceFirst(" of$", ""));
        return switch (kind) {
            case "early" -> months(year, 1, 4);
            case "mid" -> months(year, 5, 4);
            case "late" -> months(year, 9, 4);
            case "q1", "first quarter" -> months(year, 1, 3);
            case "q2", "second quarter" -> months(year, 4, 3);
            case "q3", "third quarter" -> months(year, 7, 3);
            case "q4", "fourth quarter", "last quarter" -> months(year, 10, 3);
            case "h1", "first half" -> months(year, 1, 6);
            case "h2", "second half" -> months(year, 7, 6);
            case "spring" -> months(year, 3, 3);
            case "summer" -> months(year, 6, 3);
            case "autumn", "fall" -> months(year, 9, 3);
            case "winter" -> months(year, 12, 3);
            default -> throw new IllegalStateException(section);
        };
    }

    private static Days months(int year, int first, int count) {
        LocalDate from = LocalDate.of(year, first, 1);
        return new Days(from, from.plusMonths(count).minusDays(1));
    }

    /// "Last week" is one of the calendar, "the last two weeks" lead up to today.
    private Optional<Expression> lastOrNext(Matcher m) {
        String way = m.group("way7").toLowerCase(Locale.ROOT);
        String unit = m.group("u7").toLowerCase(Locale.ROOT);
        boolean plural = unit.endsWith("s");
        if (m.group("n7") != null || plural) {
            String count = m.group("n7") == null ? "few" : m.group("n7").toLowerCase(Locale.ROOT);
            return Optional.of(rolling(m, way, most(count), unit));
        }
        if (way.equals("recent") || unit.equals("day") || unit.equals("hour")) {
            return Optional.empty();
        }
        boolean ahead = way.equals("next") || way.equals("coming");
        TemporalUnit whole = unit(unit);
        return Optional.of(days(m, around(today.plus(ahead ? 1 : -1, whole), whole), false, false));
    }

    private Expression rolling(Matcher m, String way, int count, String unit) {
        boolean ahead = way.equalsIgnoreCase("next") || way.equalsIgnoreCase("coming");
        boolean hours = unit.toLowerCase(Locale.ROOT).startsWith("hour");
        int whole = hours ? (count + 23) / 24 : count;
        TemporalUnit each = hours ? ChronoUnit.DAYS : unit(unit);
        return days(m, ahead ? new Days(today, today.plus(whole, each)) : new Days(today.minus(whole, each), today), false, false);
    }

    /// People round: half a unit to either side is meant too, and a day with days.
    private Days ago(String count, TemporalUnit unit) {
        LocalDate first = today.minus(most(count), unit);
        LocalDate last = today.minus(least(count), unit);
        long half = Math.max(1, ChronoUnit.DAYS.between(today.minus(1, unit), today) / 2);
        LocalDate end = last.plusDays(half);
        return new Days(first.minusDays(half), end.isAfter(today) ? today : end);
    }

    private static int least(String count) {
        return switch (count) {
            case "few", "a few", "several" -> 2;
            default -> most(count);
        };
    }

    private static int most(String count) {
        return switch (count) {
            case "a", "an" -> 1;
            case "couple of", "a couple of" -> 2;
            case "few", "a few", "several" -> 5;
            default -> {
                int word = List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve").indexOf(count);
                yield word >= 0 ? word + 1 : Integer.parseInt(count);
            }
        };
    }

    private static int daysAhead(String word) {
        return switch (word.replaceFirst("^the ", "")) {
            case "day before yesterday" -> -2;
            case "yesterday", "last night" -> -1;
            case "tomorrow" -> 1;
            case "day after tomorrow" -> 2;
            default -> 0;
        };
    }

    private static InYear days(Month month, int first, int last) {
        return year -> {
            Days days = new Days(LocalDate.of(year, month, first), LocalDate.of(year, month, last));
            return first <= last ? days : new Days(days.last, days.first);
        };
    }

    /// The verbs "may" and "march", written small: "which 2 may join?" names no day.
    private boolean isLoose(Matcher m, String month, String year) {
        boolean capitalised = Character.isUpperCase(m.group(month).charAt(0));
        return !capitalised && m.group(year) == null;
    }

    private static Days around(LocalDate day, TemporalUnit unit) {
        LocalDate first = unit == ChronoUnit.WEEKS ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                : unit == ChronoUnit.MONTHS ? day.withDayOfMonth(1)
                : unit == IsoFields.QUARTER_YEARS ? day.withDayOfMonth(1).withMonth(day.getMonth().firstMonthOfQuarter().getValue())
                : unit == ChronoUnit.YEARS ? day.withDayOfYear(1) : day;
        return new Days(first, first.plus(1, unit).minusDays(1));
    }

    private static TemporalUnit unit(String word) {
        return switch (word.toLowerCase(Locale.ROOT).replaceFirst("s$", "")) {
            case "day" -> ChronoUnit.DAYS;
            case "week" -> ChronoUnit.WEEKS;
            case "month" -> ChronoUnit.MONTHS;
            case "quarter" -> IsoFields.QUARTER_YEARS;
            default -> ChronoUnit.YEARS;
        };
    }

    private int year(String words) {
        return switch (words.toLowerCase(Locale.ROOT)) {
            case "last year" -> today.getYear() - 1;
            case "this year" -> today.getYear();
            case "next year" -> today.getYear() + 1;
            default -> Integer.parseInt(words);
        };
    }

    private static Month month(String word) {
        String start = word.substring(0, 3).toUpperCase(Locale.ROOT);
        return Stream.of(Month.values()).filter(month -> month.name().startsWith(start)).findFirst().orElseThrow();
    }

    private static int number(String day) {
        return Integer.parseInt(day.replaceFirst("\\D+$", ""));
    }

    private boolean isName(Expression expression, String before) {
        boolean wordFollows = expression.end + 1 < text.length() && " -".indexOf(text.charAt(expression.end)) >= 0
                && Character.isLetter(text.charAt(expression.end + 1));
        return expression.dated && wordFollows && DETERMINER.matcher(before).find();
    }

    /// "The treaty of 1992" and "the budget for 2025" tell which, not when.
    private boolean fits(Expression expression, String before) {
        boolean year = Character.isDigit(text.charAt(expression.start)) && expression.recurrence.isEmpty();
        return !(year && OF_OR_FOR.matcher(before).find()) && !(expression.dated && THE.matcher(before).find());
    }

    private Side side(Matcher preposition, Expression whole) {
        if (preposition.group("since") != null || ONWARDS.matcher(text.substring(whole.end, Math.min(text.length(), whole.end + WORDS_BEFORE))).find()) {
            return Side.SINCE;
        }
        return preposition.group("after") != null ? Side.AFTER : preposition.group("before") != null ? Side.BEFORE
                : preposition.group("until") != null ? Side.UNTIL : Side.WITHIN;
    }

    private static Period period(Days days, Side side) {
        return switch (side) {
            case WITHIN -> Period.between(days.first, days.last);
            case SINCE -> Period.since(days.first);
            case AFTER -> Period.since(days.last.plusDays(1));
            case BEFORE -> Period.until(days.first.minusDays(1));
            case UNTIL -> Period.until(days.last);
        };
    }

    private static Optional<Period> intersection(Period one, Period other) {
        if (one.from().isPresent() == other.from().isPresent() || one.until().isPresent() == other.until().isPresent()) {
            return Optional.empty();
        }
        LocalDate first = one.from().or(other::from).orElseThrow();
        LocalDate last = one.until().or(other::until).orElseThrow();
        return first.isAfter(last) ? Optional.empty() : Optional.of(Period.between(first, last));
    }

    /// What leaves its year open takes it from the other: "from November to February 2025" begins in 2024.
    private Expression joined(Expression first, Expression whole, Expression next) {
        Days begin = whole.days;
        Days end = next.days;
        if (first.recurrence.isPresent() && whole.start == first.start && whole.end == first.end) {
            LocalDate limit = end.first;
            begin = first.recurrence.get().latest(limit, each -> !each.first.isAfter(limit)).orElse(begin);
        } else if (next.recurrence.isPresent()) {
            LocalDate limit = begin.first;
            end = next.recurrence.get().earliest(limit, each -> !each.first.isBefore(limit)).orElse(end);
        }
        Days both = begin.hull(end);
        return new Expression(first.start, next.end, both, Optional.empty(), false, false);
    }
}
