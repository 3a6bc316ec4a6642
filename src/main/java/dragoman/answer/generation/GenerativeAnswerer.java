package dragoman.answer.generation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.data.message.ChatMessage;
import dragoman.answer.generation.StatementParser.Written;
import dragoman.article.SentenceSplitter;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lets a language model write an answer from passages, and lets through what the gate lets through, statement by statement, while the model
/// still writes. What does not pass is mended once: the model is told what was not carried. The first statement with a citation is the one that
/// answers (rule E9): where it does not pass, those after it wait until it is mended, and are not told in its place.
@ApplicationScoped
public class GenerativeAnswerer {

    /// What the model writes where the passages do not answer.
    static final String NOT_IN_PASSAGES = "NOT IN PASSAGES";
    private static final Pattern REFUSAL = Pattern.compile("(?is)^\\W*(?:I['’]?m (?:very )?sorry|sorry\\b|I (?:cannot|can['’]?t|am unable|won['’]?t|am not able)|unfortunately,? I|as an AI|I must decline|I apologi[sz]e).*");
    private static final int MOST_MENDED = 6;
    private static final Duration LEAST_TIME_TO_MEND = Duration.ofSeconds(2);
    private static final int CACHED_ANSWERS = 2_000;
    private static final Duration CACHED_FOR = Duration.ofHours(24);
    private static final int ENGLISH_JUDGED_FROM = 6;
    private static final double ENGLISH_FUNCTION_WORDS = 0.15;
    private static final int REMEMBERED_CHARACTERS = 4_000;

    private final MeteredModel model;
    private final ModelSettings settings;
    private final Prompts prompts;
    private final SentenceSplitter splitter;
    private final MeterRegistry meters;
    private final Steps steps;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, List<Told>> cache = Caffeine.newBuilder().maximumSize(CACHED_ANSWERS).expireAfterWrite(CACHED_FOR).build();

    GenerativeAnswerer(MeteredModel model, ModelSettings settings, Prompts prompts, SentenceSplitter splitter, MeterRegistry meters, Steps steps) {
        this.model = model;
        this.settings = settings;
        this.prompts = prompts;
        this.splitter = splitter;
        this.meters = meters;
        this.steps = steps;
    }

    /// What came of it.
    ///
    /// @param told     how many statements reached the reader
    /// @param withheld how many did not, although the model wrote them
    /// @param failure  why there is nothing, or not everything
    public record Writing(int told, int withheld, Optional<FallbackCause> failure) {
    }

    /// A statement that passed, with the ids of what it cited.
    private record Told(String text, List<String> passages) {
    }

    /// A statement that did not.
    private record Failed(String text, boolean cited, List<String> reasons) {
    }

    /// Whether a model is configured.
    public boolean isConfigured() {
        return model.isConfigured();
    }

    /// What the model's server calls it.
    ///
    /// @throws java.util.NoSuchElementException if none is configured
    public String modelName() {
        return model.name();
    }

    /// Tells one wording of all prompts from another.
    public String promptHash() {
        return prompts.hash();
    }

    /// Writes an answer. What the gate throws cancels the request to the model.
    ///
    /// @param account  pays for it
    /// @param passages what the model may cite, best first
    /// @param waiting  run again and again while the model is waited for; what it throws cancels the request as well
    public Writing write(TokenAccount account, String question, LocalDate today, List<GivenPassage> passages, StatementGate gate, Runnable waiting) {
        String key = key(account, question, today, passages);
        List<Told> cached = settings.cache() ? cache.getIfPresent(key) : null;
        if (cached != null) {
            meters.counter("dragoman.model.cache", "result", "hit").increment();
            return again(cached, passages, gate);
        }
        Run run = new Run(account, question, today, passages, gate, waiting);
        Writing writing = run.write();
        if (settings.cache() && writing.failure.isEmpty()) {
            cache.put(key, List.copyOf(run.told));
        }
        return writing;
    }

    private static Writing again(List<Told> cached, List<GivenPassage> passages, StatementGate gate) {
        Map<String, GivenPassage> byId = passages.stream().collect(Collectors.toMap(GivenPassage::id, passage -> passage, (first, _) -> first));
        int told = 0;
        for (Told statement : cached) {
            told += gate.tell(statement.text, statement.passages.stream().map(byId::get).toList()).isEmpty() ? 1 : 0;
        }
        return new Writing(told, cached.size() - told, told == 0 ? Optional.of(FallbackCause.NOT_SUPPORTED) : Optional.empty());
    }

    /// The same question of the same site on the same words, to the same model with the same prompts, on the same day.
    private String key(TokenAccount account, String question, LocalDate today, List<GivenPassage> passages) {
        return String.join("\u001f", account.site(), model.provider(), modelName(), prompts.hash(), today.toString(), question.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT),
                passages.stream().map(GivenPassage::id).collect(Collectors.joining("\u001e")));
    }

    /// One answer in the making.
    private final class Run {

        private final TokenAccount account;
        private final String question;
        private final LocalDate today;
        private final StatementGate gate;
        private final Runnable waiting;
        private final PassageKeys keys;
        private final List<Told> told = new ArrayList<>();
        private final List<Failed> failed = new ArrayList<>();
        /// What the model wrote after a statement that answers and was withheld.
        private final List<Written> held = new ArrayList<>();
        private final StringBuilder written = new StringBuilder();
        private final long deadline = System.nanoTime() + settings.totalLimit().toNanos();
        private boolean declined;
        private boolean anythingCited;

        Run(TokenAccount account, String question, LocalDate today, List<GivenPassage> passages, StatementGate gate, Runnable waiting) {
            this.waiting = waiting;
            this.account = account;
            this.question = question;
            this.today = today;
            this.gate = gate;
            this.keys = new PassageKeys(passages, random);
        }

        Writing write() {
            Optional<FallbackCause> failure = ask(Prompts.Name.ANSWER, Map.of());
            boolean mend = failure.isEmpty() && anythingCited && !failed.isEmpty() && remaining().compareTo(LEAST_TIME_TO_MEND) > 0;
            int withheld = failed.size() + held.size();
            if (mend) {
                List<Failed> toMend = failed.stream().limit(MOST_MENDED).toList();
                int before = told.size();
                ask(Prompts.Name.MEND, Map.of("sentences", PassageKeys.fenced("sentences", toMend.stream()
                        .map(one -> "- " + one.text + "\n  not carried: " + String.join("; ", one.reasons)).collect(Collectors.joining("\n")))));
                if (!told.isEmpty()) {
                    held.forEach(one -> judge(one, true));
                }
                withheld = Math.max(0, withheld - (told.size() - before));
            }
            if (failure.isEmpty() && told.isEmpty()) {
                failure = Optional.of(whyNothing());
            }
            return new Writing(told.size(), withheld, failure);
        }

        private Duration remaining() {
            return Duration.ofNanos(deadline - System.nanoTime());
        }

        private FallbackCause whyNothing() {
            String all = written.toString();
            if (declined) {
                return FallbackCause.DECLINED;
            }
            if (REFUSAL.matcher(all).matches()) {
                return FallbackCause.REFUSED;
            }
            if (!isEnglish(all)) {
                return FallbackCause.OTHER_LANGUAGE;
            }
            return anythingCited ? FallbackCause.NOT_SUPPORTED : FallbackCause.NOT_CITED;
        }

        private Optional<FallbackCause> ask(Prompts.Name prompt, Map<String, String> more) {
            List<ChatMessage> messages = steps.take("prompt", () -> {
                Map<String, String> values = new HashMap<>(more);
                values.put("today", PassageKeys.DAY.format(today));
                values.put("passages", keys.fenced());
                values.put("question", PassageKeys.fenced("question", question));
                return prompts.fill(prompt, values);
            });
            StatementParser parser = new StatementParser(keys.keys(), splitter);
            boolean mending = prompt == Prompts.Name.MEND;
            Optional<FallbackCause> failure;
            try {
                LanguageModel.Reply reply = model.ask(prompt, messages, account, settings.answerTokens(), remaining(), text -> {
                    if (written.length() < REMEMBERED_CHARACTERS) {
                        written.append(text);
                    }
                    parser.add(text).forEach(one -> judge(one, mending));
                }, waiting);
                parser.end(!reply.truncated()).forEach(one -> judge(one, mending));
                failure = reply.truncated() ? Optional.of(FallbackCause.ENDLESS) : Optional.empty();
            } catch (ModelFailure e) {
                parser.end(false).forEach(one -> judge(one, mending));
                Log.infof("the language model failed: %s", e.cause());
                failure = Optional.of(e.cause());
            }
            anythingCited |= parser.anythingCited();
            return failure;
        }

        private void judge(Written one, boolean mending) {
            if (one.text().replaceAll("[^\\p{L} ]", "").strip().equalsIgnoreCase(NOT_IN_PASSAGES)) {
                declined = true;
                return;
            }
            if (told.stream().anyMatch(before -> before.text.equals(one.text()))) {
                return;
            }
            boolean answerIsWithheld = told.isEmpty() && failed.stream().anyMatch(before -> before.cited);
            if (answerIsWithheld && !mending) {
                held.add(one);
                return;
            }
            List<String> reasons = one.keys().isEmpty() ? List.of("it cites no passage") : steps.take("check", () -> gate.tell(one.text(), keys.passages(one.keys())));
            if (reasons.isEmpty()) {
                told.add(new Told(one.text(), keys.passages(one.keys()).stream().map(GivenPassage::id).toList()));
            } else {
                Log.debugf("not carried: %s %s", one.text(), reasons);
                if (!mending) {
                    failed.add(new Failed(one.text(), !one.keys().isEmpty(), reasons));
                }
            }
        }
    }

    static boolean isEnglish(String text) {
        List<Word> words = Words.of(text);
        return words.size() < ENGLISH_JUDGED_FROM ? text.codePoints().filter(Character::isLetter).allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                : words.stream().filter(Word::isFunctionWord).count() >= ENGLISH_FUNCTION_WORDS * words.size();
    }
}
