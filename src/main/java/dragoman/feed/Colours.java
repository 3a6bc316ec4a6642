package dragoman.feed;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Colours of CSS, as far as it takes to see whether one can be told from another.
final class Colours {

    static final String WHITE = "#ffffff";
    static final String TRANSPARENT = "transparent";

    /// Less than that of 255 in each of red, green and blue is no difference to the eye.
    private static final int HARDLY_A_DIFFERENCE = 10;
    private static final Pattern NOTATION = Pattern.compile("#[0-9a-f]{3,8}\\b|(?:rgb|hsl)a?\\([^()]*\\)|var\\([^()]*\\)");
    private static final Pattern NAME = Pattern.compile("[a-z]+");
    private static final Pattern RGB = Pattern.compile("rgba?\\((\\d{1,3}),(\\d{1,3}),(\\d{1,3})(?:,(\\d*\\.?\\d*%?))?\\)");
    private static final Pattern HSL = Pattern.compile("hsla?\\([^,]*,[^,]*,(\\d{1,3})%?(?:,(\\d*\\.?\\d*%?))?\\)");
    private static final Pattern SIX = Pattern.compile("#[0-9a-f]{6}");

    private Colours() {
    }

    /// The first colour of a value, as `#rrggbb` where it is known; empty where the value leaves it to others.
    static Optional<String> of(String value) {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        Matcher notation = NOTATION.matcher(lower);
        if (notation.find()) {
            return plain(notation.group());
        }
        Matcher name = NAME.matcher(lower);
        return name.lookingAt() ? plain(name.group()) : Optional.empty();
    }

    private static Optional<String> plain(String colour) {
        return switch (colour) {
            case "inherit", "initial", "unset", "revert", "currentcolor", "none" -> Optional.empty();
            case "white" -> Optional.of(WHITE);
            case "black" -> Optional.of("#000000");
            default -> Optional.of(colour.startsWith("#") ? hex(colour) : colour.startsWith("rgb") ? rgb(colour) : colour.startsWith("hsl") ? hsl(colour) : colour);
        };
    }

    private static String hex(String colour) {
        String digits = colour.substring(1);
        String full = digits.length() <= 4 ? digits.replaceAll("(.)", "$1$1") : digits;
        return full.length() == 8 && full.endsWith("00") ? TRANSPARENT : "#" + full.substring(0, Math.min(6, full.length()));
    }

    private static String rgb(String colour) {
        Matcher parts = RGB.matcher(colour.replaceAll("\\s*[,/]\\s*|\\s+", ","));
        if (!parts.matches()) {
            return colour;
        }
        if (parts.group(4) != null && parts.group(4).matches("0*\\.?0*%?")) {
            return TRANSPARENT;
        }
        return "#%02x%02x%02x".formatted(part(parts.group(1)), part(parts.group(2)), part(parts.group(3)));
    }

    /// Only black, white and transparent, which are those that hide.
    private static String hsl(String colour) {
        Matcher parts = HSL.matcher(colour.replaceAll("\\s*[,/]\\s*|\\s+", ","));
        if (!parts.matches()) {
            return colour;
        }
        if (parts.group(2) != null && parts.group(2).matches("0*\\.?0*%?")) {
            return TRANSPARENT;
        }
        return switch (parts.group(1)) {
            case "100" -> WHITE;
            case "0" -> "#000000";
            default -> colour;
        };
    }

    private static int part(String digits) {
        return Math.min(255, Integer.parseInt(digits));
    }

    /// Whether words of the one are not seen on the other.
    static boolean alike(String one, String other) {
        if (!SIX.matcher(one).matches() || !SIX.matcher(other).matches()) {
            return one.equals(other);
        }
        for (int at = 1; at < 7; at += 2) {
            if (Math.abs(Integer.parseInt(one, at, at + 2, 16) - Integer.parseInt(other, at, at + 2, 16)) > HARDLY_A_DIFFERENCE) {
                return false;
            }
        }
        return true;
    }
}
