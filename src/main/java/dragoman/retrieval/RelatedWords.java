package dragoman.retrieval;

import dragoman.article.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Words that can stand for each other in a question and the sentence that answers it (`related-words.txt`).
public final class RelatedWords {

    private final Map<String, Set<String>> byStem = new HashMap<>();

    public RelatedWords() {
        for (String line : TextTable.lines("related-words.txt")) {
            Set<String> group = new HashSet<>();
            for (String word : line.split(" ")) {
                group.add(Words.stem(word));
            }
            for (String stem : group) {
                byStem.computeIfAbsent(stem, _ -> new HashSet<>()).addAll(group);
            }
        }
    }

    /// The stems of all words that can stand for a word of this stem, itself included.
    public Set<String> of(String stem) {
        return byStem.getOrDefault(stem, Set.of(stem));
    }
}
