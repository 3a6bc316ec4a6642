package dragoman.answer;

import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What a question is about, in its own words.
///
/// @param thing    what "it" stands for, with its article, e.g. `the Sudan conference in London`
/// @param place    where or on which occasion, with its preposition, e.g. `at the Sudan conference in London` or `in Islamabad`
/// @param bare     whether the thing says nothing by itself, as "the treaty" does
public record Topic(Optional<String> thing, Optional<String> place, boolean bare) {

    /// What people meet at, agree on and fight about.
    private static final Set<String> MATTERS = Set.of(("summit conference talks meeting agreement treaty accord deal ceasefire truce resolution declaration package sanctions loan "
            + "plan proposal opinion force exchange negotiations war conflict dispute vote statement deadline withdrawal tariffs duties cap law election crisis programme "
            + "mission route board fund court protocol forum visit attack blockade embargo strike").split(" "));
    /// Where people come together.
    private static final Set<String> OCCASIONS = Set.of("summit", "conference", "talks", "meeting", "negotiations", "forum");
    private static final Set<String> PLACING = Set.of("at", "in", "after", "during");
    private static final Set<String> PREPOSITIONS = Set.of("at", "in", "on", "for", "to", "between", "about", "of", "with", "after", "during", "under", "against", "from", "over", "among");
    /// Of names: "Sharm el-Sheikh".
    private static final Set<String> PARTICLES = Set.of("el", "al", "bin", "de", "del", "du", "la", "van", "von");
    private static final Set<String> DETERMINERS = Set.of("the", "a", "an", "its", "their", "this", "that");
    /// Small words that may stand within the name of a matter.
    private static final Set<String> ATTRIBUTES = Set.of("joint", "peace", "trade", "first", "second", "third", "fourth", "last", "next", "new", "latest", "price", "nuclear", "draft", "prisoner",
            "security", "advisory", "reassurance", "stabilisation", "direct", "free", "moving", "planned", "proposed", "international");
    private static final int ATTRIBUTES_AT_MOST = 5;

    /// What a question or a headline is about.
    public static Topic of(String question) {
        String text = question.strip().replaceAll("[?.! ]+$", "");
        List<Word> words = Words.of(text);
        List<Name> names = new Names().in(text);
        Optional<Phrase> phrase = IntStream.range(0, words.size()).filter(i -> MATTERS.contains(singular(words.get(i).lower())) && !isInName(words.get(i), names))
                .mapToObj(i -> phrase(text, words, names, i)).max(Comparator.comparing(Phrase::names).thenComparing(one -> OCCASIONS.contains(one.head)));
        Optional<String> tail = tail(text, words, names);
        if (phrase.isEmpty()) {
            return new Topic(Optional.empty(), tail.or(() -> about(text, names)), true);
        }
        Phrase one = phrase.get();
        if (one.names > 0) {
            String thing = definite(one.text);
            return new Topic(Optional.of(thing), place(one, thing), false);
        }
        Optional<String> more = between(text, names).or(() -> about(text, names).filter(_ -> !OCCASIONS.contains(one.head)).map(of -> of.replaceFirst("^about ", "on ")));
        String thing = definite(one.text) + more.map(" "::concat).orElse("");
        return new Topic(Optional.of(thing), place(one, thing).or(() -> tail), more.isEmpty());
    }

    /// Whether it is something that people came together for.
    public boolean isOccasion() {
        return thing.isPresent() && Words.of(thing.get()).stream().anyMatch(word -> OCCASIONS.contains(word.lower()));
    }

    /// "Did Canada recognise Palestine": about Palestine.
    private static Optional<String> about(String text, List<Name> names) {
        return names.size() < 2 ? Optional.empty() : Optional.of("about " + names.getLast().span().in(text));
    }

    private static Optional<String> place(Phrase phrase, String thing) {
        return PLACING.contains(phrase.before) ? Optional.of(phrase.before + " " + thing) : OCCASIONS.contains(phrase.head) ? Optional.of("at " + thing) : Optional.empty();
    }

    /// @param before the preposition before it, or nothing
    /// @param head   the word for what it is
    /// @param names  how many names and figures it holds
    private record Phrase(String text, String before, String head, long names) {
    }

    private static Phrase phrase(String text, List<Word> words, List<Name> names, int head) {
        int first = head;
        while (first > 0 && head - first < ATTRIBUTES_AT_MOST && joins(text, words, first) && isAttribute(words.get(first - 1), names)) {
            first--;
        }
        boolean determined = first > 0 && DETERMINERS.contains(words.get(first - 1).lower()) && joins(text, words, first);
        if (determined) {
            first--;
        }
        int last = head;
        for (int i = head + 1; i < words.size() && joins(text, words, i); i++) {
            Word word = words.get(i);
            boolean preposition = PREPOSITIONS.contains(word.lower());
            if (preposition && i + 1 < words.size() && reachesName(words, names, i + 1)) {
                continue;
            }
            boolean described = isAdjective(words.get(i - 1), text, names) && !word.isFunctionWord() && (word.lower().endsWith("s") || i + 1 == words.size() || PREPOSITIONS.contains(words.get(i + 1).lower()));
            if (preposition || !isPartOfPhrase(word, names) && !described) {
                break;
            }
            last = i;
        }
        String before = first > 0 && PREPOSITIONS.contains(words.get(first - 1).lower()) ? words.get(first - 1).lower() : "";
        int start = words.get(first).span().start();
        int end = words.get(last).span().end();
        long proper = names.stream().filter(name -> name.span().start() >= start && name.span().end() <= end).count();
        long named = proper == 0 ? 0 : proper + words.subList(first, last + 1).stream().filter(Word::isNumber).count();
        String written = text.substring(start, end);
        boolean opening = start == 0 && !isInName(words.get(first), names) && !words.get(first).isAcronym();
        return new Phrase(opening ? written.substring(0, 1).toLowerCase(Locale.ROOT) + written.substring(1) : written, before, singular(words.get(head).lower()), named);
    }

    /// Behind a preposition: something with a name or figure before the next one.
    private static boolean reachesName(List<Word> words, List<Name> names, int from) {
        for (int i = from; i < Math.min(words.size(), from + 4); i++) {
            if (words.get(i).isNumber() || isInName(words.get(i), names) || words.get(i).isCapitalised()) {
                return true;
            }
            if (PREPOSITIONS.contains(words.get(i).lower())) {
                return false;
            }
        }
        return false;
    }

    private static boolean isPartOfPhrase(Word word, List<Name> names) {
        return isInName(word, names) || PARTICLES.contains(word.lower()) || word.isCapitalised() || word.isNumber() || DETERMINERS.contains(word.lower()) || word.lower().equals("and")
                || MATTERS.contains(singular(word.lower())) || Set.of("billion", "million", "euros", "dollars", "pounds", "sanctions", "aid").contains(word.lower());
    }

    private static boolean isAttribute(Word word, List<Name> names) {
        return isInName(word, names) || word.isNumber() || word.isCapitalised() && !word.isFunctionWord() || ATTRIBUTES.contains(word.lower()) || word.text().contains("-");
    }

    /// Whether nothing but a blank or a hyphen stands before the word.
    private static boolean joins(String text, List<Word> words, int i) {
        String between = text.substring(words.get(i - 1).span().end(), words.get(i).span().start());
        return between.isBlank() || between.equals("-") || between.equals("’s ") || between.equals("'s ");
    }

    /// The end of the question, from the first preposition that leads to a name.
    private static Optional<String> tail(String text, List<Word> words, List<Name> names) {
        for (int i = 1; i < words.size(); i++) {
            int from = words.get(i).span().start();
            if (PREPOSITIONS.contains(words.get(i).lower()) && reachesName(words, names, i + 1) && names.stream().anyMatch(name -> name.span().start() > from)
                    && words.subList(i + 1, words.size()).stream().allMatch(word -> isPartOfPhrase(word, names) || PREPOSITIONS.contains(word.lower()) || isNounOfGood(word, words))) {
                return Optional.of(text.substring(words.get(i).span().start()));
            }
        }
        return Optional.empty();
    }

    /// "on Chinese goods": a plain word right behind a name.
    private static boolean isNounOfGood(Word word, List<Word> words) {
        int at = words.indexOf(word);
        return at > 0 && words.get(at - 1).isCapitalised() && word.lower().endsWith("s");
    }

    /// "Where did Pakistan and Afghanistan agree …": between Pakistan and Afghanistan.
    private static Optional<String> between(String text, List<Name> names) {
        for (int i = 0; i + 1 < names.size(); i++) {
            Name one = names.get(i);
            Name other = names.get(i + 1);
            if (text.substring(one.span().end(), other.span().start()).equals(" and ")) {
                return Optional.of("between " + text.substring(one.span().start(), other.span().end()));
            }
        }
        return Optional.empty();
    }

    private static String definite(String phrase) {
        if (phrase.matches("(?i)(?:the|an?|its|their|this|that) .*")) {
            return "the " + phrase.substring(phrase.indexOf(' ') + 1);
        }
        return phrase.matches(".*?\\p{L}[’']s? .*") ? phrase : "the " + phrase;
    }

    private static String singular(String word) {
        return Set.of("talks", "sanctions", "negotiations", "tariffs", "duties").contains(word) || !word.endsWith("s") ? word : word.substring(0, word.length() - 1);
    }

    /// "Russian" of "Russian oil", but not "Hezbollah" of "Hezbollah gives".
    private static boolean isAdjective(Word word, String text, List<Name> names) {
        return names.stream().anyMatch(name -> name.listed() && !name.standIn() && name.span().equals(word.span()) && !name.canonical().equals(name.span().in(text)));
    }

    private static boolean isInName(Word word, List<Name> names) {
        return names.stream().anyMatch(name -> name.span().contains(word.span()));
    }
}
