package dragoman.reading;

import dragoman.onnx.InvalidModelException;
import dragoman.onnx.ModelThreads;
import dragoman.onnx.OnnxSession;
import dragoman.onnx.Resource;
import dragoman.onnx.Tokenizer;
import dragoman.onnx.Tokens;
import dragoman.reading.InputLayout.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The reader that is trained with the program, in an ONNX file: reads and judges with one session.
public final class OnnxReader implements AnswerReader, EntailmentModel {

    /// The model was made from this encoder and cuts texts as it does.
    private static final String TOKENIZER = "bge-small-en-v1.5-q-tokenizer.json";
    /// In tokens.
    private static final int LONGEST_SPAN = 30;

    private final ReaderModel model;
    private final OnnxSession session;
    private final Tokenizer tokenizer;
    private final ModelThreads threads;

    private OnnxReader(ReaderModel model, byte[] file) throws IOException {
        this.model = model;
        this.session = OnnxSession.of(file);
        this.tokenizer = Tokenizer.of(Resource.read(TOKENIZER));
        this.threads = ModelThreads.shared();
    }

    /// The reader that is part of the program.
    ///
    /// @throws IOException           if it is missing
    /// @throws InvalidModelException if its file is not the one that its description names
    public static OnnxReader bundled() throws IOException {
        ReaderModel model = ReaderModel.bundled();
        byte[] file = ReaderModel.bundledFile();
        if (!sha256(file).equals(model.sha256())) {
            throw new InvalidModelException("the reader's file has the SHA-256 %s, its description says %s".formatted(sha256(file),
                    model.sha256()));
        }
        return new OnnxReader(model, file);
    }

    /// Another reader, to be measured.
    ///
    /// @param onnx its file; a file of the same name that ends in `.json` describes it, or else it is taken as the one of the program is
    /// @throws IOException           if a file cannot be read
    /// @throws InvalidModelException if the file is no model
    public static OnnxReader load(Path onnx) throws IOException {
        byte[] file = Files.readAllBytes(onnx);
        String name = onnx.getFileName().toString().replaceFirst("\\.onnx$", "");
        Path described = onnx.resolveSibling(name + ".json");
        ReaderModel model = Files.exists(described) ? ReaderModel.parse(Files.readAllBytes(described)) : ReaderModel.bundled();
        return new OnnxReader(model.withFile(name, sha256(file)), file);
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ReaderModel model() {
        return model;
    }

    /// What the model puts out for a question and a part of a text; each as long as the input, but for `answerable`.
    private record Seen(float[] sentence, float answerable, float[] starts, float[] ends) {
    }

    /// @param text number of the text
    private record Window(int text, Input input) {

        int length() {
            return input.length();
        }
    }

    @Override
    public List<Reading> readAll(String question, List<Text> texts) {
        long[] asked = tokenizer.of(question).ids();
        List<List<Tokens>> sentences = texts.stream().map(text -> text.sentences().stream().map(tokenizer::of).toList()).toList();
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!sentences.get(i).isEmpty()) {
                int text = i;
                InputLayout.reading(asked, tokenizer.of(texts.get(i).headline()).ids(), sentences.get(i).stream().map(Tokens::ids).toList())
                        .forEach(input -> windows.add(new Window(text, input)));
            }
        }
        List<Seen> seen = windows.isEmpty() ? List.of() : threads.urgent(windows, Window::length,
                window -> session.run(window.input.ids(), window.input.kinds(),
                outputs -> new Seen(outputs.all("sentence"), outputs.all("answerable")[0], outputs.all("span_start"),
                        outputs.all("span_end"))));
        return IntStream.range(0, texts.size()).mapToObj(text -> {
            List<Integer> own = IntStream.range(0, windows.size()).filter(i -> windows.get(i).text == text).boxed().toList();
            return reading(sentences.get(text), own.stream().map(i -> windows.get(i).input).toList(), own.stream().map(seen::get).toList());
        }).toList();
    }

    private Reading reading(List<Tokens> sentences, List<Input> inputs, List<Seen> seen) {
        if (sentences.isEmpty()) {
            return new Reading(List.of(), Answerable.NOTHING, Optional.empty());
        }
        float[] logits = new float[sentences.size()];
        // of each sentence the window in which it looks likeliest
        int[] in = new int[sentences.size()];
        Arrays.fill(logits, Float.NEGATIVE_INFINITY);
        for (int window = 0; window < inputs.size(); window++) {
            Input input = inputs.get(window);
            for (int i = 0; i < input.sentences(); i++) {
                float logit = seen.get(window).sentence[input.marks()[i]];
                if (logit > logits[input.first() + i]) {
                    logits[input.first() + i] = logit;
                    in[input.first() + i] = window;
                }
            }
        }
        double answerable = seen.stream().mapToDouble(Seen::answerable).max().orElseThrow();
        List<SentenceScore> scores = IntStream.range(0, logits.length)
                .mapToObj(i -> new SentenceScore(i, sigmoid(logits[i] / model.temperatures().sentence()), logits[i])).toList();
        Reading reading = new Reading(scores, new Answerable(sigmoid(answerable / model.temperatures().answerable()), answerable),
                Optional.empty());
        int best = reading.best().orElseThrow().index();
        return new Reading(scores, reading.answerable(), span(best, sentences.get(best), inputs.get(in[best]), seen.get(in[best])));
    }

    /// The likeliest stretch of tokens within a sentence.
    private static Optional<AnswerSpan> span(int sentence, Tokens tokens, Input input, Seen seen) {
        int from = input.marks()[sentence - input.first()] + 1;
        int to = input.end(sentence - input.first());
        float most = Float.NEGATIVE_INFINITY;
        Optional<AnswerSpan> likeliest = Optional.empty();
        for (int start = from; start < to; start++) {
            for (int end = start; end < Math.min(to, start + LONGEST_SPAN); end++) {
                float sum = seen.starts[start] + seen.ends[end];
                if (sum > most && tokens.ends()[end - from] > tokens.starts()[start - from]) {
                    most = sum;
                    likeliest = Optional.of(new AnswerSpan(sentence, tokens.starts()[start - from], tokens.ends()[end - from]));
                }
            }
        }
        return likeliest;
    }

    /// @param claim number of the claim
    private record Premise(int claim, Input input) {

        int length() {
            return input.length();
        }
    }

    @Override
    public List<Judgement> judgeAll(List<Claim> claims) {
        List<Premise> premises = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            int number = i;
            Claim claim = claims.get(i);
            if (!claim.premise().isEmpty()) {
                InputLayout.judging(tokenizer.of(claim.statement()).ids(), claim.premise().stream()
                        .map(sentence -> tokenizer.of(sentence).ids()).toList())
                        .forEach(input -> premises.add(new Premise(number, input)));
            }
        }
        List<Judgement> judged = premises.isEmpty() ? List.of() : threads.urgent(premises, Premise::length,
                premise -> judgement(session.run(premise.input.ids(), premise.input.kinds(), outputs -> outputs.all("verdict"))));
        return IntStream.range(0, claims.size()).mapToObj(claim -> IntStream.range(0, premises.size())
                .filter(i -> premises.get(i).claim == claim).mapToObj(judged::get)
                .reduce((one, other) -> other.supported() > one.supported() ? other : one).orElse(Judgement.NOTHING_SAID)).toList();
    }

    private Judgement judgement(float[] logits) {
        double[] weights = new double[logits.length];
        double sum = 0;
        double most = Math.max(logits[0], Math.max(logits[1], logits[2]));
        for (int i = 0; i < logits.length; i++) {
            weights[i] = Math.exp((logits[i] - most) / model.temperatures().verdict());
            sum += weights[i];
        }
        return new Judgement(weights[Verdict.SUPPORTED.ordinal()] / sum, weights[Verdict.NOT_CARRIED.ordinal()] / sum,
                weights[Verdict.CONTRADICTED.ordinal()] / sum);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
