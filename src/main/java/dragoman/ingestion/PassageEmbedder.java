package dragoman.ingestion;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Embeds passages and questions with the model of a generation. All vectors have length 1.
@ApplicationScoped
public class PassageEmbedder {

    private final EmbeddingModels models;

    public PassageEmbedder(EmbeddingModels models) {
        this.models = models;
    }

    /// How many dimensions the model's vectors have.
    int dimensions(String model) {
        return models.named(model).model().dimension();
    }

    /// One embedding for each passage, in order. The headline goes in with each passage that does not begin with it, so that a passage
    /// that only says "the summit" is found by the summit's name.
    public List<Embedding> embed(PassageGeneration generation, String title, List<Passage> passages) {
        String headline = title.endsWith("…") ? title.substring(0, title.length() - 1) : title;
        String prefix = models.named(generation.model()).passagePrefix();
        return embedAll(generation, passages.stream()
                .map(passage -> prefix + (passage.text().startsWith(headline) ? passage.text() : title + "\n" + passage.text())).toList());
    }

    /// Embeds texts as they are, in order. The model sees each once: a text that only repeats itself costs no time.
    public List<Embedding> embedAll(PassageGeneration generation, List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<String> distinct = texts.stream().distinct().toList();
        List<Embedding> embeddings = models.named(generation.model()).model().embedAll(distinct.stream().map(TextSegment::from).toList()).content();
        Map<String, Embedding> byText = IntStream.range(0, distinct.size()).boxed().collect(Collectors.toMap(distinct::get, embeddings::get));
        return texts.stream().map(byText::get).toList();
    }

    /// Embeds a question so that it is near to the passages that answer it.
    public Embedding embedQuestion(PassageGeneration generation, String question) {
        EmbeddingModels.Named named = models.named(generation.model());
        return named.model().embed(named.queryPrefix() + question).content();
    }

    /// The article as a whole: the mean of its passages, with length 1.
    ///
    /// @param passages one or more embeddings
    static Embedding mean(List<Embedding> passages) {
        float[] sum = new float[passages.getFirst().dimension()];
        for (Embedding passage : passages) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += passage.vector()[i];
            }
        }
        Embedding mean = Embedding.from(sum);
        mean.normalize();
        return mean;
    }
}
