package dragoman.ingestion;

import dragoman.article.ArticleRepository;
import dragoman.ingestion.CorpusLoader.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/// Makes the passages of all live articles anew, as the settings now say, while those before go on to answer; then switches at once.
/// What is interrupted is gone on with by the next run.
@ApplicationScoped
public class Reembedding {

    private static final int BATCH = 64;
    /// Embedding keeps a core busy: more at once would only wait.
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /// How a run ended.
    public enum Outcome {
        /// The new passages are searched.
        SWITCHED,
        /// The passages are already as the settings say.
        AS_SET,
        /// Another generation with other settings is being built.
        OTHER_RUNNING
    }

    private final PassageGenerations generations;
    private final ArticleRepository articles;
    private final ArticleIngestor ingestor;

    public Reembedding(PassageGenerations generations, ArticleRepository articles, ArticleIngestor ingestor) {
        this.generations = generations;
        this.articles = articles;
        this.ingestor = ingestor;
    }

    /// Returns when the switch is done.
    public Outcome run(Progress progress) {
        generations.dropRetired();
        PassageGeneration active = generations.activeNow();
        if (generations.isAsSet(active)) {
            fill(active, progress);
            return Outcome.AS_SET;
        }
        Optional<PassageGeneration> building = generations.build();
        if (building.isEmpty()) {
            return Outcome.OTHER_RUNNING;
        }
        do {
            fill(building.get(), progress);
        } while (!generations.activate(building.get()));
        return Outcome.SWITCHED;
    }

    /// Gives up what an interrupted run has made so far.
    public void abandon() {
        generations.abandon();
    }

    /// Gives passages to all live articles that have none in the generation.
    void fill(PassageGeneration generation, Progress progress) {
        long total = generations.countLacking(generation);
        int done = 0;
        List<String> lacking = generations.lacking(generation, BATCH);
        while (!lacking.isEmpty()) {
            lacking.stream().gather(Gatherers.mapConcurrent(CORES, article -> articles.findLive(article)
                    .map(version -> ingestor.embedInto(generation, version)))).forEach(_ -> {
                    });
            done += lacking.size();
            progress.done(done, (int) Math.max(done, total));
            List<String> before = lacking;
            lacking = generations.lacking(generation, BATCH);
            if (!lacking.isEmpty() && lacking.equals(before)) {
                throw new IllegalStateException("these articles cannot be given passages: " + lacking);
            }
        }
    }
}
