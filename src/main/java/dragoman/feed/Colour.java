package dragoman.feed;

import com.helger.css.utils.ECSSColor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A colour of CSS, as far as it takes to see whether one can be told from another.
///
/// @param red   from 0 to 255, as green and blue
/// @param alpha from 0, which is not seen, to 1
record Colour(int red, int green, int blue, double alpha) {

    static final Colour WHITE = new Colour(255, 255, 255, 1);
    static final Colour BLACK = new Colour(0, 0, 0, 1);

    /// Less than that of 255 in each of red, green and blue is no difference to the eye.
    private static final int HARDLY_A_DIFFERENCE = 10;
    /// What is fainter is not seen, be it by a colour's alpha or by an element's opacity.
    static final double HARDLY_THERE = 0.05;
    private static final double NEARLY_SOLID = 0.9;
    private static final Pattern NOTATION = Pattern.compile("#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?![0-9a-z])|(rgb|hsl)a?\\(([^()]{1,80})\\)|(?<![\\w#(-])[a-z]{3,20}(?![\\w(-])");
    private static final Pattern NUMBER = Pattern.compile("([+-]?\\d{0,4}(?:\\.\\d{1,20})?)(%|deg)?");

    /// The first colour of a value; empty if it has none that is known.
    static Optional<Colour> of(String value) {
        Matcher notation = NOTATION.matcher(value.toLowerCase(Locale.ROOT));
        while (notation.find()) {
            String found = notation.group();
            if (found.equals("transparent")) {
                return Optional.of(new Colour(0, 0, 0, 0));
            }
            Optional<Colour> colour = found.startsWith("#") ? Optional.of(hex(found.substring(1)))
                    : notation.group(1) != null ? function(notation.group(1), notation.group(2)) : named(found);
            if (colour.isPresent() || notation.group(1) != null) {
                return colour;
            }
        }
        return Optional.empty();
    }

    static Optional<Colour> named(String name) {
        return Optional.ofNullable(ECSSColor.getFromNameCaseInsensitiveOrNull(name)).map(known -> new Colour(known.getRed(), known.getGreen(), known.getBlue(), 1));
    }

    private static Colour hex(String digits) {
        String full = digits.length() <= 4 ? digits.replaceAll("(.)", "$1$1") : digits;
        return new Colour(Integer.parseInt(full, 0, 2, 16), Integer.parseInt(full, 2, 4, 16), Integer.parseInt(full, 4, 6, 16),
                full.length() == 8 ? Integer.parseInt(full, 6, 8, 16) / 255.0 : 1);
    }

    private static Optional<Colour> function(String name, String arguments) {
        String[] parts = arguments.strip().split("\\s*[,/]\\s*|\\s+");
        double[] values = new double[4];
        values[3] = 1;
        if (parts.length < 3 || parts.length > 4) {
            return Optional.empty();
        }
        for (int i = 0; i < parts.length; i++) {
            Matcher number = NUMBER.matcher(parts[i]);
            if (!number.matches() || number.group(1).isEmpty() || number.group(1).length() == 1 && !Character.isDigit(number.group(1).charAt(0))) {
                return Optional.empty();
            }
            values[i] = Double.parseDouble(number.group(1)) * ("%".equals(number.group(2)) ? i == 3 || name.equals("hsl") ? .01 : 2.55 : 1);
        }
        return Optional.of(name.equals("rgb") ? new Colour(part(values[0]), part(values[1]), part(values[2]), values[3]) : hsl(values[0], values[1], values[2], values[3]));
    }

    /// The formula of CSS Color 4, section 7.1.
    private static Colour hsl(double hue, double saturation, double lightness, double alpha) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double k = Math.floorMod((long) (new int[]{0, 8, 4}[i] * 1_000 + hue / 30 * 1_000), 12_000L) / 1_000.0;
            rgb[i] = lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
        }
        return new Colour(part(rgb[0] * 255), part(rgb[1] * 255), part(rgb[2] * 255), alpha);
    }

    private static int part(double value) {
        return (int) Math.clamp(Math.round(value), 0, 255);
    }

    boolean isTransparent() {
        return alpha < HARDLY_THERE;
    }

    boolean isSolid() {
        return alpha >= NEARLY_SOLID;
    }

    /// Whether words of this colour are not seen on that one.
    boolean isLost(Colour ground) {
        return Math.max(Math.abs(red - ground.red), Math.max(Math.abs(green - ground.green), Math.abs(blue - ground.blue))) <= HARDLY_A_DIFFERENCE;
    }
}
