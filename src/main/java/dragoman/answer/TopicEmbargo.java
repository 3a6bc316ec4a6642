package dragoman.answer;

import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.retrieval.Names;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A topic that is not spoken of for some time: questions on it are declined, and articles that mention it are not cited.
///
/// @param site       where it holds; empty for the default site, or for all
/// @param everywhere whether it holds at all sites
/// @param topic      a name, or words that stand together
/// @param until      when it ends by itself
/// @param ended      since when it holds no more because an editor has ended it
public record TopicEmbargo(long id, Optional<String> site, boolean everywhere, String topic, Optional<Instant> until, String madeBy, Instant made, Optional<Instant> ended) {

    private static final Names NAMES = new Names();

    /// Whether it holds at that moment.
    public boolean holds(Instant now) {
        return ended.isEmpty() && until.map(now::isBefore).orElse(true);
    }

    /// Whether a text speaks of the topic: by its words in any inflection, or by another name of what it names.
    boolean isIn(String text) {
        List<String> stems = stems(topic);
        return Collections.indexOfSubList(stems(text), stems) >= 0 || named().map(name -> names(text).contains(name)).orElse(false);
    }

    /// What the topic names, where all of it is one name.
    private Optional<String> named() {
        List<Names.Name> names = NAMES.in(topic);
        return names.size() == 1 && names.getFirst().span().end() - names.getFirst().span().start() == topic.length() ? Optional.of(names.getFirst().canonical()) : Optional.empty();
    }

    private static Set<String> names(String text) {
        return NAMES.in(text).stream().map(Names.Name::canonical).collect(Collectors.toSet());
    }

    private static List<String> stems(String text) {
        return Words.of(text).stream().map(Word::stem).toList();
    }
}
