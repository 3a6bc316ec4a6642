package dragoman.feed;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSLayerRule;
import com.helger.css.decl.CSSMediaRule;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CSSSupportsRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.handler.DoNothingCSSParseExceptionCallback;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSInterpretErrorHandler;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A style sheet, as far as it may keep words from being seen.
///
/// @param imports the sheets that come before its own rules
/// @param layers  in the order in which they are first named
/// @param rules   in their order
public record StyleSheet(List<Import> imports, List<String> layers, List<Rule> rules) {

    /// A sheet that says nothing.
    public static final StyleSheet NONE = new StyleSheet(List.of(), List.of(), List.of());

    /// Longer sheets are not read.
    public static final int MOST_CHARACTERS = 2_000_000;

    private static final Set<String> DECISIVE = Set.of("display", "visibility", "content-visibility", "opacity", "font-size", "font", "width", "height", "max-width", "max-height",
            "overflow", "overflow-x", "overflow-y", "position", "left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top", "clip", "clip-path", "transform",
            "color", "-webkit-text-fill-color", "text-shadow", "color-scheme", "background", "background-color", "background-image", "animation", "animation-name", "min-width",
            "min-height", "padding", "padding-top", "padding-bottom", "flex", "flex-grow", "white-space", "translate", "scale");
    /// Other names for the same, where lines run from left to right and one under another.
    private static final Map<String, String> SAME = Map.ofEntries(Map.entry("-webkit-transform", "transform"), Map.entry("-webkit-clip-path", "clip-path"),
            Map.entry("block-size", "height"), Map.entry("inline-size", "width"), Map.entry("max-block-size", "max-height"), Map.entry("max-inline-size", "max-width"),
            Map.entry("inset-inline-start", "left"), Map.entry("inset-inline-end", "right"), Map.entry("inset-block-start", "top"), Map.entry("inset-block-end", "bottom"),
            Map.entry("margin-inline-start", "margin-left"), Map.entry("margin-block-start", "margin-top"));
    private static final List<String> SIDES = List.of("top", "right", "bottom", "left");
    private static final Set<String> COLOURS = Set.of("color", "background-color", "-webkit-text-fill-color");
    private static final Pattern ADDRESS = Pattern.compile("(?i)url\\([^()]{0,2000}\\)");
    private static final Pattern NAME = Pattern.compile("[a-z]+");
    private static final Set<String> NO_COLOUR = Set.of("inherit", "initial", "unset", "revert", "transparent", "currentcolor", "canvas", "canvastext", "window", "windowtext", "revert-layer");
    private static final int LONGEST_VALUE = 400;
    private static final Pattern NEEDLESS_CALC = Pattern.compile("calc\\(\\s*([+-]?[\\d.]{1,12}[a-z%]{0,4})\\s*\\)");
    /// Of Internet Explorer.
    private static final String HACK = "\\9";
    /// What browsers of today do not have.
    private static final Pattern UNSUPPORTED = Pattern.compile("(?i)\\bnot\\b|-ms-|-moz-|touch-callout");
    private static final Pattern UNKNOWN_STATEMENT = Pattern.compile("(?i)@(?!import\\b|charset\\b|namespace\\b|layer\\b)[\\w-]{1,40}\\b[^;{}\"']{0,200};");
    private static final Pattern RANGE = Pattern.compile("(?i)\\(\\s*width\\s*([<>])=?\\s*([\\d.]{1,8}[a-z]{0,3})\\s*\\)");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?(?:\\*/|\\z)", Pattern.DOTALL);
    /// The parser knows neither and would lose the sheet.
    private static final Pattern IMPORT_CONDITION = Pattern.compile("(?i)(@import\\s[^;{}]{1,1000}?)\\s(?:layer\\b(?:\\([^;()]{0,100}\\))?|supports\\([^;]{0,200}\\))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([0-9a-fA-F]{1,6})\\s?|([^\\n]))");
    private static final int MOST_NESTED = 8;
    /// What is not closed at a sheet's end is closed by it.
    private static final String CLOSED = "\n" + "}".repeat(MOST_NESTED);

    /// Another sheet.
    ///
    /// @param address absolute
    /// @param media   for which it is
    public record Import(URI address, List<MediaQuery> media) {
    }

    /// What is said of some elements.
    ///
    /// @param media     for which it is said: each of the lists must know the screen
    /// @param layer     in which it is said; empty if in none
    record Rule(List<List<MediaQuery>> media, String layer, List<StyleSelector> selectors, List<Declaration> declarations) {
    }

    /// @param property in lower case
    /// @param value    in lower case
    record Declaration(String property, String value, boolean important) {
    }

    /// Reads a sheet as browsers do: what cannot be understood is left out.
    ///
    /// @param base the sheet's own address, against which those of others stand in it
    /// @throws UnreadableArticleException if it is nested without end
    public static StyleSheet parse(String css, Optional<URI> base) throws UnreadableArticleException {
        CascadingStyleSheet sheet = read(css);
        if (sheet == null) {
            return NONE;
        }
        List<Import> imports = sheet.getAllImportRules().stream().flatMap(rule -> WebAddress.of(rule.getLocationString(), base).stream()
                .map(address -> new Import(address, rule.getAllMediaQueries().stream().map(MediaQuery::of).toList()))).toList();
        Collected collected = new Collected(new LinkedHashSet<>(), new ArrayList<>());
        collected.add(sheet.getAllRules(), List.of(), "");
        return new StyleSheet(imports, List.copyOf(collected.layers), List.copyOf(collected.rules));
    }

    /// What an element's own style says.
    static List<Declaration> declarations(String style) throws UnreadableArticleException {
        CascadingStyleSheet sheet = read("*{" + style.replace('{', ' ').replace('}', ' ') + "}");
        return sheet == null || sheet.getStyleRuleCount() == 0 ? List.of() : declarations(sheet.getStyleRuleAtIndex(0));
    }

    /// For which screens something is, as attributes of pages say it.
    static List<MediaQuery> media(String attribute) throws UnreadableArticleException {
        CascadingStyleSheet sheet = read("@media " + attribute.replace('{', ' ').replace('}', ' ') + "{*{color:red}}");
        return sheet == null || sheet.getMediaRuleCount() == 0 ? List.of() : sheet.getMediaRuleAtIndex(0).getAllMediaQueries().stream().map(MediaQuery::of).toList();
    }

    private static CascadingStyleSheet read(String css) throws UnreadableArticleException {
        String plain = IMPORT_CONDITION.matcher(COMMENT.matcher(css).replaceAll(" ")).replaceAll("$1");
        plain = UNKNOWN_STATEMENT.matcher(plain).replaceAll(" ");
        plain = RANGE.matcher(plain).replaceAll(range -> "(%s-width:%s)".formatted(range.group(1).equals(">") ? "min" : "max", range.group(2)));
        try {
            return parsed(plain);
        } catch (IllegalArgumentException e) {
            // ph-css takes no url(none); where a picture lies decides nothing here
            return parsed(ADDRESS.matcher(plain).replaceAll("none"));
        } catch (StackOverflowError e) {
            throw new UnreadableArticleException("a style sheet of the page is nested without end; deliver the article alone");
        }
    }

    private static CascadingStyleSheet parsed(String css) {
        return CSSReader.readFromStringReader(css + CLOSED, new CSSReaderSettings().setBrowserCompliantMode(true).setUseSourceLocation(false)
                .setCustomErrorHandler(new DoNothingCSSParseErrorHandler()).setCustomExceptionHandler(new DoNothingCSSParseExceptionCallback())
                .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler()));
    }

    private record Collected(Set<String> layers, List<Rule> rules) {

        void add(Iterable<ICSSTopLevelRule> all, List<List<MediaQuery>> media, String layer) {
            for (ICSSTopLevelRule one : all) {
                switch (one) {
                    case CSSStyleRule rule -> {
                        List<Declaration> declarations = declarations(rule);
                        List<StyleSelector> selectors = declarations.isEmpty() ? List.of()
                                : rule.getAllSelectors().stream().flatMap(selector -> StyleSelector.of(selector).stream()).toList();
                        if (!selectors.isEmpty()) {
                            rules.add(new Rule(media, layer, selectors, declarations));
                        }
                    }
                    case CSSMediaRule rule -> add(rule.getAllRules(), Stream.concat(media.stream(), Stream.of(
                            rule.getAllMediaQueries().stream().map(MediaQuery::of).toList())).toList(), layer);
                    case CSSSupportsRule rule when rule.getAllSupportConditionMembers().stream()
                            .noneMatch(condition -> UNSUPPORTED.matcher(condition.getAsCSSString()).find()) -> add(rule.getAllRules(), media, layer);
                    case CSSLayerRule rule -> {
                        // a layer without a name is one of its own
                        List<String> names = rule.getAllSelectors().isEmpty() ? List.of("#" + layers.size()) : rule.getAllSelectors();
                        List<String> full = names.stream().map(name -> layer.isEmpty() ? name : layer + "." + name).toList();
                        layers.addAll(full);
                        add(rule.getAllRules(), media, full.getFirst());
                    }
                    default -> {
                        // fonts, key frames and what else is said of no element
                    }
                }
            }
        }
    }

    private static List<Declaration> declarations(CSSStyleRule rule) {
        return rule.getAllDeclarations().stream().flatMap(StyleSheet::declared).toList();
    }

    private static Stream<Declaration> declared(CSSDeclaration found) {
        String raw = found.getExpressionAsCSSString();
        String written = unescaped(found.getProperty()).toLowerCase(Locale.ROOT);
        String property = SAME.getOrDefault(written, written);
        if (raw.endsWith(HACK)) {
            return Stream.empty();
        }
        String value = NEEDLESS_CALC.matcher(unescaped(raw.length() > LONGEST_VALUE ? raw.substring(0, LONGEST_VALUE) : raw).toLowerCase(Locale.ROOT).strip()).replaceAll("$1");
        Stream<Declaration> itself = Stream.of(new Declaration(property, value, found.isImportant()));
        return switch (property) {
            case "margin" -> sides(value).filter(side -> !side.getKey().equals("right") && !side.getKey().equals("bottom"))
                    .map(side -> new Declaration("margin-" + side.getKey(), side.getValue(), found.isImportant()));
            case "inset" -> sides(value).map(side -> new Declaration(side.getKey(), side.getValue(), found.isImportant()));
            // what is no colour does not hold
            case String colour when COLOURS.contains(colour) && NAME.matcher(value).matches() && !NO_COLOUR.contains(value) && Colour.named(value).isEmpty() -> Stream.empty();
            case String custom when custom.startsWith("--") -> itself;
            default -> DECISIVE.contains(property) ? itself : Stream.empty();
        };
    }

    /// What blanks part, those in round brackets excepted.
    private static String[] outsideOfBrackets(String value) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            if (depth == 0 && Character.isWhitespace(c)) {
                if (i > start) {
                    parts.add(value.substring(start, i));
                }
                start = i + 1;
            }
        }
        if (start < value.length() || parts.isEmpty()) {
            parts.add(value.substring(start));
        }
        return parts.toArray(String[]::new);
    }

    private static Stream<Map.Entry<String, String>> sides(String value) {
        String[] parts = outsideOfBrackets(value);
        // what is not said of a side is that of the other side, or of all
        int right = Math.min(1, parts.length - 1);
        int[] places = {0, right, parts.length > 2 ? 2 : 0, parts.length > 3 ? 3 : right};
        return parts.length > 4 ? Stream.empty() : IntStream.range(0, 4).mapToObj(i -> Map.entry(SIDES.get(i), parts[places[i]]));
    }

    /// A name or value as it is meant.
    static String unescaped(String written) {
        return written.indexOf('\\') < 0 ? written : ESCAPE.matcher(written).replaceAll(StyleSheet::meant);
    }

    private static String meant(MatchResult escape) {
        if (escape.group(1) == null) {
            return Matcher.quoteReplacement(escape.group(2));
        }
        int character = Integer.parseInt(escape.group(1), 16);
        return Character.isValidCodePoint(character) ? Matcher.quoteReplacement(Character.toString(character)) : "\uFFFD";
    }
}
