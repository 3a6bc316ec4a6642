package dragoman.answer;

import dragoman.article.ArticleVersion;
import dragoman.article.Budget;
import dragoman.article.DateExpression;
import dragoman.article.Paragraphs;
import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.evidence.Speakers;
import dragoman.retrieval.AnalyzedQuestion.Term;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// An article version as the answerer reads it: sentence by sentence, with what each is about.
///
/// @param version   the version read
/// @param sentences in order
/// @param titleStems the stems of the headline's words
/// @param titleNames the names in the headline
record ReadArticle(ArticleVersion version, List<Sentence> sentences, Set<String> titleStems, List<Name> titleNames) {

    /// One sentence.
    ///
    /// @param index     counts from 0
    /// @param span      where it stands
    /// @param paragraph counts from 0
    /// @param text      its words
    /// @param words     its words, taken apart
    /// @param stems     the stems of its words, and of the parts of hyphenated ones
    /// @param names     the names in it
    /// @param dates     the dates in it
    /// @param speakers  the canonical names of those whose words or views it reports
    /// @param forMachines whether it speaks to machines, or goes on with what does: "It did not come from the organisers."
    record Sentence(int index, Span span, int paragraph, String text, List<Word> words, Set<String> stems, List<Name> names,
            List<DateExpression> dates, Set<String> speakers, boolean forMachines) {

        boolean announcesList() {
            return text.endsWith(":");
        }

        boolean isListItem() {
            return text.matches("(?s)(?:[-–•*·]|\\(?\\d{1,2}[.)]|\\(?[a-z]\\))\\s.*");
        }

        boolean isQuestion() {
            return text.endsWith("?");
        }
    }

    /// No sentence that a reader could take in is longer; what is, such as a table without line ends, is neither analysed nor quoted.
    private static final int LONGEST_SENTENCE = 2_000;

    static ReadArticle of(ArticleVersion version, SentenceSplitter splitter, Names names) {
        String text = version.article().text();
        List<Span> paragraphs = Paragraphs.of(text);
        List<Sentence> sentences = new ArrayList<>();
        List<Span> spans = splitter.split(text).stream().filter(span -> span.length() <= LONGEST_SENTENCE).toList();
        Set<String> known = namesWithinSentences(text, spans);
        Set<String> people = fullNames(text, spans, known, names);
        Speakers speakers = new Speakers();
        int paragraph = 0;
        boolean beforeToMachines = false;
        for (Span span : spans) {
            while (paragraph + 1 < paragraphs.size() && span.start() >= paragraphs.get(paragraph).end()) {
                paragraph++;
            }
            String words = span.in(text);
            Budget.take(words.length());
            List<Name> found = resolve(names.in(words, known), people);
            boolean toMachines = MachineDirected.isIn(words);
            boolean goesOn = beforeToMachines && sentences.getLast().paragraph() == paragraph;
            beforeToMachines = toMachines;
            sentences.add(new Sentence(sentences.size(), span, paragraph, words, Words.of(words), stems(words), found,
                    DateExpression.in(words, version.article().published()), speakers.of(words, found), toMachines || goesOn));
        }
        String title = version.article().title();
        return new ReadArticle(version, List.copyOf(sentences), stems(title), names.in(title));
    }

    /// Whether the article has this name, in its headline or in a sentence.
    ///
    /// @param name canonical
    boolean isNamed(String name) {
        return titleNames.stream().anyMatch(other -> Names.same(name, other.canonical())) || sentences.stream().anyMatch(sentence -> SentenceMatch.mentions(sentence, name));
    }

    /// Whether the article has a word for this, in its headline or in a sentence.
    boolean speaksOf(Term term) {
        return Stream.concat(term.related().stream(), term.like().stream())
                .anyMatch(stem -> titleStems.contains(stem) || sentences.stream().anyMatch(sentence -> sentence.stems().contains(stem)));
    }

    /// Words that are capitalised although no sentence begins with them, and never written small.
    private static Set<String> namesWithinSentences(String text, List<Span> sentences) {
        Set<String> capitalised = new HashSet<>();
        Set<String> small = new HashSet<>();
        for (Span span : sentences) {
            Words.of(span.in(text)).stream().skip(1).forEach(word -> (word.isCapitalised() ? capitalised : small).add(word.text()));
        }
        capitalised.removeIf(word -> small.contains(word.toLowerCase(Locale.ROOT)));
        return capitalised;
    }

    /// The names of several words that the article gives, such as "Keir Starmer".
    private static Set<String> fullNames(String text, List<Span> sentences, Set<String> known, Names names) {
        Set<String> full = new HashSet<>();
        for (Span span : sentences) {
            names.in(span.in(text), known).stream().filter(name -> !name.listed() && name.canonical().contains(" "))
                    .forEach(name -> full.add(name.canonical()));
        }
        return full;
    }

    /// "Keir" and "Starmer" are Keir Starmer, where the article knows one person of that name.
    private static List<Name> resolve(List<Name> found, Set<String> people) {
        return found.stream().map(name -> {
            Budget.take(people.size());
            List<String> meant = name.listed() || name.canonical().contains(" ") ? List.of()
                    : people.stream().filter(person -> Names.same(name.canonical(), person)).toList();
            return meant.size() == 1 ? new Name(meant.getFirst(), name.span(), name.standIn(), false) : name;
        }).toList();
    }

    private static Set<String> stems(String text) {
        Set<String> stems = new HashSet<>();
        for (Word word : Words.of(text)) {
            stems.add(word.stem());
            if (word.text().contains("-")) {
                for (String part : word.text().split("-")) {
                    stems.add(Words.stem(part));
                }
            }
        }
        return stems;
    }
}
