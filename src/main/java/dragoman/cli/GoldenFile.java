package dragoman.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.GoldenQuestion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of golden questions, one JSON object a line.
final class GoldenFile {

    private GoldenFile() {
    }

    /// @throws IOException if the file cannot be read, holds none, or a line is broken: then the message names file and line
    static List<GoldenQuestion> read(Path file, ObjectMapper json) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        }
        List<GoldenQuestion> questions = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                questions.add(json.readValue(lines.get(i), GoldenQuestion.class));
            } catch (JsonProcessingException e) {
                Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
                String reason = cause instanceof JsonProcessingException parsing ? parsing.getOriginalMessage() : cause.getMessage();
                throw new IOException("%s, line %d: %s".formatted(file, i + 1, reason), e);
            }
        }
        if (questions.isEmpty()) {
            throw new IOException(file + " holds no questions; each is a line such as {\"id\": \"1\", \"question\": \"…\", \"status\": \"answered\", \"all\": [\"…\"]}");
        }
        return questions;
    }
}
