package dragoman.evidence;

import dragoman.article.Span;
import java.math.BigDecimal;

/// A figure in a text.
///
/// @param value   with its scale: 1600000000 for "£1.6bn"
/// @param unit    what the figure is of
/// @param bound   whether it is given as it is or as a bound
/// @param counted the stem of the word behind it, such as `missil`; empty where none follows
/// @param span    where it stands, with sign and scale and without its bound
public record Quantity(BigDecimal value, Unit unit, Bound bound, String counted, Span span) {

    /// What figures are of.
    ///
    /// @param name ISO 4217 code of a currency, `%`, `st` for ordinals, `:` for a time of day; empty for what is counted
    public record Unit(String name) {

        static final Unit COUNT = new Unit("");
        static final Unit PERCENT = new Unit("%");
        static final Unit ORDINAL = new Unit("st");
        static final Unit TIME = new Unit(":");
    }

    /// How a figure is given.
    public enum Bound {
        EXACT,
        ABOUT,
        /// More than it, or at least it.
        OVER,
        /// Less than it, or at most it.
        UNDER
    }

    boolean isSameAmount(Quantity other) {
        return value.compareTo(other.value) == 0 && (unit.equals(other.unit) || unit.equals(Unit.COUNT) && counted.isEmpty());
    }
}
