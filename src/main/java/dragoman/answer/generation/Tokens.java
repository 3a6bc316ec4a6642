package dragoman.answer.generation;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;

/// About how many tokens a text has, where nobody counts them.
final class Tokens {

    /// Of English, with every tokenizer in use.
    private static final int CHARACTERS = 4;

    private Tokens() {
    }

    static int of(long characters) {
        return Math.toIntExact((characters + CHARACTERS - 1) / CHARACTERS);
    }

    static int in(List<ChatMessage> messages) {
        return messages.stream().mapToInt(message -> of(switch (message) {
            case SystemMessage system -> system.text().length();
            case UserMessage user -> user.singleText().length();
            default -> 0;
        })).sum();
    }
}
