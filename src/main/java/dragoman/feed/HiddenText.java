package dragoman.feed;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Takes out of a page what its reader does not see, as far as the page itself says so: by attributes, by styles of elements, and by the rules of
/// its own style sheets.
final class HiddenText {

    private static final Pattern HIDING = Pattern.compile("(?i)display\\s*:\\s*none|visibility\\s*:\\s*(?:hidden|collapse)"
            + "|(?:^|[;\\s{])(?:opacity|font-size|(?:max-)?width|(?:max-)?height)\\s*:\\s*0(?![.\\d]*[1-9])|(?:left|top|right|text-indent)\\s*:\\s*-\\d{3,}"
            + "|clip(?:-path)?\\s*:\\s*(?:rect\\(\\s*0|inset\\(\\s*(?:50|100)%)|font-size\\s*:\\s*[01](?:\\.\\d+)?px|transform\\s*:\\s*scale\\(\\s*0\\s*\\)");
    private static final Pattern COLOUR = Pattern.compile("(?i)(?:^|[;\\s{])color\\s*:\\s*([^;!}]+)");
    private static final Pattern BACKGROUND = Pattern.compile("(?i)(?:^|[;\\s{])background(?:-color)?\\s*:\\s*([^;!}]+)");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}@;]{1,300})\\{([^{}]*)}");
    private static final int MOST_RULES = 400;
    private static final long MOST_COMPARISONS = 2_000_000;
    private static final int LONGEST_SHEET = 200_000;
    private static final String NEVER_SEEN = "script, style, noscript, template, iframe, svg, math annotation, object, embed, canvas, head > *, [hidden], "
            + "[aria-hidden=true], input, select, textarea, dialog:not([open])";

    private HiddenText() {
    }

    /// A rule of a style sheet that hides or colours.
    private record Rule(String selector, String style) {
    }

    static void removeFrom(Document page) {
        List<Rule> rules = rules(page, (int) Math.min(MOST_RULES, MOST_COMPARISONS / Math.max(1, page.stream().count())));
        Map<Element, String> grounds = new IdentityHashMap<>();
        for (Rule rule : rules) {
            // a colour is judged together with where the words stand
            for (Element element : select(page, rule.selector)) {
                element.attr("style", element.attr("style") + ";" + rule.style);
            }
        }
        page.select(NEVER_SEEN).remove();
        for (Element element : page.select("[style], font[color]")) {
            // what stood within something hidden is gone already
            if (element.parent() != null && element != page.body() && isHidden(element, grounds)) {
                element.remove();
            }
        }
    }

    private static boolean isHidden(Element element, Map<Element, String> grounds) {
        String style = element.attr("style");
        if (HIDING.matcher(style).find()) {
            return true;
        }
        Optional<String> colour = last(COLOUR, style).or(() -> Optional.of(element.attr("color")).filter(value -> !value.isEmpty())).map(HiddenText::colour);
        return colour.isPresent() && (colour.get().equals("transparent") || colour.get().equals(ground(element, grounds)));
    }

    /// The colour behind an element's words; where nothing is said it is white.
    private static String ground(Element element, Map<Element, String> grounds) {
        String known = grounds.get(element);
        if (known == null) {
            String own = last(BACKGROUND, element.attr("style")).or(bgcolor(element)).map(HiddenText::colour).orElse("transparent");
            known = !own.equals("transparent") ? own : element.parent() == null ? "#ffffff" : ground(element.parent(), grounds);
            grounds.put(element, known);
        }
        return known;
    }

    private static Supplier<Optional<String>> bgcolor(Element element) {
        return () -> Optional.of(element.attr("bgcolor")).filter(value -> !value.isEmpty());
    }

    private static Optional<String> last(Pattern pattern, String style) {
        Matcher matcher = pattern.matcher(style);
        Optional<String> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(matcher.group(1));
        }
        return last;
    }

    private static String colour(String value) {
        String colour = value.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        if (colour.matches("#[0-9a-f]{3}")) {
            return "#" + colour.charAt(1) + colour.charAt(1) + colour.charAt(2) + colour.charAt(2) + colour.charAt(3) + colour.charAt(3);
        }
        Matcher rgb = Pattern.compile("rgba?\\((\\d{1,3}),(\\d{1,3}),(\\d{1,3})(?:,([\\d.]+))?\\)").matcher(colour);
        if (rgb.matches()) {
            return "0".equals(rgb.group(4)) ? "transparent" : "#%02x%02x%02x".formatted(Integer.parseInt(rgb.group(1)), Integer.parseInt(rgb.group(2)),
                    Integer.parseInt(rgb.group(3)));
        }
        return switch (colour) {
            case "white" -> "#ffffff";
            case "black" -> "#000000";
            case "none", "initial", "inherit", "currentcolor" -> "transparent";
            default -> colour;
        };
    }

    /// Rules outside of media queries, which may be meant for paper or for small screens.
    private static List<Rule> rules(Document page, int most) {
        List<Rule> rules = new ArrayList<>();
        for (Element sheet : page.select("style")) {
            String css = COMMENT.matcher(sheet.data().substring(0, Math.min(sheet.data().length(), LONGEST_SHEET))).replaceAll(" ");
            Matcher rule = RULE.matcher(withoutConditions(css));
            while (rule.find() && rules.size() < most) {
                String style = rule.group(2);
                if (HIDING.matcher(style).find() || COLOUR.matcher(style).find() || BACKGROUND.matcher(style).find()) {
                    rules.add(new Rule(rule.group(1).strip(), style));
                }
            }
        }
        return rules;
    }

    private static String withoutConditions(String css) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        boolean conditional = false;
        for (int i = 0; i < css.length(); i++) {
            char c = css.charAt(i);
            if (c == '@' && depth == 0) {
                conditional = true;
            } else if (c == ';' && depth == 0) {
                conditional = false;
                continue;
            }
            if (!conditional) {
                plain.append(c);
            }
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth = Math.max(0, depth - 1);
                if (depth == 0) {
                    conditional = false;
                }
            }
        }
        return plain.toString();
    }

    private static List<Element> select(Document page, String selector) {
        try {
            return List.copyOf(page.select(selector));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // of another level of CSS
            return List.of();
        }
    }
}
