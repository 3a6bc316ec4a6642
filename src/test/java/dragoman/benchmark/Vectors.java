package dragoman.benchmark;

import org.apache.lucene.util.VectorUtil;

/// Arithmetic on vectors of equal length.
final class Vectors {

    private Vectors() {
    }

    static float dot(float[] a, float[] b) {
        return VectorUtil.dotProduct(a, b);
    }

    /// Gives the vector length 1, in place.
    static float[] normalise(float[] vector) {
        return VectorUtil.l2normalize(vector);
    }
}
