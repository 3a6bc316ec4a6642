package dragoman.ingestion;

import com.pgvector.PGsparsevec;
import dragoman.article.Span;
import dragoman.article.Words;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/// The words of a passage in numbers: each stem that carries meaning has one.
///
/// @param sequence the stems of the headline, then those of each sentence, each stretch followed by {@link #END}
/// @param weights  by number, the part of BM25 that the passage gives (Robertson and Zaragoza, 2009):
///                 `tf (k + 1) / (tf + k (1 - b + b length / average))`, with k = 1.2 and b = 0.75
public record PassageTerms(int[] sequence, Map<Integer, Float> weights) {

    /// Ends the headline and every sentence.
    public static final int END = 0;
    /// One more than the largest number: what PostgreSQL's `sparsevec` takes at most.
    public static final int DIMENSIONS = 1_000_000_000;

    private static final double K = 1.2;
    private static final double B = 0.75;
    /// Words that carry meaning in a passage of 200 tokens of news; a constant, so that no passage has to be weighed anew when
    /// others come in.
    private static final double AVERAGE_LENGTH = 80;

    /// @param passage   a stretch of the text
    /// @param sentences the sentences of the text; what lies outside the passage does not count
    static PassageTerms of(String title, String text, Passage passage, List<Span> sentences) {
        IntStream.Builder sequence = IntStream.builder();
        add(sequence, title);
        for (Span sentence : sentences) {
            // of a sentence that is too long for one passage each has its part
            int start = Math.max(sentence.start(), passage.span().start());
            int end = Math.min(sentence.end(), passage.span().end());
            if (start < end) {
                add(sequence, text.substring(start, end));
            }
        }
        int[] numbers = sequence.build().toArray();
        Map<Integer, Integer> counts = new HashMap<>();
        int length = 0;
        for (int number : numbers) {
            if (number != END) {
                counts.merge(number, 1, Integer::sum);
                length++;
            }
        }
        double norm = K * (1 - B + B * length / AVERAGE_LENGTH);
        Map<Integer, Float> weights = new HashMap<>();
        counts.forEach((number, tf) -> weights.put(number, (float) (tf * (K + 1) / (tf + norm))));
        return new PassageTerms(numbers, weights);
    }

    /// The number of a stem, from 1 to {@link #DIMENSIONS} - 1. Two stems in some hundred million share one.
    public static int number(String stem) {
        CRC32 crc = new CRC32();
        crc.update(stem.getBytes(StandardCharsets.UTF_8));
        return 1 + (int) (crc.getValue() % (DIMENSIONS - 1));
    }

    /// Weights by number as PostgreSQL's `sparsevec`, whose indices count from 0 in pgvector's Java class.
    public static PGsparsevec sparse(Map<Integer, Float> weights) {
        return new PGsparsevec(weights, DIMENSIONS);
    }

    private static void add(IntStream.Builder sequence, String words) {
        Words.of(words).stream().filter(word -> !word.isFunctionWord()).forEach(word -> sequence.add(number(word.stem())));
        sequence.add(END);
    }
}
