package dragoman.onnx;

/// A text as a model takes it.
///
/// @param ids    the tokens' numbers in the vocabulary
/// @param starts where each token begins in the text, in UTF-16 code units; as many as tokens
/// @param ends   where each ends, exclusive; the same as its beginning for a token that stands nowhere in the text
public record Tokens(long[] ids, int[] starts, int[] ends) {

    public int size() {
        return ids.length;
    }
}
