package dragoman.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A BERT in memory. One input at a time has one thread, the caller's: so as many are read at once as there are processors. A session as
/// ONNX Runtime makes it by itself gives all processors to one input and keeps them spinning behind it.
///
/// Thread-safe.
public final class OnnxSession {

    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /// @param model the bytes of an ONNX file with the inputs `input_ids`, `attention_mask` and perhaps `token_type_ids`
    /// @throws InvalidModelException if it is no model
    public static OnnxSession of(byte[] model) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxSession(environment, environment.createSession(model, options));
        } catch (OrtException e) {
            throw new InvalidModelException(e.getMessage(), e);
        }
    }

    /// What is wanted of what the model put out.
    @FunctionalInterface
    public interface Wanted<T> {

        /// @throws OrtException if it is not there
        T of(Outputs outputs) throws OrtException;
    }

    /// What the model put out, as long as it may be looked at.
    public static final class Outputs {

        private final OrtSession.Result result;

        private Outputs(OrtSession.Result result) {
            this.result = result;
        }

        /// The numbers of the output with that name, row by row.
        public float[] all(String name) throws OrtException {
            FloatBuffer buffer = tensor(name).getFloatBuffer();
            float[] numbers = new float[buffer.remaining()];
            buffer.get(numbers);
            return numbers;
        }

        /// The last axis of the first output, at its first place.
        public float[] first() throws OrtException {
            OnnxTensor tensor = (OnnxTensor) result.get(0);
            long[] shape = tensor.getInfo().getShape();
            float[] numbers = new float[(int) shape[shape.length - 1]];
            tensor.getFloatBuffer().get(numbers);
            return numbers;
        }

        /// The last axis of the first output, at each place of the axis before it.
        public float[][] rows() throws OrtException {
            OnnxTensor tensor = (OnnxTensor) result.get(0);
            long[] shape = tensor.getInfo().getShape();
            FloatBuffer buffer = tensor.getFloatBuffer();
            float[][] rows = new float[(int) shape[shape.length - 2]][(int) shape[shape.length - 1]];
            for (float[] row : rows) {
                buffer.get(row);
            }
            return rows;
        }

        private OnnxTensor tensor(String name) throws OrtException {
            return (OnnxTensor) result.get(name).orElseThrow(() -> new OrtException("the model puts out no " + name));
        }
    }

    /// Runs the model on one input.
    ///
    /// @param ids   the tokens
    /// @param kinds of each token whether it belongs to the first text (0) or the second (1); as many
    /// @throws IllegalStateException if the model fails
    public <T> T run(long[] ids, long[] kinds, Wanted<T> wanted) {
        long[] shape = {1, ids.length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(kinds), shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types));
            inputs.keySet().retainAll(session.getInputNames());
            try (OrtSession.Result result = session.run(inputs)) {
                return wanted.of(new Outputs(result));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the model failed", e);
        }
    }

    /// For those parts of LangChain4j that want the session itself.
    public OrtSession raw() {
        return session;
    }
}
