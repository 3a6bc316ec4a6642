package dragoman.ingestion;

import ai.onnxruntime.OrtEnvironment;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.output.Response;
import dragoman.article.Span;
import dragoman.onnx.InvalidModelException;
import dragoman.onnx.ModelThreads;
import dragoman.onnx.OnnxSession;
import dragoman.onnx.OnnxSession.Outputs;
import dragoman.onnx.Resource;
import dragoman.onnx.Tokenizer;
import dragoman.onnx.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A model out of LangChain4j's artifacts with a session of its own, in which a text has one thread.
final class InProcessEmbeddingModel extends AbstractInProcessEmbeddingModel {

    /// What BERT takes, its two special tokens included.
    private static final int LONGEST = 512;

    private final ModelThreads threads;
    private final OnnxSession session;
    private final Tokenizer tokenizer;
    private final OnnxBertBiEncoder encoder;
    private final PoolingMode pooling;

    private InProcessEmbeddingModel(ModelThreads threads, OnnxSession session, byte[] tokenizer, PoolingMode pooling) throws IOException {
        super(threads.patient());
        this.threads = threads;
        this.session = session;
        this.tokenizer = Tokenizer.of(tokenizer);
        this.pooling = pooling;
        this.encoder = new OnnxBertBiEncoder(OrtEnvironment.getEnvironment(), session.raw(), new ByteArrayInputStream(tokenizer), pooling);
    }

    /// @param resource name of the model's file on the classpath, without its ending
    /// @throws IOException           if it is not there or cannot be read
    /// @throws InvalidModelException if it is no model
    static InProcessEmbeddingModel load(String resource, PoolingMode pooling) throws IOException {
        return new InProcessEmbeddingModel(ModelThreads.shared(), OnnxSession.of(Resource.read(resource + ".onnx")),
                Resource.read(resource + "-tokenizer.json"), pooling);
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    /// The same vectors as LangChain4j's own, sooner: a text is cut into tokens once, and of what the model puts out only the vector that counts
    /// is copied. Texts that are too long for that are left to it.
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (pooling != PoolingMode.CLS) {
            return super.embedAll(segments);
        }
        if (segments.size() == 1) {
            return Response.from(threads.urgent(segments, InProcessEmbeddingModel::length, this::embedding));
        }
        return Response.from(threads.patient(segments, InProcessEmbeddingModel::length, this::embedding));
    }

    private static int length(TextSegment segment) {
        return segment.text().length();
    }

    private Embedding embedding(TextSegment segment) {
        long[] ids = tokenizer.withSpecial(segment.text()).ids();
        if (ids.length > LONGEST) {
            return super.embedAll(List.of(segment)).content().getFirst();
        }
        float[] vector = session.run(ids, new long[ids.length], Outputs::first);
        normalise(vector);
        return Embedding.from(vector);
    }

    /// The vectors of a text's tokens; what is beyond the model's length has none.
    TokenVectors tokens(String text) {
        Tokens tokens = tokenizer.withSpecial(text);
        int length = Math.min(tokens.size(), LONGEST);
        long[] input = Arrays.copyOf(tokens.ids(), length);
        input[length - 1] = tokens.ids()[tokens.size() - 1];
        float[][] output = threads.urgent(List.of(input), ids -> ids.length, ids -> session.run(ids, new long[ids.length], Outputs::rows)).getFirst();
        normalise(output[0]);
        List<Span> spans = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (int i = 1; i < length - 1; i++) {
            if (tokens.ends()[i] > tokens.starts()[i]) {
                normalise(output[i]);
                spans.add(new Span(tokens.starts()[i], tokens.ends()[i]));
                vectors.add(output[i]);
            }
        }
        return new TokenVectors(output[0], spans, vectors.toArray(float[][]::new));
    }

    private static void normalise(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        float length = (float) Math.sqrt(sum);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
    }
}
