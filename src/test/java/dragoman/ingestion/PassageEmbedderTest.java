package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.ingestion.PassageGeneration.State;
import dragoman.testsupport.WordsEmbeddingModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageEmbedderTest {

    private static final PassageGeneration GENERATION = new PassageGeneration(1, WordsEmbeddingModel.NAME, 64, 200, ArticleSplitter.VERSION, State.ACTIVE);

    private final PassageEmbedder embedder = new PassageEmbedder(new EmbeddingModels());

    @Test
    void whatRepeatsItselfIsEmbeddedOnce() {
        int before = WordsEmbeddingModel.texts();
        List<Embedding> embeddings = embedder.embedAll(GENERATION, List.of("Ministers met.", "They left.", "Ministers met."));
        assertEquals(2, WordsEmbeddingModel.texts() - before);
        assertEquals(List.of("Ministers met.", "They left.", "Ministers met.").stream().map(text -> embedder.embedAll(GENERATION, List.of(text)).getFirst()).toList(), embeddings);
        assertEquals(List.of(), embedder.embedAll(GENERATION, List.of()));
    }
}
