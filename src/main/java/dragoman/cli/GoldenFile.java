package dragoman.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.GoldenQuestion;
import dragoman.conversation.GoldenConversation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of golden questions or conversations, one JSON object a line.
final class GoldenFile {

    private GoldenFile() {
    }

    /// @throws IOException if the file cannot be read, holds none, or a line is broken: then the message names file and line
    static List<GoldenQuestion> read(Path file, ObjectMapper json) throws IOException {
        return read(file, json, GoldenQuestion.class);
    }

    /// The same for conversations.
    static List<GoldenConversation> readConversations(Path file, ObjectMapper json) throws IOException {
        return read(file, json, GoldenConversation.class);
    }

    /// Whether the first line is a conversation; if not, it should be a question.
    static boolean holdsConversations(Path file, ObjectMapper json) throws IOException {
        Optional<String> first = lines(file).stream().filter(line -> !line.isBlank()).findFirst();
        try {
            return first.isPresent() && json.readTree(first.get()).has("turns");
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        }
    }

    private static <T> List<T> read(Path file, ObjectMapper json, Class<T> kind) throws IOException {
        List<String> lines = lines(file);
        List<T> questions = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                questions.add(json.readValue(lines.get(i), kind));
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
