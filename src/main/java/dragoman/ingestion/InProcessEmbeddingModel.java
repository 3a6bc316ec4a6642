package dragoman.ingestion;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.output.Response;
import dragoman.article.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// A model out of LangChain4j's artifacts with a session of its own: a text has one thread, so that as many are embedded at once as there
/// are processors. The session that the artifacts make by themselves gives all processors to one text and keeps them spinning behind it.
final class InProcessEmbeddingModel extends AbstractInProcessEmbeddingModel {

    /// What BERT takes, its two special tokens included.
    private static final int LONGEST = 512;
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("embedding-", 0).factory());

    /// Of all models, since they share the processors: a passage waits for the questions of readers and the sentences that answer them.
    private static final Precedence PRECEDENCE = new Precedence(Duration.ofMillis(250));

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final OnnxBertBiEncoder encoder;
    private final PoolingMode pooling;

    private InProcessEmbeddingModel(OrtEnvironment environment, OrtSession session, byte[] tokenizer, PoolingMode pooling) throws IOException {
        super(EXECUTOR);
        this.environment = environment;
        this.session = session;
        this.tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizer), Map.of("padding", "false", "truncation", "false"));
        this.pooling = pooling;
        this.encoder = new OnnxBertBiEncoder(environment, session, new ByteArrayInputStream(tokenizer), pooling);
    }

    /// @param resource name of the model's file on the classpath, without its ending
    /// @throws IOException  if it is not there or cannot be read
    /// @throws OrtException if it is no model
    static InProcessEmbeddingModel load(String resource, PoolingMode pooling) throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new InProcessEmbeddingModel(environment, environment.createSession(read(resource + ".onnx"), options),
                    read(resource + "-tokenizer.json"), pooling);
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream stream = InProcessEmbeddingModel.class.getResourceAsStream("/" + resource)) {
            if (stream == null) {
                throw new IOException(resource + " is not on the classpath");
            }
            return stream.readAllBytes();
        }
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
            return Response.from(List.of(PRECEDENCE.first(() -> embedding(segments.getFirst()))));
        }
        // the longest first, so that none of the processors is left with it at the end
        List<CompletableFuture<Embedding>> pending = new ArrayList<>(Collections.nCopies(segments.size(), null));
        IntStream.range(0, segments.size()).boxed().sorted(Comparator.comparingInt((Integer i) -> -segments.get(i).text().length()))
                .forEach(i -> pending.set(i, CompletableFuture.supplyAsync(() -> {
                    PRECEDENCE.giveWay();
                    return embedding(segments.get(i));
                }, EXECUTOR)));
        return Response.from(pending.stream().map(CompletableFuture::join).toList());
    }

    private Embedding embedding(TextSegment segment) {
        long[] ids = tokenizer.encode(segment.text()).getIds();
        if (ids.length > LONGEST) {
            return super.embedAll(List.of(segment)).content().getFirst();
        }
        float[] vector = run(ids, output -> {
            float[] first = new float[(int) output.getInfo().getShape()[2]];
            output.getFloatBuffer().get(first);
            return first;
        });
        normalise(vector);
        return Embedding.from(vector);
    }

    /// The vectors of a text's tokens; what is beyond the model's length has none.
    TokenVectors tokens(String text) {
        Encoding encoding = tokenizer.encode(text);
        long[] ids = encoding.getIds();
        int length = Math.min(ids.length, LONGEST);
        long[] input = Arrays.copyOf(ids, length);
        input[length - 1] = ids[ids.length - 1];
        float[][] output = PRECEDENCE.first(() -> run(input, tensor -> ((float[][][]) tensor.getValue())[0]));
        normalise(output[0]);
        List<Span> spans = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        CharSpan[] places = encoding.getCharTokenSpans();
        boolean pairs = text.codePointCount(0, text.length()) != text.length();
        for (int i = 1; i < length - 1; i++) {
            if (places[i] != null && places[i].getEnd() > places[i].getStart()) {
                normalise(output[i]);
                // the tokenizer counts code points
                spans.add(pairs ? new Span(text.offsetByCodePoints(0, places[i].getStart()), text.offsetByCodePoints(0, places[i].getEnd()))
                        : new Span(places[i].getStart(), places[i].getEnd()));
                vectors.add(output[i]);
            }
        }
        return new TokenVectors(output[0], spans, vectors.toArray(float[][]::new));
    }

    @FunctionalInterface
    private interface Part<T> {
        T of(OnnxTensor output) throws OrtException;
    }

    /// What is wanted of the model's output.
    private <T> T run(long[] ids, Part<T> part) {
        long[] shape = {1, ids.length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types));
            inputs.keySet().retainAll(session.getInputNames());
            try (OrtSession.Result result = session.run(inputs)) {
                return part.of((OnnxTensor) result.get(0));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model failed", e);
        }
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
