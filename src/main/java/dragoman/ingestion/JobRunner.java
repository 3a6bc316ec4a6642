package dragoman.ingestion;

import dragoman.article.ArticleVersion;
import dragoman.database.StorageException;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.HtmlReader;
import dragoman.feed.Reading;
import dragoman.feed.Stated;
import dragoman.feed.UnreadableArticleException;
import dragoman.feed.WebAddress;
import dragoman.fetch.FetchException;
import dragoman.fetch.Fetched;
import dragoman.fetch.PageFetcher;
import dragoman.fetch.Sites;
import dragoman.ingestion.IngestionQueue.Job;
import dragoman.ingestion.IngestionQueue.Kind;
import dragoman.ingestion.Ingested.Outcome;
import dragoman.ingestion.Orders.DeliveryOrder;
import dragoman.ingestion.Orders.PageOrder;
import dragoman.ingestion.Orders.ReleaseOrder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Does the jobs of the queue.
@ApplicationScoped
public class JobRunner {

    private final IngestionQueue queue;
    private final Deliveries deliveries;
    private final ArticleIngestor ingestor;
    private final ArticleStore store;
    private final PageFetcher fetcher;
    private final StyleSheets styles;
    private final IngestionSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    public JobRunner(IngestionQueue queue, Deliveries deliveries, ArticleIngestor ingestor, ArticleStore store, PageFetcher fetcher, StyleSheets styles,
            IngestionSettings settings, MeterRegistry meters, Clock clock) {
        this.queue = queue;
        this.deliveries = deliveries;
        this.ingestor = ingestor;
        this.store = store;
        this.fetcher = fetcher;
        this.styles = styles;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /// Does the job that is due, if one is. What goes wrong with it is in the queue's books afterwards.
    ///
    /// @return whether there was one
    public boolean runNext() {
        Optional<Job> taken = queue.take();
        taken.ifPresent(this::run);
        return taken.isPresent();
    }

    private void run(Job job) {
        long began = System.nanoTime();
        String outcome = "failed";
        try {
            if (job.attempts() > IngestionQueue.MOST_ATTEMPTS) {
                // it never came so far as to fail
                queue.bury(job, "it was begun %d times and the program ended each time before it was done".formatted(job.attempts() - 1));
                return;
            }
            outcome = switch (job.kind()) {
                case DELIVERY -> deliver(job);
                case PAGE -> visit(job);
                case RELEASE -> release(job);
            };
            queue.done(job);
        } catch (UnreadableArticleException e) {
            queue.bury(job, e.getMessage());
        } catch (FetchException e) {
            if (e.isLasting()) {
                queue.bury(job, e.getMessage());
            } else if (e.waiting().isPresent()) {
                outcome = "waits";
                queue.putOff(job, clock.instant().plus(e.waiting().get()), e.getMessage());
            } else {
                queue.failed(job, e.getMessage());
            }
        } catch (StorageException e) {
            Log.warnf(e, "job %d (%s) failed", job.id(), job.subject());
            queue.failed(job, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            Log.errorf(e, "job %d (%s) failed", job.id(), job.subject());
            queue.failed(job, "the program failed (%s); see its log".formatted(e));
        } finally {
            meters.timer("dragoman.ingestion.jobs.done", "kind", job.kind().name().toLowerCase(Locale.ROOT), "outcome", outcome)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    private String deliver(Job job) throws UnreadableArticleException {
        DeliveryOrder order = queue.order(job, DeliveryOrder.class);
        return tell(deliveries.take(Deliveries.format(order), Deliveries.delivery(order, job.content().orElseThrow()), job.site()));
    }

    private static String tell(List<Ingested> ingested) {
        return ingested.size() == 1 ? ingested.getFirst().outcome().name().toLowerCase(Locale.ROOT) : "several";
    }

    private String release(Job job) {
        ReleaseOrder order = queue.order(job, ReleaseOrder.class);
        return ingestor.release(order.articleId(), order.version()) ? "released" : "unchanged";
    }

    private String visit(Job job) throws FetchException, UnreadableArticleException {
        PageOrder order = queue.order(job, PageOrder.class);
        Fetched fetched = fetcher.fetch(PageFetcher.Request.of(order.address(), order.licensed()));
        return switch (fetched) {
            case Fetched.NotModified _ -> "unchanged";
            case Fetched.Gone _ -> {
                withdraw(order, job.site());
                yield Outcome.WITHDRAWN.name().toLowerCase(Locale.ROOT);
            }
            case Fetched.Content content -> {
                List<Ingested> ingested = take(order, content, job);
                if (ingested.size() == 1 && ingested.getFirst().outcome() != Outcome.WITHDRAWN) {
                    visitAgain(job, order, ingested.getFirst().articleId());
                }
                yield tell(ingested);
            }
        };
    }

    private void withdraw(PageOrder order, Optional<String> site) {
        if (order.articleId().isPresent()) {
            Optional<ArticleVersion> version = store.withdraw(order.articleId().get());
            version.ifPresent(withdrawn -> Log.infof("withdrawn, since its page is gone: %s", withdrawn.article().title()));
        } else {
            store.withdrawByKey(site, WebAddress.of(order.address().toString()).orElse(order.address()).toString());
        }
    }

    private List<Ingested> take(PageOrder order, Fetched.Content content, Job job) throws UnreadableArticleException, FetchException {
        ArticleFormat format = ArticleFormat.ofMediaType(content.mediaType()).or(() -> ArticleFormat.ofFileName(content.address().getPath()))
                .orElseThrow(() -> new UnreadableArticleException("the page is of the type \"%s\", which cannot be read".formatted(content.mediaType())));
        Delivery delivery = new Delivery(content.bytes(), content.charset(), Stated.NOTHING, order.otherwise().withUrl(WebAddress.of(content.address().toString())));
        if (format == ArticleFormat.HTML) {
            HtmlReader.Head head = HtmlReader.head(delivery);
            if (!order.licensed() && head.reservesMining()) {
                throw new UnreadableArticleException("its publisher reserves its text from mining (TDMRep); agree with them and mark the feed as licensed");
            }
            delivery = delivery.styled(styles.of(head.styleSheets(), job.attempts()));
        }
        List<Reading> readings = deliveries.read(format, delivery);
        if (readings.stream().anyMatch(reading -> !isOf(content.address(), reading))) {
            // a page that claims the address of another site must not pass for it
            return deliveries.take(format, delivery.stating(Stated.NOTHING.withUrl(WebAddress.of(content.address().toString()))), job.site());
        }
        return deliveries.take(readings, job.site());
    }

    private static boolean isOf(URI address, Reading reading) {
        return switch (reading) {
            case Reading.Told told -> told.article().url().map(url -> Sites.same(url, address)).orElse(true);
            case Reading.Withdrawn _ -> true;
        };
    }

    private void visitAgain(Job job, PageOrder order, String articleId) {
        List<Duration> revisits = settings.revisits();
        if (order.visit() < revisits.size()) {
            queue.add(Kind.PAGE, job.subject(), new PageOrder(order.address(), order.otherwise(), order.licensed(), order.visit() + 1, Optional.of(articleId)),
                    Optional.empty(), job.feed(), job.site(), clock.instant().plus(revisits.get(order.visit())));
        }
    }
}
