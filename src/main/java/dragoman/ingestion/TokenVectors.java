package dragoman.ingestion;

import dragoman.article.Span;
import java.util.List;

/// What a model makes of a text before it becomes one vector.
///
/// @param whole   the text's embedding, of length 1
/// @param tokens  where each token stands in the text, in order; a long text's end has none
/// @param vectors of the tokens in their context, each of length 1, in the same order
public record TokenVectors(float[] whole, List<Span> tokens, float[][] vectors) {

    /// The cosine of two vectors of length 1.
    public static double cosine(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
