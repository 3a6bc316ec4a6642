package dragoman.feed;

import com.helger.css.decl.AbstractHasTopLevelRules;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A style sheet, as far as it may keep words from being seen.
///
/// @param imports the sheets that come before its own rules
/// @param rules   in their order
public record StyleSheet(List<Import> imports, List<Rule> rules) {

    /// A sheet that says nothing.
    public static final StyleSheet NONE = new StyleSheet(List.of(), List.of());

    /// Longer sheets are not read.
    public static final int MOST_CHARACTERS = 2_000_000;

    private static final Set<String> DECISIVE = Set.of("display", "visibility", "content-visibility", "opacity", "font-size", "font", "width", "height", "max-width", "max-height",
            "overflow", "overflow-x", "overflow-y", "position", "left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top", "clip", "clip-path", "transform",
            "color", "background", "background-color", "background-image", "animation", "animation-name");
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
    record Rule(List<List<MediaQuery>> media, List<StyleSelector> selectors, List<Declaration> declarations) {
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
        List<Rule> rules = new ArrayList<>();
        collect(sheet.getAllRules(), List.of(), rules);
        return new StyleSheet(imports, List.copyOf(rules));
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
        try {
            return CSSReader.readFromStringReader(plain + CLOSED, new CSSReaderSettings().setBrowserCompliantMode(true).setUseSourceLocation(false)
                    .setCustomErrorHandler(new DoNothingCSSParseErrorHandler()).setCustomExceptionHandler(new DoNothingCSSParseExceptionCallback())
                    .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler()));
        } catch (StackOverflowError e) {
            throw new UnreadableArticleException("a style sheet of the page is nested without end; deliver the article alone");
        }
    }

    private static void collect(Iterable<ICSSTopLevelRule> all, List<List<MediaQuery>> media, List<Rule> rules) {
        for (ICSSTopLevelRule one : all) {
            switch (one) {
                case CSSStyleRule rule -> {
                    List<Declaration> declarations = declarations(rule);
                    List<StyleSelector> selectors = declarations.isEmpty() ? List.of()
                            : rule.getAllSelectors().stream().flatMap(selector -> StyleSelector.of(selector).stream()).toList();
                    if (!selectors.isEmpty()) {
                        rules.add(new Rule(media, selectors, declarations));
                    }
                }
                case CSSMediaRule rule -> collect(rule.getAllRules(), Stream.concat(media.stream(), Stream.of(
                        rule.getAllMediaQueries().stream().map(MediaQuery::of).toList())).toList(), rules);
                case CSSSupportsRule rule -> collect(rule.getAllRules(), media, rules);
                case CSSLayerRule rule -> collect(rule.getAllRules(), media, rules);
                default -> {
                    // fonts, key frames and what else is said of no element
                }
            }
        }
    }

    private static List<Declaration> declarations(CSSStyleRule rule) {
        return rule.getAllDeclarations().stream().flatMap(StyleSheet::declaration).toList();
    }

    private static Stream<Declaration> declaration(CSSDeclaration found) {
        String property = unescaped(found.getProperty()).toLowerCase(Locale.ROOT);
        return DECISIVE.contains(property)
                ? Stream.of(new Declaration(property, unescaped(found.getExpressionAsCSSString()).toLowerCase(Locale.ROOT).strip(), found.isImportant())) : Stream.empty();
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
