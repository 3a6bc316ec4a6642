package dragoman.answer;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// What an answer lacks, or why there is none (rule E7), in a form that can be told in any language.
///
/// @param kind   what it is
/// @param values what its words are about, by name: `name` of a person, country or body, `date` (ISO), `language` (a language tag), `cause`
///               (a {@link dragoman.answer.generation.FallbackCause}), `count` of articles, `question` that is not answered where several
/// were asked
public record Lack(Kind kind, Map<String, String> values) {


    private static final ResourceBundle ASK_IN_ENGLISH = ResourceBundle.getBundle("dragoman.answer.ask-in-english", Locale.ROOT);

    /// What may be lacking. The names are part of the interface: they are added to, never renamed.
    public enum Kind {
        NO_ARTICLES("There are no articles yet."),
        NO_ARTICLES_UNTIL("There are no articles up to {date}."),
        NO_ARTICLES_UNTIL_TODAY("There are no articles up to today."),
        NOTHING_ASKED("This asks about nothing in particular. Name the event, person or country you want to know about."),
        HELP("This is a desk for questions on current diplomacy. It answers in the words of {count} articles, the newest of {date}. Ask who met, what was agreed, pledged or said."),
        OTHER_LANGUAGE("This looks like {language}. The articles are searched in English only; ask in English."),
        UNKNOWN_NAME("No article found for this question mentions {name}."),
        OTHER_FIELD("This is not a question for this desk. It answers from articles on diplomacy: ask who met, what was agreed, pledged or said."),
        NOT_REPORTED("No article found for this question reports on it."),
        ONLY_OLDER("There is only older reporting on this, up to {date}."),
        NOT_WHEN("The articles speak of this, but do not say when."),
        NOT_WHERE("The articles speak of this, but do not say where."),
        NOT_HOW_MUCH("The articles speak of this, but do not give the figure."),
        NOT_WHO("The articles speak of this, but do not say who."),
        NOT_WHY("The articles speak of this, but do not say why."),
        NOT_SAID("The articles speak of this, but do not report what {name} said about it."),
        NOT_TOLD("The articles found for this question do not say."),
        LIST("The article announces a list here, but its text as received does not hold the list."),
        WITHHELD("A statement was withheld because it could not be checked against its article."),
        EMBARGOED("Questions on this topic are not answered at the moment."),
        SUPPRESSED("The editors have withdrawn the answer to this question."),
        UNFINISHED("{cause} before the answer was complete.");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public Lack {
        values = Map.copyOf(values);
    }

    static Lack of(Kind kind) {
        return new Lack(kind, Map.of());
    }

    static Lack of(Kind kind, String value, Object content) {
        return new Lack(kind, Map.of(value, content.toString()));
    }

    /// The same of one of several questions.
    Lack about(String question) {
        Map<String, String> more = new HashMap<>(values);
        more.put("question", question);
        return new Lack(kind, more);
    }

    /// In English; to those who asked in another language also in theirs, where the chat speaks it.
    public String words() {
        String words = values.containsKey("question") ? "“{question}” " + kind.words : kind.words;
        for (Map.Entry<String, String> value : values.entrySet()) {
            words = words.replace("{" + value.getKey() + "}", switch (value.getKey()) {
                case "language" -> Locale.forLanguageTag(value.getValue()).getDisplayLanguage(Locale.ENGLISH);
                case "date" -> Editing.day(LocalDate.parse(value.getValue()));
                case "cause" -> dragoman.answer.generation.FallbackCause.valueOf(value.getValue()).words();
                default -> value.getValue();
            });
        }
        String asked = Locale.forLanguageTag(values.getOrDefault("language", "")).getLanguage();
        return kind == Kind.OTHER_LANGUAGE && ASK_IN_ENGLISH.containsKey(asked) ? words + " " + ASK_IN_ENGLISH.getString(asked) : words;
    }

    /// Whether words in a language of the interface tell it to whoever asked. One who asked in another language is to be told in that as
    /// well.
    ///
    /// @param language its tag
    public boolean isToldIn(String language) {
        return kind != Kind.OTHER_LANGUAGE || values.getOrDefault("language", "").equals(language) || language.equals("en")
                && !ASK_IN_ENGLISH.containsKey(values.getOrDefault("language", ""));
    }
}
