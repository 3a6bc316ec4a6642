package dragoman.reading;

import java.util.Arrays;
import java.util.Comparator;

/// Whether sentences carry a statement. The probabilities sum to 1.
///
/// @param supported    that they say all of it
/// @param notCarried   that they do not say all of it
/// @param contradicted that they say otherwise
public record Judgement(double supported, double notCarried, double contradicted) {

    /// Of no sentences at all.
    public static final Judgement NOTHING_SAID = new Judgement(0, 1, 0);

    /// The likeliest verdict.
    public Verdict label() {
        return Arrays.stream(Verdict.values()).max(Comparator.comparingDouble(this::probability)).orElseThrow();
    }

    /// How likely this verdict is.
    public double probability(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> supported;
            case NOT_CARRIED -> notCarried;
            case CONTRADICTED -> contradicted;
        };
    }
}
