package dragoman.answer.generation;

import dev.langchain4j.data.message.ChatMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lets a language model write questions: what a follow-up means, what a question in another language asks, what may be asked next. None of
/// them is believed: a name or a figure that the model was not told of makes a question void, and what a reader is shown is tried by the
/// articles. Nothing that goes wrong here is told to anyone: without the model there is another way to everything it does.
@ApplicationScoped
public class QuestionWriter {

    private static final int TOKENS = 120;
    private static final int SUGGESTED = 5;
    private static final String[] MARKS = {"“", "”", "\"", "'"};

    private final MeteredModel model;
    private final ModelSettings settings;
    private final Prompts prompts;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();

    QuestionWriter(MeteredModel model, ModelSettings settings, Prompts prompts, MeterRegistry meters) {
        this.model = model;
        this.settings = settings;
        this.prompts = prompts;
        this.meters = meters;
    }

    /// A question of a conversation and what was answered.
    public record Said(String question, String answer) {
    }

    /// Whether there is a model to ask.
    public boolean isConfigured() {
        return model.isConfigured();
    }

    /// Puts a question that leans on what was said before into words that stand alone.
    ///
    /// @param account pays for it
    /// @param before  oldest first
    /// @param waiting run again and again while the model is waited for; what it throws cancels the request
    /// @return empty where the model gives nothing that can be taken
    public Optional<String> condense(TokenAccount account, String question, List<Said> before, LocalDate today, Runnable waiting) {
        String day = PassageKeys.DAY.format(today);
        String conversation = before.stream().map(said -> "asked: %s\nanswered: %s".formatted(line(said.question), line(said.answer))).collect(Collectors.joining("\n\n"));
        return one(account, Prompts.Name.CONDENSE, Map.of("today", day, "conversation", PassageKeys.fenced("conversation", conversation), "question", PassageKeys.fenced("question", question)),
                new KnownWords(String.join("\n", day, conversation, question)), waiting);
    }

    /// Puts a question into English. That its names are those of the question cannot be told across languages and scripts: the reader is
    /// shown what was understood. Its figures are checked.
    ///
    /// @param waiting as above
    /// @return empty where the model gives nothing that can be taken
    public Optional<String> inEnglish(TokenAccount account, String question, LocalDate today, Runnable waiting) {
        String day = PassageKeys.DAY.format(today);
        Optional<String> written = first(ask(account, Prompts.Name.ANALYSE, Map.of("today", day, "question", PassageKeys.fenced("question", question)), waiting));
        return judged(Prompts.Name.ANALYSE, written.filter(english -> GenerativeAnswerer.isEnglish(english) && new KnownWords(String.join("\n", day, figures(question), english.replaceAll("\\d", ""))).allow(english)), written);
    }

    /// What may be asked after an answer.
    ///
    /// @param passages whose words the questions are to be of
    /// @return at most five, none of them tried; none where the model gives nothing that can be taken
    public List<String> suggest(TokenAccount account, String question, String answer, List<GivenPassage> passages, LocalDate today) {
        String day = PassageKeys.DAY.format(today);
        String fenced = new PassageKeys(passages, random).fenced();
        Map<String, String> values = Map.of("today", day, "passages", fenced, "question", PassageKeys.fenced("question", question), "answer", PassageKeys.fenced("answer", answer));
        KnownWords known = new KnownWords(passages.stream().map(passage -> passage.title() + "\n" + passage.text()).collect(Collectors.joining("\n")));
        return ask(account, Prompts.Name.SUGGEST, values, () -> {
        }).map(text -> text.lines().map(QuestionWriter::bare).filter(line -> line.endsWith("?") && known.allow(line)).distinct().limit(SUGGESTED).toList()).orElse(List.of());
    }

    /// The text with its figures as English writes them, and as they are: "1,5" is "1.5", and "٢٠٢٥" is "2025".
    private static String figures(String text) {
        String western = text.codePoints().mapToObj(c -> Character.isDigit(c) ? String.valueOf(Character.digit(c, 10)) : Character.toString(c)).collect(Collectors.joining());
        return String.join("\n", western, western.replace(',', '.'), western.replaceAll("(?<=\\d)[.\\h](?=\\d{3})", ""));
    }

    private Optional<String> one(TokenAccount account, Prompts.Name task, Map<String, String> values, KnownWords known, Runnable waiting) {
        Optional<String> written = first(ask(account, task, values, waiting));
        return judged(task, written.filter(line -> line.endsWith("?") && known.allow(line) && known.isAbout(line)), written);
    }

    private Optional<String> judged(Prompts.Name task, Optional<String> taken, Optional<String> written) {
        if (written.isPresent()) {
            meters.counter("dragoman.model.questions", "prompt", task.name().toLowerCase(Locale.ROOT), "result", taken.isPresent() ? "taken" : "refused").increment();
        }
        return taken;
    }

    private Optional<String> ask(TokenAccount account, Prompts.Name task, Map<String, String> values, Runnable waiting) {
        if (!isConfigured()) {
            return Optional.empty();
        }
        List<ChatMessage> messages = prompts.fill(task, new HashMap<>(values));
        StringBuilder written = new StringBuilder();
        try {
            LanguageModel.Reply reply = model.ask(task, messages, account, Math.min(TOKENS, settings.answerTokens()), settings.questionLimit(), written::append, waiting);
            return reply.truncated() ? Optional.empty() : Optional.of(written.toString());
        } catch (ModelFailure e) {
            Log.infof("the language model wrote no question: %s", e.cause());
            meters.counter("dragoman.model.questions", "prompt", task.name().toLowerCase(Locale.ROOT), "result", "failed").increment();
            return Optional.empty();
        }
    }

    /// The one line that it is; empty where there are more.
    private static Optional<String> first(Optional<String> text) {
        return text.map(all -> all.lines().map(QuestionWriter::bare).filter(line -> !line.isEmpty()).toList()).filter(lines -> lines.size() == 1).map(List::getFirst);
    }

    /// Without what models put around a line.
    private static String bare(String line) {
        String bare = line.strip().replaceFirst("^(?:[-•*]|\\d{1,2}[.)]) +", "");
        for (String mark : MARKS) {
            bare = bare.startsWith(mark) ? bare.substring(1) : bare;
            bare = bare.endsWith(mark) ? bare.substring(0, bare.length() - 1) : bare;
        }
        return bare.strip();
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
