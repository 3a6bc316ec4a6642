package dragoman.evidence;

import dragoman.article.DateExpression;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.evidence.Quantity.Bound;
import dragoman.evidence.Quantity.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the figures in a text, written in digits or in words. Days, months and years are no figures.
public final class Quantities {

    private static final Map<String, Integer> SMALL = small();
    private static final Map<String, BigDecimal> SCALES = Map.ofEntries(scale("hundred", 2), scale("thousand", 3), scale("k", 3), scale("million", 6),
            scale("mn", 6), scale("m", 6), scale("billion", 9), scale("bn", 9), scale("b", 9), scale("trillion", 12), scale("tn", 12));
    private static final Map<String, BigDecimal> FRACTIONS = Map.of("half", new BigDecimal("0.5"), "halves", new BigDecimal("0.5"),
            "quarter", new BigDecimal("0.25"), "quarters", new BigDecimal("0.25"));
    private static final Map<String, Integer> ORDINALS = ordinals();
    private static final Map<String, String> CURRENCIES = Map.ofEntries(Map.entry("£", "GBP"), Map.entry("$", "USD"), Map.entry("€", "EUR"), Map.entry("¥", "JPY"),
            Map.entry("₹", "INR"), Map.entry("₽", "RUB"), Map.entry("₺", "TRY"), Map.entry("₪", "ILS"), Map.entry("₩", "KRW"), Map.entry("pound", "GBP"),
            Map.entry("sterling", "GBP"), Map.entry("dollar", "USD"), Map.entry("euro", "EUR"), Map.entry("yen", "JPY"), Map.entry("yuan", "CNY"),
            Map.entry("renminbi", "CNY"), Map.entry("rupe", "INR"), Map.entry("roubl", "RUB"), Map.entry("rubl", "RUB"), Map.entry("franc", "CHF"),
            Map.entry("krona", "SEK"), Map.entry("kronor", "SEK"), Map.entry("krone", "NOK"), Map.entry("kroner", "NOK"), Map.entry("zloti", "PLN"),
            Map.entry("shekel", "ILS"), Map.entry("lira", "TRY"), Map.entry("riyal", "SAR"), Map.entry("dirham", "AED"), Map.entry("hryvnia", "UAH"));
    private static final Pattern CODE = Pattern.compile("(?:USD|EUR|GBP|JPY|CNY|CHF|INR|RUB|SEK|NOK|DKK|AUD|CAD|PLN|UAH|TRY)");
    private static final Pattern DIGITS = Pattern.compile("(?<sign>(?:US|A|C|NZ|HK|S)?[£$€¥₹₽₺₪₩]\\s?|\\b" + CODE + "\\s?)?"
            + "(?<![\\p{L}\\p{N}.,])(?<!\\p{L}-)(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?<ordinal>st|nd|rd|th)?"
            + "(?<close>(?:bn|tn|mn|m|k|b)\\b)?(?![\\p{L}\\p{N}])");
    private static final Pattern TIME = Pattern.compile("\\b(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?= ?(?:[ap]\\.?m\\b|GMT|UTC|local|hours|CET|EST|o'clock)|\\b(?=:))|\\b(?<h2>\\d{1,2}):(?<m2>\\d{2})\\b");
    private static final Pattern OVER = bound("more than|over|at least|above|no fewer than|no less than|not less than|upwards of|in excess of|exceeding|a minimum of|minimum of|greater than|as many as|well over|just over");
    private static final Pattern UNDER = bound("less than|fewer than|under|below|at most|up to|no more than|not more than|a maximum of|maximum of|nearly|almost|close to|just under|well under");
    private static final Pattern ABOUT = bound("about|around|roughly|approximately|some|an estimated|estimated|circa|or so");
    private static final Set<String> NOT_COUNTED = Set.of("of", "to", "and", "or", "in", "on", "at", "for", "from", "by", "with", "as", "is", "was", "were", "are", "which", "that",
            "after", "before", "since", "than", "when", "while", "but", "he", "she", "it", "they", "has", "have", "had", "will", "would");
    private static final int WORDS_TO_COUNTED = 3;

    private Quantities() {
    }

    private static Pattern bound(String words) {
        return Pattern.compile("(?:^|[^\\p{L}-])(?:" + words + ")\\s+(?:the |a |an |another |further )?$", Pattern.CASE_INSENSITIVE);
    }

    private static Map.Entry<String, BigDecimal> scale(String word, int zeros) {
        return Map.entry(word, BigDecimal.TEN.pow(zeros));
    }

    private static Map<String, Integer> small() {
        Map<String, Integer> small = new HashMap<>();
        String[] units = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
                + "nineteen").split(" ");
        for (int i = 0; i < units.length; i++) {
            small.put(units[i], i);
        }
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
        for (int i = 0; i < tens.length; i++) {
            small.put(tens[i], 20 + 10 * i);
            for (int unit = 1; unit < 10; unit++) {
                small.put(tens[i] + "-" + units[unit], 20 + 10 * i + unit);
            }
        }
        small.put("dozen", 12);
        return Map.copyOf(small);
    }

    private static Map<String, Integer> ordinals() {
        Map<String, Integer> ordinals = new HashMap<>();
        String[] words = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
                + "seventeenth eighteenth nineteenth twentieth").split(" ");
        for (int i = 0; i < words.length; i++) {
            ordinals.put(words[i], i + 1);
        }
        return Map.copyOf(ordinals);
    }

    /// All figures in order.
    ///
    /// @param published the day that relative dates are counted from; dates are left out
    public static List<Quantity> in(String text, LocalDate published) {
        List<Span> taken = new ArrayList<>();
        DateExpression.in(text, published).forEach(date -> taken.add(date.span()));
        List<Quantity> found = new ArrayList<>();
        Matcher time = TIME.matcher(text);
        while (time.find()) {
            Span span = new Span(time.start(), time.end());
            if (isFree(span, taken)) {
                taken.add(span);
                boolean first = time.group("hour") != null;
                found.add(new Quantity(new BigDecimal(time.group(first ? "hour" : "h2") + "." + time.group(first ? "minute" : "m2")), Unit.TIME, Bound.EXACT, "", span));
            }
        }
        inDigits(text, taken, found);
        inWords(text, taken, found);
        found.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
        return found;
    }

    private static boolean isFree(Span span, List<Span> taken) {
        return taken.stream().noneMatch(other -> other.start() < span.end() && span.start() < other.end());
    }

    private static void inDigits(String text, List<Span> taken, List<Quantity> found) {
        Matcher matcher = DIGITS.matcher(text);
        while (matcher.find()) {
            if (!isFree(new Span(matcher.start("number"), matcher.end("number")), taken)) {
                continue;
            }
            BigDecimal value = new BigDecimal(matcher.group("number").replace(",", ""));
            int end = matcher.end();
            if (matcher.group("close") != null) {
                value = value.multiply(SCALES.get(matcher.group("close")));
            }
            Span span = new Span(matcher.start(), end);
            if (matcher.group("ordinal") != null) {
                taken.add(span);
                found.add(new Quantity(value, Unit.ORDINAL, Bound.EXACT, "", span));
                continue;
            }
            Optional<Word> scale = next(text, end);
            while (scale.isPresent() && isScale(scale.get())) {
                value = value.multiply(SCALES.get(first(scale.get().lower())));
                end = scale.get().span().start() + first(scale.get().lower()).length();
                scale = next(text, end);
            }
            add(text, new Span(matcher.start(), end), value, matcher.group("sign"), taken, found);
        }
    }

    /// The parts of "billion-dollar" are looked at one after the other.
    private static String first(String word) {
        int dash = word.indexOf('-');
        return dash < 0 ? word : word.substring(0, dash);
    }

    private static boolean isScale(Word word) {
        String first = first(word.lower());
        return SCALES.containsKey(first) && first.length() > 1;
    }

    private static void add(String text, Span span, BigDecimal value, String sign, List<Span> taken, List<Quantity> found) {
        Unit unit = Unit.COUNT;
        int end = span.end();
        String rest = text.substring(end);
        Matcher percent = Pattern.compile("^(?: ?%|[ -]per ?cent(?:age points?)?\\b| percentage points?\\b|[ -]percentage[ -]points?\\b)").matcher(rest);
        Optional<Word> next = next(text, end);
        if (sign != null) {
            unit = new Unit(currency(sign.strip()));
        } else if (percent.find()) {
            unit = Unit.PERCENT;
            end += percent.end();
        } else if (next.isPresent() && CURRENCIES.containsKey(Words.stem(first(next.get().lower())))) {
            unit = new Unit(CURRENCIES.get(Words.stem(first(next.get().lower()))));
            end = next.get().span().start() + first(next.get().lower()).length();
        } else if (next.isPresent() && CODE.matcher(next.get().text()).matches()) {
            unit = new Unit(next.get().text());
            end = next.get().span().end();
        } else if (next.isPresent() && Set.of("us", "british", "american").contains(next.get().lower())) {
            Optional<Word> second = next(text, next.get().span().end());
            if (second.isPresent() && CURRENCIES.containsKey(second.get().stem())) {
                unit = new Unit(CURRENCIES.get(second.get().stem()));
                end = second.get().span().end();
            }
        }
        Span whole = new Span(span.start(), end);
        taken.add(whole);
        found.add(new Quantity(value, unit, boundBefore(text.substring(0, span.start())), counted(text, end), whole));
    }

    private static String currency(String sign) {
        String last = sign.substring(sign.length() - 1);
        if (!CURRENCIES.containsKey(last)) {
            return sign;
        }
        return switch (sign) {
            case "A$" -> "AUD";
            case "C$" -> "CAD";
            case "NZ$" -> "NZD";
            case "HK$" -> "HKD";
            case "S$" -> "SGD";
            default -> CURRENCIES.get(last);
        };
    }

    private static Bound boundBefore(String before) {
        String near = before.substring(Math.max(0, before.length() - 40));
        return OVER.matcher(near).find() ? Bound.OVER : UNDER.matcher(near).find() ? Bound.UNDER : ABOUT.matcher(near).find() ? Bound.ABOUT : Bound.EXACT;
    }

    private static Optional<Word> next(String text, int from) {
        int end = Math.min(text.length(), from + 40);
        String rest = text.substring(from, end);
        if (!rest.startsWith(" ") && !rest.startsWith("-") && !rest.startsWith("\u00a0")) {
            return Optional.empty();
        }
        return Words.of(rest).stream().findFirst().filter(word -> word.span().start() == 1)
                .map(word -> new Word(word.text(), new Span(from + word.span().start(), from + word.span().end()), word.shouted()));
    }

    /// The word that is counted: the last of those that follow without anything that ends them.
    private static String counted(String text, int from) {
        String counted = "";
        int at = from;
        for (int i = 0; i < WORDS_TO_COUNTED; i++) {
            Optional<Word> word = next(text, at);
            if (word.isEmpty() || NOT_COUNTED.contains(word.get().lower()) || word.get().isNumber()) {
                break;
            }
            counted = word.get().stem();
            at = word.get().span().end();
        }
        return counted;
    }

    private static void inWords(String text, List<Span> taken, List<Quantity> found) {
        List<Word> words = Words.of(text);
        for (int i = 0; i < words.size(); i++) {
            if (!isFree(words.get(i).span(), taken)) {
                continue;
            }
            i = number(text, words, i, taken, found);
        }
    }

    /// @return the place of the number's last word
    private static int number(String text, List<Word> words, int i, List<Span> taken, List<Quantity> found) {
        Word word = words.get(i);
        String first = word.lower();
        String head = first(first);
        if (ORDINALS.containsKey(first) && !first.equals("second")) {
            found.add(new Quantity(BigDecimal.valueOf(ORDINALS.get(first)), Unit.ORDINAL, Bound.EXACT, "", word.span()));
            taken.add(word.span());
            return i;
        }
        boolean compound = first.contains("-") && !SMALL.containsKey(first) && SMALL.containsKey(head);
        if (compound) {
            // "two-thirds", "one-month", "three-day"
            String tail = first.substring(head.length() + 1);
            BigDecimal value = BigDecimal.valueOf(SMALL.get(head));
            if (tail.equals("third") || tail.equals("thirds")) {
                value = value.divide(BigDecimal.valueOf(3), 6, java.math.RoundingMode.HALF_UP);
            } else if (FRACTIONS.containsKey(tail)) {
                value = value.multiply(FRACTIONS.get(tail));
            }
            found.add(new Quantity(value, Unit.COUNT, boundBefore(text.substring(0, word.span().start())), Words.stem(first(tail)), word.span()));
            taken.add(word.span());
            return i;
        }
        if (first.equals("half") || first.equals("hundreds") || first.equals("thousands") || first.equals("dozens") || first.equals("millions") || first.equals("billions")) {
            BigDecimal value = first.equals("half") ? FRACTIONS.get("half") : first.equals("dozens") ? BigDecimal.valueOf(12).movePointLeft(3)
                    : SCALES.get(first.substring(0, first.length() - 1)).movePointLeft(15);
            found.add(new Quantity(value, Unit.COUNT, Bound.EXACT, "", word.span()));
            taken.add(word.span());
            return i;
        }
        if (!SMALL.containsKey(first) && !(SCALES.containsKey(first) && first.length() > 2)) {
            return i;
        }
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal part = BigDecimal.ZERO;
        int last = i;
        boolean any = false;
        for (int k = i; k < words.size(); k++) {
            String lower = words.get(k).lower();
            boolean joined = k == i || text.substring(words.get(k - 1).span().end(), words.get(k).span().start()).matches("[ -]");
            if (!joined) {
                break;
            }
            if (SMALL.containsKey(lower)) {
                if (any && lower.equals("dozen")) {
                    part = part.multiply(BigDecimal.valueOf(12));
                } else {
                    part = part.add(BigDecimal.valueOf(SMALL.get(lower)));
                }
            } else if (SCALES.containsKey(lower) && lower.length() > 2) {
                BigDecimal base = part.signum() == 0 ? BigDecimal.ONE : part;
                if (lower.equals("hundred")) {
                    part = base.multiply(SCALES.get(lower));
                } else {
                    total = total.add(base.multiply(SCALES.get(lower)));
                    part = BigDecimal.ZERO;
                }
            } else if (!(lower.equals("and") && any && k + 1 < words.size() && SMALL.containsKey(words.get(k + 1).lower()) && SCALES.containsKey(words.get(k - 1).lower()))) {
                break;
            }
            any = true;
            last = k;
        }
        add(text, new Span(word.span().start(), words.get(last).span().end()), total.add(part), null, taken, found);
        return last;
    }

    /// A number as a reader would write it.
    static String written(Quantity quantity, String text) {
        return quantity.span().in(text).strip().toLowerCase(Locale.ROOT);
    }
}
