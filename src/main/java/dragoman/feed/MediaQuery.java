package dragoman.feed;

import com.helger.css.decl.CSSMediaExpression;
import com.helger.css.decl.CSSMediaQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// For which screens a part of a style sheet is.
///
/// @param not      whether it is for all others
/// @param medium   such as `screen` or `print`
/// @param features what the screen must be
record MediaQuery(boolean not, String medium, List<Feature> features) {

    private static final Pattern LENGTH = Pattern.compile("(\\d{0,6}(?:\\.\\d{1,4})?)(px|r?em)?");
    private static final double PIXELS_PER_EM = 16;
    private static final int WIDE = 1_000;

    /// @param name  such as `min-width`
    /// @param value as written
    record Feature(String name, String value) {

        private boolean of(int width) {
            return switch (name) {
                case "min-width" -> pixels(value).filter(pixels -> width >= pixels).isPresent();
                case "max-width" -> pixels(value).filter(pixels -> width <= pixels).isPresent();
                // a screen with nothing special to it; a wide one has a mouse
                case "color", "update" -> true;
                case "prefers-color-scheme" -> value.equals("light");
                case "prefers-reduced-motion", "prefers-contrast" -> value.equals("no-preference");
                case "scripting" -> value.equals("enabled");
                case "hover", "any-hover" -> value.equals("hover") == width >= WIDE;
                case "pointer", "any-pointer" -> value.equals("fine") == width >= WIDE;
                default -> false;
            };
        }
    }

    static MediaQuery of(CSSMediaQuery query) {
        String medium = Optional.ofNullable(query.getMedium()).map(name -> name.toLowerCase(Locale.ROOT)).filter(name -> !name.isBlank()).orElse("all");
        return new MediaQuery(query.isNot(), medium, query.getAllMediaExpressions().stream().map(MediaQuery::feature).toList());
    }

    private static Feature feature(CSSMediaExpression expression) {
        return new Feature(expression.getFeature().toLowerCase(Locale.ROOT),
                Optional.ofNullable(expression.getValue()).map(found -> found.getAsCSSString().toLowerCase(Locale.ROOT).strip()).orElse(""));
    }

    private static Optional<Double> pixels(String value) {
        Matcher length = LENGTH.matcher(value);
        return length.matches() && !length.group(1).isEmpty()
                ? Optional.of(Double.parseDouble("0" + length.group(1)) * (length.group(2) == null || length.group(2).equals("px") ? 1 : PIXELS_PER_EM)) : Optional.empty();
    }

    /// Whether any of them is for that screen; none at all is for all.
    ///
    /// @param width of the screen in pixels
    static boolean any(List<MediaQuery> queries, int width) {
        return queries.isEmpty() || queries.stream().anyMatch(query -> query.isFor(width));
    }

    private boolean isFor(int width) {
        return not != ((medium.equals("all") || medium.equals("screen")) && features.stream().allMatch(feature -> feature.of(width)));
    }
}
