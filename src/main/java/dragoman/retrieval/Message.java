package dragoman.retrieval;

import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What a reader writes, taken apart by its form: the questions in it, without greetings, thanks and polite openings.
///
/// A sentence that asks nothing is kept with the question next to it where it names somebody or something, and left out where it does not.
/// "When
/// did they meet and who came?" is two questions.
///
/// @param text      as written
/// @param questions in order; none where there is nothing but greetings and thanks
public record Message(String text, List<String> questions) {

    private static final SentenceSplitter SENTENCES = new SentenceSplitter();
    private static final Names NAMES = new Names();

    private static final Set<String> QUESTION_WORDS = words("who whom whose what when where why how which");
    private static final Set<String> AUXILIARIES = words("did does do has have had will would can could should is was are were may "
            + "might must");
    private static final Set<String> REQUESTS = words("tell explain summarise summarize list give name describe compare show outline");
    private static final Set<String> LINKS = words("and or but so then also ok okay well now");

    /// Formulas consist of these words, and hold one of those that begin or end a letter or a talk.
    private static final Set<String> FORMULA = words("hi hello hey hiya greetings good morning afternoon evening day dear all there "
            + "everyone everybody team folks sir madam dragoman bot "
            + "thanks thank thx ty you so very much many a lot in advance for your the help answer info again cheers please pls plz "
            + "kind best regards sorry excuse pardon me to bother "
            + "quick one question questions my have i just small another here is fyi btw by way curious out of curiosity asking friend "
            + "great perfect nice wonderful bye goodbye "
            + "ok okay that helps helped useful had know no yes right it well cool welcome");
    private static final Set<String> FORMULAIC = words("hi hello hey hiya greetings morning afternoon evening dear thanks thank thx ty "
            + "cheers please pls plz regards sorry excuse pardon "
            + "quick question questions fyi btw curious curiosity asking bye goodbye great perfect nice wonderful cool");
    private static final Set<String> FORMULAIC_AT_THE_END = words("thanks thank thx please pls plz cheers");

    /// "Could you please tell me when …", "I was wondering why …".
    private static final Set<String> LEADING_UP = words("could can would will may might you please kindly tell me us i am m was were "
            + "wondering wonder wanted want d like love to know do does "
            + "ask let have just also a question about quick any anyone idea help understand explain say curious there is find out be "
            + "able it possible need interested hear learn");
    private static final Set<String> LEADING = words("tell know wondering wonder ask explain say understand curious find hear learn "
            + "idea question");
    private static final Set<String> ADDRESSING = words("could can would will may might please kindly i");
    private static final Set<String> WHETHER = words("if whether");

    /// Words that questions about this program are made of, beside those that hold sentences together.
    private static final Set<String> ABOUT_US = words("help dragoman bot chatbot ai work works use ask asked know knows answer answers "
            + "question questions cover topics topic kind sort things "
            + "start commands examples example hello hi thanks ok okay today see read");
    private static final Set<String> US = words("you your yourself help dragoman bot chatbot");
    private static final Set<String> ASKED_HERE = words("ask use start");

    /// So many questions of a message are answered, each by itself.
    private static final int MOST = 4;
    /// A second question has at least so many words.
    private static final int QUESTION_LENGTH = 3;
    private static final int BEFORE_THE_VERB = 4;
    private static final String BOUNDARIES = ",:;!.?–—-…";

    public Message {
        questions = List.copyOf(questions);
    }

    /// Takes any text apart.
    public static Message of(String written) {
        String text = QuestionAnalyzer.plain(written);
        List<String> sentences = sentences(text).stream().map(Message::withoutFormulas).filter(sentence -> !sentence.isEmpty())
                .map(Message::withoutLead).toList();
        if (sentences.stream().noneMatch(Message::asks)) {
            return new Message(text, sentences.isEmpty() ? List.of() : List.of(String.join(" ", sentences)));
        }
        List<String> questions = new ArrayList<>();
        String context = "";
        for (String sentence : sentences) {
            if (asks(sentence)) {
                List<String> parts = parts(sentence);
                questions.add(context + parts.getFirst());
                questions.addAll(parts.subList(1, parts.size()));
                context = "";
            } else if (!NAMES.in(sentence).isEmpty()) {
                context += sentence + " ";
            }
        }
        if (!context.isEmpty()) {
            questions.add(questions.removeLast() + " " + context.strip());
        }
        return new Message(text, bounded(questions));
    }

    /// What is asked beyond the most that are answered by themselves is read as one with the last of them, so that one message cannot ask for the
    /// work of hundreds.
    private static List<String> bounded(List<String> questions) {
        if (questions.size() <= MOST) {
            return questions;
        }
        List<String> bounded = new ArrayList<>(questions.subList(0, MOST - 1));
        bounded.add(String.join(" ", questions.subList(MOST - 1, questions.size())));
        return bounded;
    }

    /// The questions as one text, which is taken apart into the same again.
    public String joined() {
        return String.join(" ", questions);
    }

    /// Whether it is a greeting, thanks or a question about this program, such as "What can you do?"
    public boolean isSmallTalk() {
        return questions.stream().allMatch(Message::isAboutUs);
    }

    /// Whether it begins as a request does: "explain the treaty".
    public static boolean isRequest(String sentence) {
        return Words.of(sentence).stream().findFirst().filter(word -> REQUESTS.contains(word.lower())).isPresent();
    }

    private static boolean isAboutUs(String question) {
        List<Word> words = Words.of(question);
        return words.stream().allMatch(word -> word.isFunctionWord() || ABOUT_US.contains(word.lower()))
                && words.stream().anyMatch(word -> US.contains(word.lower()) || ASKED_HERE.contains(word.lower()) && words.stream()
                .anyMatch(other -> other.lower().equals("i")));
    }

    /// At ends of sentences, and behind question and exclamation marks that no quotation holds.
    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (Span span : SENTENCES.split(text)) {
            String sentence = span.in(text);
            int start = 0;
            int quotes = 0;
            boolean straight = false;
            for (int i = 0; i < sentence.length(); i++) {
                char c = sentence.charAt(i);
                quotes += c == '“' ? 1 : c == '”' ? -1 : 0;
                straight ^= c == '"';
                if ((c == '?' || c == '!') && quotes <= 0 && !straight && i + 1 < sentence.length() && sentence.charAt(i + 1) == ' ') {
                    sentences.add(sentence.substring(start, i + 1).strip());
                    start = i + 1;
                }
            }
            sentences.add(sentence.substring(start).strip());
        }
        return sentences.stream().filter(sentence -> !Words.of(sentence).isEmpty()).toList();
    }

    private static String withoutFormulas(String sentence) {
        List<Word> words = Words.of(sentence);
        int from = 0;
        for (int i = 1; i <= words.size() && FORMULA.contains(words.get(i - 1).lower()); i++) {
            boolean ends = i == words.size() || isBoundary(sentence, words.get(i - 1).span().end(), words.get(i).span().start())
                    || beginsQuestion(words, i);
            if (ends && words.subList(0, i).stream().anyMatch(word -> FORMULAIC.contains(word.lower()))) {
                from = i;
            }
        }
        int to = words.size();
        for (int i = words.size() - 1; i > from && FORMULA.contains(words.get(i).lower()); i--) {
            boolean begins = FORMULAIC_AT_THE_END.contains(words.get(i).lower());
            if (begins || isBoundary(sentence, words.get(i - 1).span().end(), words.get(i).span().start())
                    && words.subList(i, words.size()).stream().anyMatch(word -> FORMULAIC.contains(word.lower()))) {
                to = i;
            }
        }
        if (from == words.size()) {
            return "";
        }
        String kept = sentence.substring(from == 0 ? 0 : words.get(from).span().start(), to == words.size() ? sentence.length()
                : words.get(to - 1).span().end());
        boolean marked = to == words.size() || !sentence.endsWith("?");
        return from == 0 ? marked ? kept : kept + "?" : begun(marked ? kept : kept + "?");
    }

    private static boolean beginsQuestion(List<Word> words, int at) {
        String word = words.get(at).lower();
        return QUESTION_WORDS.contains(word) || AUXILIARIES.contains(word) || REQUESTS.contains(word);
    }

    private static boolean isBoundary(String sentence, int from, int to) {
        return sentence.substring(from, to).chars().anyMatch(c -> BOUNDARIES.indexOf(c) >= 0);
    }

    /// From the question word on, or from the request on: "explain the treaty".
    private static String withoutLead(String sentence) {
        List<Word> words = Words.of(sentence);
        for (int i = 1; i < words.size(); i++) {
            List<Word> lead = words.subList(0, i);
            if (!lead.stream().allMatch(word -> LEADING_UP.contains(word.lower()))) {
                break;
            }
            boolean leads = lead.stream().anyMatch(word -> LEADING.contains(word.lower()));
            String next = words.get(i).lower();
            if (leads && QUESTION_WORDS.contains(next)) {
                return begun(asked(sentence.substring(words.get(i).span().start())));
            }
            if (leads && WHETHER.contains(next) && i + 1 < words.size()) {
                return begun(asked(sentence.substring(words.get(i + 1).span().start())));
            }
            boolean questionFollows = words.subList(i, words.size()).stream().dropWhile(word -> LEADING_UP.contains(word.lower()))
                    .findFirst()
                    .filter(word -> QUESTION_WORDS.contains(word.lower()) || WHETHER.contains(word.lower())).isPresent();
            if (!questionFollows && REQUESTS.contains(next) && ADDRESSING.contains(words.getFirst().lower())) {
                return begun(sentence.substring(words.get(i).span().start()));
            }
        }
        return sentence;
    }

    private static String asked(String question) {
        return question.endsWith("?") ? question : (question.endsWith(".") || question.endsWith("!")
                ? question.substring(0, question.length() - 1) : question) + "?";
    }

    private static String begun(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static boolean asks(String sentence) {
        List<Word> words = Words.of(sentence).stream().dropWhile(word -> LINKS.contains(word.lower())).toList();
        return sentence.endsWith("?") || !words.isEmpty() && (QUESTION_WORDS.contains(words.getFirst().lower())
                || AUXILIARIES.contains(words.getFirst().lower())
                || REQUESTS.contains(words.getFirst().lower()));
    }

    /// "When did they meet and who came?": at an "and" with a whole question behind it and one before it.
    private static List<String> parts(String sentence) {
        List<Word> words = Words.of(sentence);
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = QUESTION_LENGTH; i + QUESTION_LENGTH < words.size() + 1; i++) {
            if (words.get(i).lower().equals("and") && asks(sentence.substring(words.getFirst().span().start(), words.get(i).span().start())
                    .strip())
                    && isQuestion(words.subList(i + 1, words.size())) && !isQuoted(sentence, words.get(i).span().start())) {
                String before = sentence.substring(from, words.get(i).span().start()).strip();
                String asked = before.endsWith(",") ? before.substring(0, before.length() - 1) : before;
                if (Words.of(asked).size() >= QUESTION_LENGTH) {
                    parts.add(begun(asked(asked)));
                    from = words.get(i + 1).span().start();
                }
            }
        }
        if (parts.isEmpty()) {
            return List.of(sentence);
        }
        parts.add(begun(asked(sentence.substring(from))));
        return parts;
    }

    /// With the verb where a question has it: not "how China would respond".
    private static boolean isQuestion(List<Word> words) {
        if (words.size() < QUESTION_LENGTH - 1 || !QUESTION_WORDS.contains(words.getFirst().lower())) {
            return false;
        }
        boolean subject = Set.of("who", "which", "what").contains(words.getFirst().lower());
        List<Word> next = words.subList(1, Math.min(words.size(), BEFORE_THE_VERB));
        return subject && words.size() >= 2 && !next.getFirst().isFunctionWord() && !next.getFirst().isCapitalised()
                || next.stream().takeWhile(word -> !word.isCapitalised() && !Set.of("he", "she", "it", "they", "we", "the", "this", "that")
                .contains(word.lower()))
                        .anyMatch(word -> AUXILIARIES.contains(word.lower()));
    }

    private static boolean isQuoted(String sentence, int at) {
        String before = sentence.substring(0, at);
        return before.lastIndexOf('“') > before.lastIndexOf('”') || before.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private static Set<String> words(String words) {
        return Set.copyOf(Stream.of(words.split(" ")).toList());
    }
}
