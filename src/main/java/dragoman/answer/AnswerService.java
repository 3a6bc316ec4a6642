package dragoman.answer;

import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Heading;
import dragoman.answer.Answer.Mode;
import dragoman.answer.Answer.Nearest;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.Answer.Withheld;
import dragoman.answer.AnswerEvent.Begun;
import dragoman.answer.AnswerEvent.Done;
import dragoman.answer.AnswerEvent.Sources;
import dragoman.answer.AnswerEvent.StatementMade;
import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.Paragraphs;
import dragoman.article.Span;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.RetrievedPassage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Answers questions: analyses, retrieves, proposes, checks, and only then tells.
@ApplicationScoped
public class AnswerService {

    private static final int NEAREST = 3;
    /// An article of tomorrow's date may have appeared already, where tomorrow has begun.
    private static final ZoneOffset FIRST_TO_SEE_THE_DAY = ZoneOffset.ofHours(14);

    private final QuestionAnalyzer analyzer;
    private final HybridContentRetriever retriever;
    private final ExtractiveAnswerer answerer;
    private final EvidenceGate checker;
    private final ArticleRepository articles;
    private final AnswerStore store;
    private final MeterRegistry meters;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AnswerService(QuestionAnalyzer analyzer, HybridContentRetriever retriever, ExtractiveAnswerer answerer, EvidenceGate checker,
            ArticleRepository articles, AnswerStore store, MeterRegistry meters, Clock clock) {
        this.analyzer = analyzer;
        this.retriever = retriever;
        this.answerer = answerer;
        this.checker = checker;
        this.articles = articles;
        this.store = store;
        this.meters = meters;
        this.clock = clock;
    }

    /// Answers, telling what happens as it happens. Returns when the answer is stored and all events are told.
    ///
    /// @param listener called from the calling thread; what it throws ends the work
    public Answer answer(AnswerRequest request, Consumer<AnswerEvent> listener) {
        return answer(request, listener, () -> false);
    }

    /// The same for a reader who may stop it.
    ///
    /// @param stopped asked between the steps
    /// @throws AnswerStoppedException if it was stopped before the answer was stored; then nothing of it is kept
    public Answer answer(AnswerRequest request, Consumer<AnswerEvent> listener, BooleanSupplier stopped) {
        long began = System.nanoTime();
        LocalDate asOf = request.asOf().orElseGet(() -> LocalDate.now(clock));
        LocalDate until = request.asOf().orElseGet(() -> LocalDate.now(clock.withZone(FIRST_TO_SEE_THE_DAY)));
        Heading heading = new Heading(newId(), request.question(), request.conversation().orElseGet(this::newId), Mode.EXTRACTIVE,
                clock.instant(), request.understoodAs());
        listener.accept(new Begun(heading, asOf));

        AnalyzedQuestion question = analyzer.analyze(request.standalone(), asOf);
        List<RetrievedPassage> passages = retriever.retrieve(question, until);
        goOnUnless(stopped);
        Draft draft = passages.isEmpty() ? Draft.nothing(whyNoPassages(request)) : answerer.answer(question, passages);
        goOnUnless(stopped);
        Answer answer = check(heading, draft, asOf, passages);
        goOnUnless(stopped);
        store.save(answer);

        listener.accept(new Sources(answer.citations()));
        for (int i = 0; i < answer.statements().size(); i++) {
            listener.accept(new StatementMade(i, answer.statements().get(i)));
        }
        listener.accept(new Done(answer));
        meters.timer("dragoman.answers", "kind", answer.getClass().getSimpleName())
                .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return answer;
    }

    private static void goOnUnless(BooleanSupplier stopped) {
        if (stopped.getAsBoolean()) {
            throw new AnswerStoppedException();
        }
    }

    /// An answer as it was given, with what has become of its sources.
    public Optional<GivenAnswer> find(String id) {
        return store.find(id);
    }

    /// One citation of an answer in its paragraph.
    public Optional<QuoteInContext> quoteInContext(String id, int number) {
        return store.find(id).stream().flatMap(given -> given.answer().citations().stream())
                .filter(citation -> citation.number() == number).findFirst()
                .flatMap(citation -> articles.find(citation.articleId(), citation.version()).map(version -> inContext(citation, version)));
    }

    /// The version that an answer cites, as it was.
    public Optional<ArticleVersion> citedVersion(Citation citation) {
        return articles.find(citation.articleId(), citation.version());
    }

    /// Keeps what a reader thought of an answer.
    ///
    /// @return whether there is such an answer
    public boolean keepFeedback(String id, Feedback feedback) {
        return store.saveFeedback(id, feedback, clock.instant());
    }

    /// Deletes the answers of a conversation for good, with what readers thought of them.
    public void deleteOf(String conversation) {
        store.deleteOf(conversation);
    }

    private static QuoteInContext inContext(Citation citation, ArticleVersion version) {
        String text = version.article().text();
        Span quote = new Span(citation.start(), citation.end());
        Span paragraph = Paragraphs.of(text).stream().filter(span -> span.contains(quote)).findFirst().orElse(quote);
        return new QuoteInContext(citation, text.substring(paragraph.start(), quote.start()), text.substring(quote.end(), paragraph.end()),
                version.state());
    }

    private Answer check(Heading heading, Draft draft, LocalDate asOf, List<RetrievedPassage> passages) {
        Map<Evidence, Citation> citations = new LinkedHashMap<>();
        List<Statement> statements = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>();
        for (Proposal proposal : draft.statements()) {
            Optional<EvidenceGate.Violation> violation = checker.check(proposal);
            if (violation.isPresent()) {
                withheld.add(new Withheld(violation.get().rule()));
                Log.warnf("withheld a statement (%s): %s", violation.get().rule(), violation.get().why());
                meters.counter("dragoman.statements.withheld", "rule", violation.get().rule()).increment();
                continue;
            }
            List<Integer> numbers = proposal.evidence().stream().map(evidence -> citations.computeIfAbsent(evidence,
                    e -> Citation.of(citations.size() + 1, e.version(), e.span())).number()).toList();
            statements.add(new Statement(proposal.text(), numbers, proposal.eventDate()));
        }
        Optional<String> missing = withheld.isEmpty() ? draft.missing() : draft.missing().or(
                () -> Optional.of("A statement was withheld because it could not be checked against its article."));
        List<Citation> cited = List.copyOf(citations.values());
        if (statements.isEmpty()) {
            return new NotFound(heading, asOf, missing.orElseThrow(), nearest(passages), withheld);
        }
        LocalDate newest = cited.stream().map(Citation::published).max(LocalDate::compareTo).orElseThrow();
        return missing.<Answer>map(reason -> new Partial(heading, List.copyOf(statements), cited, newest, reason, nearest(passages), withheld))
                .orElseGet(() -> new Answered(heading, List.copyOf(statements), cited, newest));
    }

    private List<Nearest> nearest(List<RetrievedPassage> passages) {
        return passages.stream().map(passage -> new Nearest(passage.articleId(), passage.title(), passage.published())).distinct()
                .filter(near -> articles.findNewest(near.articleId()).filter(version -> version.state() == State.LIVE).isPresent())
                .limit(NEAREST).toList();
    }

    private String whyNoPassages(AnswerRequest request) {
        return articles.summarize().articles() == 0 ? "There are no articles yet."
                : "There are no articles up to %s.".formatted(request.asOf().map(LocalDate::toString).orElse("today"));
    }

    private String newId() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
