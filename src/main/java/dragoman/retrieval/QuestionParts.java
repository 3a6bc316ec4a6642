package dragoman.retrieval;

import dragoman.article.SentenceSplitter;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Takes a message apart into the questions that it asks, without what people put around them: greetings, thanks, "could you please tell me".
///
/// Where a sentence of a message ends in a question mark, the sentences that do not are no questions. Two questions may be joined in one sentence:
/// "When did they meet and who was there?"
@Singleton
public class QuestionParts {

    /// More questions than these are not answered at once.
    public static final int MOST = 3;
    private static final Set<String> QUESTION_WORDS = Set.of("who", "whom", "whose", "what", "when", "where", "why", "which", "how");
    /// What stands around a question and is no part of it.
    private static final Set<String> COURTESIES = Set.of("hi", "hello", "hey", "there", "good", "morning", "afternoon", "evening", "day", "dear", "dragoman", "team", "all",
            "please", "pls", "kindly", "thanks", "thank", "you", "many", "cheers", "sorry", "excuse", "quick", "question", "fyi", "btw", "just", "could", "can", "would",
            "will", "tell", "me", "us", "let", "know", "i", "we", "like", "to", "want", "wanted", "ask", "was", "wondering", "wonder", "do", "ok", "okay", "a", "lot", "so",
            "much", "very", "in", "advance", "if", "is", "it", "possible", "say", "my");
    private static final Set<String> OPENERS = Set.of("and", "also");

    private final SentenceSplitter splitter;
    private final QuestionAnalyzer analyzer;

    QuestionParts(SentenceSplitter splitter, QuestionAnalyzer analyzer) {
        this.splitter = splitter;
        this.analyzer = analyzer;
    }

    /// The questions in order, at least one; the message itself where nothing in it looks like a question.
    public List<String> of(String message) {
        String plain = QuestionAnalyzer.plain(message);
        List<String> sentences = splitter.split(plain).stream().map(span -> span.in(plain).strip()).toList();
        List<String> asking = sentences.stream().filter(sentence -> sentence.endsWith("?")).toList();
        List<String> questions = asking.isEmpty() ? List.of(plain) : asking;
        Set<String> parts = new LinkedHashSet<>();
        questions.stream().flatMap(question -> joined(question).stream()).map(QuestionParts::bare).filter(Predicate.not(String::isBlank)).limit(MOST).forEach(parts::add);
        return parts.isEmpty() ? List.of(plain) : List.copyOf(parts);
    }

    /// Both questions of "When … and who …?"; the sentence itself where one of them would not be understood.
    private List<String> joined(String sentence) {
        List<Word> words = Words.of(sentence);
        for (int i = 2; i < words.size() - 1; i++) {
            boolean both = words.get(i - 1).lower().equals("and") && QUESTION_WORDS.contains(words.get(i).lower())
                    && words.subList(0, i - 1).stream().anyMatch(word -> QUESTION_WORDS.contains(word.lower()));
            if (both) {
                String first = trimmed(sentence.substring(0, words.get(i - 1).span().start()));
                String second = sentence.substring(words.get(i).span().start());
                return saysSomething(first) && saysSomething(second) ? List.of(first + "?", second) : List.of(sentence);
            }
        }
        return List.of(sentence);
    }

    private static String trimmed(String text) {
        String bare = text.strip();
        return bare.endsWith(",") || bare.endsWith(";") ? bare.substring(0, bare.length() - 1).strip() : bare;
    }

    private boolean saysSomething(String question) {
        List<Word> content = Words.of(question).stream().filter(word -> !word.isFunctionWord() && !QUESTION_WORDS.contains(word.lower())).toList();
        return content.size() >= 2 || !content.isEmpty() && !analyzer.namesIn(question).isEmpty();
    }

    /// Without the courtesies before and behind.
    private static String bare(String sentence) {
        List<Word> words = new ArrayList<>(Words.of(sentence));
        int start = 0;
        int end = sentence.length();
        int asks = 0;
        while (asks < words.size() && !QUESTION_WORDS.contains(words.get(asks).lower())) {
            asks++;
        }
        List<Word> before = words.subList(0, asks);
        if (asks < words.size() && before.stream().allMatch(word -> COURTESIES.contains(word.lower()) || OPENERS.contains(word.lower()))) {
            start = words.get(asks).span().start();
        } else {
            int greeted = 0;
            while (greeted < words.size() && isSetOff(sentence, words, greeted)) {
                greeted++;
            }
            start = greeted > 0 && greeted < words.size() ? words.get(greeted).span().start() : 0;
        }
        int last = words.size() - 1;
        while (last > 0 && isPlea(words.get(last)) && words.get(last).span().start() > start) {
            last--;
        }
        if (last >= 0 && last < words.size() - 1) {
            end = words.get(last).span().end();
        }
        String bare = trimmed(sentence.substring(start, end));
        return end < sentence.length() && sentence.endsWith("?") ? bare + "?" : bare;
    }

    /// Whether the words up to this one are courtesies with a comma or the like behind them.
    private static boolean isSetOff(String sentence, List<Word> words, int at) {
        for (int i = at; i < words.size() && COURTESIES.contains(words.get(i).lower()); i++) {
            String behind = sentence.substring(words.get(i).span().end()).strip();
            if (behind.startsWith(",") || behind.startsWith(":") || behind.startsWith("!") || behind.startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlea(Word word) {
        return Set.of("please", "pls", "thanks", "thank", "you", "cheers", "lot", "a", "many", "much", "so", "very").contains(word.lower());
    }
}
