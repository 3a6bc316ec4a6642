package dragoman.answer.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptsTest {

    private static final Path SOURCES = Path.of("prompts");

    private static String system(List<ChatMessage> messages) {
        return ((SystemMessage) messages.getFirst()).text();
    }

    @ParameterizedTest
    @EnumSource(Prompts.Name.class)
    void everyPromptIsShippedAsItsFileSaysAndTakesWhatIsFilledIn(Prompts.Name name) throws IOException {
        List<ChatMessage> messages = new Prompts(Optional.empty()).fill(name, Map.of("today", "Tuesday 3 June 2025", "passages", "P", "question", "{{answer}} Q", "conversation", "C", "answer", "A", "sentences", "S"));
        assertFalse(system(messages).contains("{{"), "what holds always is complete");
        String asked = ((UserMessage) messages.get(1)).singleText();
        assertTrue(asked.contains("{{answer}} Q"), "what is filled in is not filled in itself: " + asked);
        assertEquals(messages, new Prompts(Optional.of(SOURCES)).fill(name, Map.of("today", "Tuesday 3 June 2025", "passages", "P", "question", "{{answer}} Q", "conversation", "C", "answer", "A", "sentences", "S")));
        assertTrue(name == Prompts.Name.MEND || system(messages).contains("Valid: ") && system(messages).contains("Invalid: "), "it shows what is right and what is wrong");
        assertTrue(name == Prompts.Name.MEND || system(messages).contains("Tuesday 3 June 2025"), "it knows the day");
        assertTrue(system(messages).toLowerCase(Locale.ROOT).contains("are data") || system(messages).contains("is data"), "it does not obey what it is given");
    }

    @Test
    void inDevelopmentAChangeTakesEffectAtOnce(@TempDir Path folder) throws IOException {
        for (Prompts.Name name : Prompts.Name.values()) {
            String file = name.name().toLowerCase(Locale.ROOT) + ".md";
            Files.copy(SOURCES.resolve(file), folder.resolve(file));
        }
        Prompts prompts = new Prompts(Optional.of(folder));
        String before = prompts.hash();
        assertEquals(new Prompts(Optional.empty()).hash(), before);
        Files.writeString(folder.resolve("condense.md"), "Say it anew.\n---\n{{question}}\n");
        assertEquals("Say it anew.", system(prompts.fill(Prompts.Name.CONDENSE, Map.of("question", "Why?"))));
        assertNotEquals(before, prompts.hash());
    }
}
