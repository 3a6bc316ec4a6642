package dragoman.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of training in `src/reader/`, from rows to a calibrated model, with a tiny model. Needs Python with PyTorch, which nobody else needs:
/// the variable `PYTHON` names the program, otherwise `python3` is tried.
class TrainingTest {

    private static final String PYTHON = System.getenv().getOrDefault("PYTHON", "python3");
    private static final int SECONDS = 240;

    @Test
    void aTinyModelIsTrainedStoppedCarriedOnExportedAndCalibrated(@TempDir Path folder) throws Exception {
        assumeTrue(has("import torch, tokenizers, onnx, onnxruntime, sklearn"),
                "skipped: " + PYTHON + " has no PyTorch, tokenizers, onnx, onnxruntime and scikit-learn; see src/reader/README.md");
        Path tokenizer = folder.resolve("tokenizer.json");
        try (InputStream in = TrainingTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            Files.copy(in, tokenizer);
        }

        Process process = new ProcessBuilder(List.of(PYTHON, "src/reader/smoke.py", tokenizer.toString(), folder.resolve("work").toString()))
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();

        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "training took more than " + SECONDS + " s");
        String log = Files.readString(folder.resolve("log"));
        assertEquals(0, process.exitValue(), log);
        assertTrue(log.contains("the way of training works"), log);
    }

    private static boolean has(String imports) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(PYTHON, "-c", imports).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
