package dragoman.ingestion;

import dragoman.article.Article;
import dragoman.article.ArticleVersion;
import dragoman.article.Budget;
import dragoman.article.BudgetExceededException;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.Reading;
import dragoman.feed.TextDecoder;
import dragoman.feed.UnreadableArticleException;
import dragoman.ingestion.IngestionQueue.Kind;
import dragoman.ingestion.Ingested.Outcome;
import dragoman.ingestion.Orders.DeliveryOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes in what is delivered, at once or by way of the queue.
@ApplicationScoped
public class Deliveries {

    private final ArticleIngestor ingestor;
    private final ArticleStore store;
    private final IngestionQueue queue;
    private final IngestionSettings settings;
    private final Clock clock;

    public Deliveries(ArticleIngestor ingestor, ArticleStore store, IngestionQueue queue, IngestionSettings settings, Clock clock) {
        this.ingestor = ingestor;
        this.store = store;
        this.queue = queue;
        this.settings = settings;
        this.clock = clock;
    }

    /// Does all that the delivery says: takes articles in, takes others back. Returns once they can be found.
    ///
    /// @param site whose articles they are; empty for the shared corpus
    /// @return what became of each item, in order
    /// @throws UnreadableArticleException if any item cannot be read; then nothing was done
    public List<Ingested> take(ArticleFormat format, Delivery delivery, Optional<String> site) throws UnreadableArticleException {
        return take(read(format, delivery), site);
    }

    /// What a delivery says, if reading it takes no more than one may.
    ///
    /// @throws UnreadableArticleException if it cannot be read, or takes more
    List<Reading> read(ArticleFormat format, Delivery delivery) throws UnreadableArticleException {
        try {
            return Budget.<List<Reading>, UnreadableArticleException>within(settings.readingTime(), settings.readingSteps(), () -> format.reader().readings(delivery));
        } catch (BudgetExceededException e) {
            throw new UnreadableArticleException("reading it takes %s; deliver the article alone, as plain text".formatted(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new UnreadableArticleException("it is nested too deeply; deliver the article alone, as plain text");
        }
    }

    /// The same for what was read of a delivery.
    List<Ingested> take(List<Reading> readings, Optional<String> site) {
        List<Ingested> ingested = new ArrayList<>();
        for (Reading reading : readings) {
            ingested.add(switch (reading) {
                case Reading.Told told -> ingestor.ingest(told.article().ofSite(site));
                case Reading.Withdrawn withdrawn -> withdraw(withdrawn.key(), site);
            });
        }
        return ingested;
    }

    private Ingested withdraw(String key, Optional<String> site) {
        Optional<ArticleVersion> version = store.withdrawByKey(site, key);
        return new Ingested(Article.idOf(site, key), version.map(ArticleVersion::number).orElse(0), Outcome.WITHDRAWN);
    }

    /// Puts the delivery into the queue; it is not lost from then on.
    ///
    /// @param subject what people call it
    /// @param site    whose article it is; empty for the shared corpus
    /// @return the job's id
    public long enqueue(String subject, ArticleFormat format, Delivery delivery, Optional<Long> feed, Optional<String> site) {
        DeliveryOrder order = new DeliveryOrder(format.mediaType(), delivery.charset().map(Charset::name), delivery.stated(), delivery.otherwise());
        return queue.add(Kind.DELIVERY, subject, order, Optional.of(delivery.bytes()), feed, site, clock.instant()).orElseThrow();
    }

    /// The delivery of a job.
    static Delivery delivery(DeliveryOrder order, byte[] content) {
        return new Delivery(content, order.charset().flatMap(TextDecoder::charset), order.stated(), order.otherwise());
    }

    /// The format in which it came.
    static ArticleFormat format(DeliveryOrder order) throws UnreadableArticleException {
        return ArticleFormat.ofMediaType(order.mediaType()).orElseThrow(() -> new UnreadableArticleException("its format " + order.mediaType() + " is not known"));
    }
}
