package dragoman.answer;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageGenerations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What questions mean, as vectors of length 1: the nearer two of them are, the more alike are the questions.
@ApplicationScoped
public class QuestionMeaning {

    private final PassageGenerations generations;
    private final PassageEmbedder embedder;

    QuestionMeaning(PassageGenerations generations, PassageEmbedder embedder) {
        this.generations = generations;
        this.embedder = embedder;
    }

    /// Whose vectors these are: only those of one model can be compared.
    public String model() {
        return generations.active().model();
    }

    /// One vector for each question, in order.
    public List<float[]> of(List<String> questions) {
        PassageGeneration generation = generations.active();
        return embedder.embedAll(generation, questions).stream().map(Embedding::vector).toList();
    }

    /// How near two of these vectors are, up to 1.
    public static double likeness(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
