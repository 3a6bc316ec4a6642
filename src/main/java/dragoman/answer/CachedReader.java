package dragoman.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.reading.AnswerReader;
import dragoman.reading.Reading;
import dragoman.reading.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads parts of article versions, and remembers what each said to a question: versions never change, and neither does what they say.
@ApplicationScoped
class CachedReader {

    /// A score takes some forty bytes with what surrounds it.
    private static final long CACHED_SENTENCES = 200_000;

    private final AnswerReader reader;
    private final Cache<Key, Reading> read;

    @Inject
    CachedReader(AnswerReader reader) {
        this(reader, CACHED_SENTENCES);
    }

    CachedReader(AnswerReader reader, long cachedSentences) {
        this.reader = reader;
        this.read = Caffeine.newBuilder().maximumWeight(cachedSentences).weigher((Key _, Reading reading) -> 1 + reading.sentences().size()).build();
    }

    /// What is read.
    ///
    /// @param articleId of the article
    /// @param version   of it
    /// @param first     index of the first sentence of the part
    /// @param text      headline and sentences of the part, as they stand in that version
    record Part(String articleId, int version, int first, Text text) {
    }

    private record Key(String question, String articleId, int version, int first, int sentences) {

        static Key of(String question, Part part) {
            return new Key(question, part.articleId, part.version, part.first, part.text.sentences().size());
        }
    }

    /// Reads the parts that were not read with this question before.
    ///
    /// @return what each says, in their order
    List<Reading> read(String question, List<Part> parts) {
        Map<Key, Part> byKey = parts.stream().collect(Collectors.toMap(part -> Key.of(question, part), part -> part, (one, _) -> one));
        Map<Key, Reading> readings = read.getAll(byKey.keySet(), missing -> {
            List<Key> keys = List.copyOf(missing);
            List<Reading> found = reader.readAll(question, keys.stream().map(key -> byKey.get(key).text()).toList());
            return keys.stream().collect(Collectors.toMap(key -> key, key -> found.get(keys.indexOf(key))));
        });
        return parts.stream().map(part -> readings.get(Key.of(question, part))).toList();
    }
}
