package dragoman.answer.generation;

import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Judges whether a question that a model has written names nobody, and holds no figure, that it was not told of.
///
/// Other words are free, as long as most are not: what is asked is shown to the reader, and what is answered is decided by the articles.
final class KnownWords {

    private static final int LONGEST = 300;
    /// The least share of a question's own words that are the conversation's.
    private static final double OF_THE_CONVERSATION = 0.6;
    /// What a question in plain English has no use for, and a program could read as more than words.
    private static final Pattern STRANGE = Pattern.compile("(?i)https?:|\\bwww\\.|\\w@\\w|[\\[\\]{}<>|\\\\`*_~^=#]|::|//|[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]|[\\p{L}&&[^\\p{IsLatin}]]");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,:]*");

    private final Names names = new Names();
    private final Set<String> words;
    private final Set<String> stems;
    private final Set<String> numbers;
    private final List<Name> named;

    /// @param told all that it was told
    KnownWords(String told) {
        this.words = Words.of(told).stream().map(Word::lower).collect(Collectors.toSet());
        this.stems = Words.of(told).stream().map(Word::stem).collect(Collectors.toSet());
        this.numbers = numbers(told);
        this.named = names.in(told);
    }

    /// Whether it may be asked.
    boolean allow(String question) {
        return question.length() <= LONGEST && question.codePoints().anyMatch(Character::isLetter) && !STRANGE.matcher(question).find() && numbers.containsAll(numbers(question))
                && Words.of(question).stream().allMatch(word -> isKnown(word, question));
    }

    /// Whether it asks about what it was told of: most of its words are from there.
    boolean isAbout(String question) {
        List<Word> own = Words.of(question).stream().filter(word -> !word.isFunctionWord()).toList();
        return !own.isEmpty() && own.stream().filter(word -> stems.contains(word.stem())).count() >= OF_THE_CONVERSATION * own.size();
    }

    private boolean isKnown(Word word, String question) {
        if (!word.isCapitalised() && !word.isAcronym() || words.contains(word.lower())) {
            return true;
        }
        boolean begins = question.substring(0, word.span().start()).chars().noneMatch(Character::isLetterOrDigit);
        List<Name> here = names.in(question).stream().filter(name -> name.span().contains(word.span())).toList();
        // the first word of a question is capitalised whatever it is
        return here.isEmpty() ? begins : here.stream().allMatch(name -> named.stream().anyMatch(known -> Names.same(name.canonical(), known.canonical())));
    }

    private static Set<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(found -> found.group().replaceAll("[.,:]+$", "").replace(",", "")).collect(Collectors.toSet());
    }
}
