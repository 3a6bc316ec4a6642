package dragoman.newsroom.desk;

import dragoman.answer.QuestionMeaning;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.retrieval.Names;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How alike questions are: by their meaning, and a little by the names and words that they share, since vectors of short questions hardly tell one
/// country from another.
final class QuestionLikeness implements Grouping.Likeness {

    /// From where on questions are of one matter. Chosen, like the weight, on questions of its own (`gaps-tuning.txt`): the middle of the range in
    /// which little depends on it.
    static final double ONE_MATTER = 0.64;
    private static final double WEIGHT = 0.1;
    private static final Names NAMES = new Names();

    private final List<float[]> meanings;
    private final List<Set<String>> names;
    private final List<Set<String>> stems;

    /// @param meanings one for each question
    QuestionLikeness(List<String> questions, List<float[]> meanings) {
        this.meanings = meanings;
        this.names = questions.stream().map(question -> NAMES.in(question).stream().map(Names.Name::canonical).collect(Collectors.toSet())).toList();
        this.stems = questions.stream().map(question -> Words.of(question).stream().filter(word -> !word.isFunctionWord()).map(Word::stem).collect(Collectors.toSet())).toList();
    }

    @Override
    public double of(int one, int other) {
        return QuestionMeaning.likeness(meanings.get(one), meanings.get(other)) + WEIGHT * shared(names.get(one), names.get(other)) + WEIGHT * shared(stems.get(one), stems.get(other));
    }

    /// The share that both have (Dice).
    private static double shared(Set<String> one, Set<String> other) {
        long both = one.stream().filter(other::contains).count();
        return both == 0 ? 0 : 2.0 * both / (one.size() + other.size());
    }
}
