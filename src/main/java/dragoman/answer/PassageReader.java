package dragoman.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceFinder.Found;
import dragoman.article.ArticleRepository.VersionId;
import dragoman.article.Span;
import dragoman.reading.AnswerReader;
import dragoman.reading.ReaderModel;
import dragoman.reading.Reading;
import dragoman.reading.SentenceScore;
import dragoman.reading.Text;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Has the reader read the passages that were found, and remembers what it said.
@ApplicationScoped
public class PassageReader {

    /// The best passages; those after them hardly ever answer.
    private static final int READ = 8;
    private static final int CACHED = 20_000;
    private static final double LARGEST = 12;

    private final AnswerReader reader;
    private final Cache<Key, Reading> said = Caffeine.newBuilder().maximumSize(CACHED).build();

    private record Key(String question, VersionId version, Span span) {
    }

    PassageReader(AnswerReader reader) {
        this.reader = reader;
    }

    /// Which model reads.
    ReaderModel model() {
        return reader.model();
    }

    /// Sentences that stand one after the other.
    private record Stretch(ReadArticle article, List<Sentence> sentences) {

        Text text() {
            return new Text(article.version().article().title(), sentences.stream().map(Sentence::text).toList());
        }

        Span span() {
            return new Span(sentences.getFirst().span().start(), sentences.getLast().span().end());
        }
    }

    /// What the reader says of the sentences of the best passages, by identity.
    Map<Sentence, ReadSentence> read(String question, List<Found> found) {
        Map<Key, Stretch> stretches = new LinkedHashMap<>();
        found.stream().flatMap(in -> stretches(in).stream()).limit(READ).forEach(stretch -> stretches.put(key(question, stretch), stretch));
        Map<Key, Reading> readings = said.getAll(stretches.keySet(), unread -> readAnew(question, List.copyOf(unread), stretches));
        double most = readings.values().stream().flatMap(reading -> reading.best().stream()).mapToDouble(SentenceScore::logit).max().orElse(0);
        Map<Sentence, ReadSentence> all = new IdentityHashMap<>();
        stretches.forEach((key, stretch) -> {
            Reading reading = readings.get(key);
            reading.sentences().forEach(score -> all.put(stretch.sentences.get(score.index()),
                    new ReadSentence(within(score.logit()), within(reading.answerable().logit()), Math.min(LARGEST, most - score.logit()))));
        });
        return all;
    }

    private Map<Key, Reading> readAnew(String question, List<Key> unread, Map<Key, Stretch> stretches) {
        List<Reading> fresh = reader.readAll(question, unread.stream().map(stretches::get).map(Stretch::text).toList());
        return IntStream.range(0, unread.size()).boxed().collect(Collectors.toMap(unread::get, fresh::get));
    }

    private static double within(double logit) {
        return Math.max(-LARGEST, Math.min(LARGEST, logit));
    }

    private static Key key(String question, Stretch stretch) {
        return new Key(question, new VersionId(stretch.article.version().articleId(), stretch.article.version().number()), stretch.span());
    }

    private static List<Stretch> stretches(Found in) {
        List<Stretch> stretches = new ArrayList<>();
        List<Sentence> run = new ArrayList<>();
        for (Sentence sentence : in.article().sentences()) {
            boolean lies = SentenceEvidence.liesIn(sentence, in.spans()) && !sentence.forMachines();
            if (lies) {
                run.add(sentence);
            } else if (!run.isEmpty()) {
                stretches.add(new Stretch(in.article(), List.copyOf(run)));
                run.clear();
            }
        }
        if (!run.isEmpty()) {
            stretches.add(new Stretch(in.article(), List.copyOf(run)));
        }
        return stretches;
    }
}
