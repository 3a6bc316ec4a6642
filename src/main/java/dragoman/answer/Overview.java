package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.PartsOfSpeech;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Chooses the key facts of a matter from an article: what the reader takes for an answer, what the article puts first, and what speaks of what the
/// question names. No two say the same, and each is understood by itself or stands behind the one that it goes on with.
final class Overview {

    private static final int MOST = 6;
    private static final int FEWEST = 5;
    /// Sentences less than this share as good as the best are told only to have enough.
    private static final double GOOD = 0.4;
    private static final double READER = 1.5;
    private static final double NAMED = 0.4;
    private static final double FALLS = 0.3;
    /// A sentence of which so much was told says nothing new.
    private static final double SAME = 0.6;
    private static final int FEWEST_WORDS = 5;

    private final Matters matter;
    private final Map<Sentence, ReadSentence> read;
    private final PartsOfSpeech partsOfSpeech;

    /// @param read what the reader says of the sentences, by identity
    Overview(Matters matter, Map<Sentence, ReadSentence> read, PartsOfSpeech partsOfSpeech) {
        this.matter = matter;
        this.read = read;
        this.partsOfSpeech = partsOfSpeech;
    }

    /// In the order of the article.
    List<Chosen> of(ReadArticle article) {
        List<Sentence> candidates = article.sentences().stream().filter(Overview::mayBeTold).sorted(Comparator.comparingDouble(this::worth).reversed()).toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        double good = worth(candidates.getFirst()) * GOOD;
        List<Sentence> chosen = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Sentence candidate : candidates) {
            if (chosen.size() >= MOST || chosen.size() >= FEWEST && worth(candidate) < good) {
                break;
            }
            List<Sentence> together = withWhatItNeeds(article, candidate, chosen);
            if (!together.isEmpty() && chosen.size() + together.size() <= MOST && says(candidate, told) < SAME) {
                chosen.addAll(together);
                together.forEach(one -> told.addAll(content(one)));
            }
        }
        return chosen.stream().sorted(Comparator.comparingInt(Sentence::index)).map(sentence -> new Chosen(article, sentence)).toList();
    }

    private static boolean mayBeTold(Sentence sentence) {
        return sentence.words().size() >= FEWEST_WORDS && !sentence.isQuestion() && !sentence.forMachines() && !sentence.isListItem();
    }

    private double worth(Sentence sentence) {
        return READER * read.getOrDefault(sentence, ReadSentence.UNREAD).likelihood() + 1 / (1 + FALLS * sentence.index()) + NAMED * matter.share(sentence);
    }

    /// The sentence, behind those that it goes on with and that are not told yet; none if it cannot be understood.
    private List<Sentence> withWhatItNeeds(ReadArticle article, Sentence sentence, List<Sentence> chosen) {
        List<Sentence> together = new ArrayList<>(List.of(sentence));
        Sentence first = sentence;
        while (goesOn(article, first, partsOfSpeech)) {
            if (first.index() == 0) {
                return List.of();
            }
            first = article.sentences().get(first.index() - 1);
            if (chosen.contains(first)) {
                return together;
            }
            if (!mayBeTold(first)) {
                return List.of();
            }
            together.addFirst(first);
        }
        return together;
    }

    /// Whether it begins with a word that stands for somebody or something before it, and nobody can be put in brackets.
    static boolean goesOn(ReadArticle article, Sentence sentence, PartsOfSpeech partsOfSpeech) {
        return startsWithPronoun(sentence, partsOfSpeech) && Pronouns.explained(article, sentence).isEmpty();
    }

    private static boolean startsWithPronoun(Sentence sentence, PartsOfSpeech partsOfSpeech) {
        return partsOfSpeech.of(sentence.text()).stream().findFirst().filter(token -> token.tag().equals("PRON")).isPresent();
    }

    private static Set<String> content(Sentence sentence) {
        Set<String> content = new HashSet<>();
        sentence.words().stream().filter(word -> !word.isFunctionWord()).forEach(word -> content.add(word.stem()));
        return content;
    }

    private static double says(Sentence sentence, Set<String> told) {
        Set<String> content = content(sentence);
        return content.isEmpty() ? 1 : (double) content.stream().filter(told::contains).count() / content.size();
    }
}
