package dragoman.answer.generation;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What models are asked, from the files in `prompts/`: above the line `---` what holds always, below it what is asked this time. A name in
/// double braces is filled in. In development mode a change takes effect at once.
@ApplicationScoped
public class Prompts {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int HASH_DIGITS = 12;

    private final Map<Name, Prompt> known = new ConcurrentHashMap<>();

    /// One of the files.
    enum Name {
        ANSWER, MEND, CONDENSE, ANALYSE, SUGGEST;

        private String file() {
            return "/prompts/" + name().toLowerCase(java.util.Locale.ROOT) + ".md";
        }
    }

    /// @param always what holds always
    /// @param now    what is asked this time
    private record Prompt(String always, String now) {
    }

    List<ChatMessage> fill(Name name, Map<String, String> values) {
        Prompt prompt = prompt(name);
        return List.of(SystemMessage.from(fill(prompt.always, values)), UserMessage.from(fill(prompt.now, values)));
    }

    /// Tells one wording of all prompts from another.
    public String hash() {
        StringBuilder all = new StringBuilder();
        for (Name name : Name.values()) {
            all.append(prompt(name).always).append('\u001f').append(prompt(name).now).append('\u001e');
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8))).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private Prompt prompt(Name name) {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT ? read(name) : known.computeIfAbsent(name, Prompts::read);
    }

    private static Prompt read(Name name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader == null ? Prompts.class.getResourceAsStream(name.file()) : loader.getResourceAsStream(name.file().substring(1))) {
            if (in == null) {
                throw new IllegalStateException("missing from the classpath: " + name.file());
            }
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^---\\R", 2);
            return new Prompt(parts[0].strip(), parts[1].strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is filled in is never filled in itself.
    private static String fill(String template, Map<String, String> values) {
        Matcher place = PLACE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            place.appendReplacement(filled, Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
        }
        return place.appendTail(filled).toString();
    }
}
