package dragoman.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/// Cuts texts into a model's tokens, however long they are.
///
/// Thread-safe.
public final class Tokenizer {

    private final HuggingFaceTokenizer tokenizer;

    private Tokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// @param json the bytes of a `tokenizer.json` of Hugging Face
    /// @throws IOException if it is none
    public static Tokenizer of(byte[] json) throws IOException {
        return new Tokenizer(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json),
                Map.of("padding", "false", "truncation", "false")));
    }

    /// The text's tokens with those that the model wants before and behind them.
    public Tokens withSpecial(String text) {
        return tokens(text, tokenizer.encode(text));
    }

    /// The text's tokens alone.
    public Tokens of(String text) {
        return tokens(text, tokenizer.encode(text, false, false));
    }

    private static Tokens tokens(String text, Encoding encoding) {
        long[] ids = encoding.getIds();
        CharSpan[] places = encoding.getCharTokenSpans();
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        boolean pairs = text.codePointCount(0, text.length()) != text.length();
        for (int i = 0; i < ids.length; i++) {
            if (places[i] != null) {
                // the tokenizer counts code points
                starts[i] = pairs ? text.offsetByCodePoints(0, places[i].getStart()) : places[i].getStart();
                ends[i] = pairs ? text.offsetByCodePoints(0, places[i].getEnd()) : places[i].getEnd();
            }
        }
        return new Tokens(ids, starts, ends);
    }
}
