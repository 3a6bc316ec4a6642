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
import dragoman.reading.Text;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
        List<Stretch> stretches = found.stream().flatMap(in -> stretches(in).stream()).limit(READ).toList();
        List<Stretch> unread = stretches.stream().filter(stretch -> said.getIfPresent(key(question, stretch)) == null).toList();
        List<Reading> fresh = reader.readAll(question, unread.stream().map(Stretch::text).toList());
        for (int i = 0; i < unread.size(); i++) {
            said.put(key(question, unread.get(i)), fresh.get(i));
        }
        List<Reading> readings = stretches.stream().map(stretch -> {
            Reading known = said.getIfPresent(key(question, stretch));
            return known != null ? known : fresh.get(unread.indexOf(stretch));
        }).toList();
        double most = readings.stream().flatMap(reading -> reading.best().stream()).mapToDouble(best -> best.logit()).max().orElse(0);
        Map<Sentence, ReadSentence> all = new IdentityHashMap<>();
        for (int i = 0; i < stretches.size(); i++) {
            Reading reading = readings.get(i);
            List<Sentence> sentences = stretches.get(i).sentences();
            reading.sentences().forEach(score -> all.put(sentences.get(score.index()),
                    new ReadSentence(within(score.logit()), within(reading.answerable().logit()), Math.min(LARGEST, most - score.logit()))));
        }
        return all;
    }

    private static double within(double logit) {
        return Math.max(-LARGEST, Math.min(LARGEST, logit));
    }

    private Key key(String question, Stretch stretch) {
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
