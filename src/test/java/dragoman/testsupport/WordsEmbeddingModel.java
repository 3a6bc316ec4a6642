package dragoman.testsupport;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dragoman.article.Words;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that takes no time: texts are near that share words. It breaks when a test says so.
public final class WordsEmbeddingModel implements EmbeddingModel {

    public static final String NAME = WordsEmbeddingModel.class.getName();

    private static final int DIMENSIONS = 64;
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicInteger TEXTS = new AtomicInteger();
    private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

    public static void breakAfter(int calls) {
        LEFT.set(calls);
    }

    public static void repair() {
        LEFT.set(Integer.MAX_VALUE);
    }

    /// How often it was asked so far.
    public static int calls() {
        return CALLS.get();
    }

    /// How many texts it was given so far.
    public static int texts() {
        return TEXTS.get();
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (LEFT.getAndDecrement() <= 0) {
            throw new IllegalStateException("the model is broken");
        }
        CALLS.incrementAndGet();
        TEXTS.addAndGet(segments.size());
        return Response.from(segments.stream().map(segment -> embedding(segment.text())).toList());
    }

    @Override
    public int dimension() {
        return DIMENSIONS;
    }

    private static Embedding embedding(String text) {
        float[] sum = new float[DIMENSIONS];
        sum[0] = 1;
        for (Words.Word word : Words.of(text)) {
            Random random = new Random(word.stem().hashCode());
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += (float) random.nextGaussian();
            }
        }
        Embedding embedding = Embedding.from(sum);
        embedding.normalize();
        return embedding;
    }
}
