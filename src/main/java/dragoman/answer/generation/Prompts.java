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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What models are asked, from the files in `prompts/`: above the line `---` what holds always, below it what is asked this time. A name in
/// double braces is filled in. In development mode they are read from their folder each time, so that a change takes effect at once.
@ApplicationScoped
public class Prompts {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int HASH_DIGITS = 12;

    /// Where development mode may run: at the root of the repository, or in its `target`.
    private static final List<Path> FOLDERS = List.of(Path.of("prompts"), Path.of("../prompts"));

    private final Map<Name, Prompt> known = new ConcurrentHashMap<>();
    private final Optional<Path> folder;

    Prompts() {
        this(LaunchMode.current() == LaunchMode.DEVELOPMENT ? FOLDERS.stream().filter(Files::isDirectory).findFirst() : Optional.empty());
    }

    /// @param folder read each time; the classpath is read once
    Prompts(Optional<Path> folder) {
        this.folder = folder;
    }

    /// One of the files.
    enum Name {
        ANSWER, MEND, CONDENSE, ANALYSE, SUGGEST;

        private String file() {
            return name().toLowerCase(Locale.ROOT) + ".md";
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
        return folder.isPresent() ? read(name) : known.computeIfAbsent(name, this::read);
    }

    private Prompt read(Name name) {
        try (InputStream in = folder.isPresent() ? Files.newInputStream(folder.get().resolve(name.file())) : Prompts.class.getResourceAsStream("/prompts/" + name.file())) {
            if (in == null) {
                throw new IllegalStateException("missing from the classpath: prompts/" + name.file());
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
