package dragoman.reading;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.onnx.Resource;
import java.io.IOException;
import java.util.stream.DoubleStream;

/// A model that reads: which it is, and how what it puts out is to be taken.
///
/// @param name         such as `dragoman-reader`
/// @param version      such as `1`; another for each model that is put in place
/// @param sha256       of its ONNX file, 64 hexadecimal digits
/// @param temperatures by which its outputs are divided
/// @param thresholds   from which on its probabilities count
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReaderModel(String name, String version, String sha256, Temperatures temperatures, Thresholds thresholds) {

    private static final String BUNDLED = "dragoman/reading/reader-1";

    /// @throws IllegalArgumentException if something is missing or cannot be
    public ReaderModel {
        if (name == null || name.isBlank() || sha256 == null || sha256.length() != 64 || temperatures == null || thresholds == null) {
            throw new IllegalArgumentException("a model has a name, a sha256 of 64 digits, temperatures and thresholds");
        }
    }

    /// Found on held-back rows, so that probabilities are shares; greater than 0.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Temperatures(double sentence, double answerable, double verdict) {

        public Temperatures {
            if (DoubleStream.of(sentence, answerable, verdict).anyMatch(temperature -> !(temperature > 0))) {
                throw new IllegalArgumentException("temperatures are greater than 0");
            }
        }
    }

    /// Probabilities, 0 to 1, each with a bound on what errs beyond it (`src/reader/calibrate.py`).
    ///
    /// @param answer    of {@link Reading#answerable}, from which on the text counts as answering
    /// @param sure      of the same, from which on it counts even where a language model says that there is no answer
    /// @param supported of {@link Judgement#supported}, from which on a statement counts as carried
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Thresholds(double answer, double sure, double supported) {

        public Thresholds {
            if (DoubleStream.of(answer, sure, supported).anyMatch(threshold -> !(threshold >= 0 && threshold <= 1))) {
                throw new IllegalArgumentException("thresholds are 0 to 1");
            }
        }
    }

    /// The model that is part of the program.
    ///
    /// @throws IOException if it is missing or broken
    public static ReaderModel bundled() throws IOException {
        return parse(Resource.read(BUNDLED + ".json"));
    }

    /// The ONNX file of the model that is part of the program.
    static byte[] bundledFile() throws IOException {
        return Resource.read(BUNDLED + ".onnx");
    }

    /// @param json its description
    /// @throws IOException if it is none
    static ReaderModel parse(byte[] json) throws IOException {
        try {
            return JsonMapper.builder().build().readValue(json, ReaderModel.class);
        } catch (JsonProcessingException e) {
            throw new IOException("this describes no reader: " + e.getOriginalMessage(), e);
        }
    }

    /// The same description for another file.
    ReaderModel withFile(String otherName, String otherSha256) {
        return new ReaderModel(otherName, version, otherSha256, temperatures, thresholds);
    }
}
