package dragoman.answer;

import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Editorial;
import dragoman.answer.Answer.Generation;
import dragoman.answer.Answer.Heading;
import dragoman.answer.Answer.Mode;
import dragoman.answer.Answer.Nearest;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.Answer.Reader;
import dragoman.answer.Answer.Withheld;
import dragoman.answer.AnswerEvent.Begun;
import dragoman.answer.AnswerEvent.Done;
import dragoman.answer.AnswerEvent.Sources;
import dragoman.answer.AnswerEvent.StatementMade;
import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.EditorialRulings.Decided;
import dragoman.answer.EvidenceFinder.Place;
import dragoman.answer.Lack.Kind;
import dragoman.answer.generation.FallbackCause;
import dragoman.answer.generation.GenerativeAnswerer;
import dragoman.answer.generation.GenerativeAnswerer.Writing;
import dragoman.answer.generation.GivenPassage;
import dragoman.answer.generation.Steps;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleRepository.VersionId;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.Budget;
import dragoman.article.BudgetExceededException;
import dragoman.article.CorpusSummary;
import dragoman.article.CorpusView;
import dragoman.article.Paragraphs;
import dragoman.article.Span;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Message;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Answers questions: analyses, retrieves, proposes, checks, and only then tells. With a language model configured its statements are proposed;
/// where it gives none that can be told, the articles' own sentences are.
@ApplicationScoped
public class AnswerService {

    private static final int NEAREST = 3;
    /// An article of tomorrow's date may have appeared already, where tomorrow has begun.
    private static final ZoneOffset FIRST_TO_SEE_THE_DAY = ZoneOffset.ofHours(14);

    private final QuestionAnalyzer analyzer;
    private final SitePassages retriever;
    private final ExtractiveAnswerer answerer;
    private final GenerativeAnswerer generator;
    private final EvidenceFinder finder;
    private final EvidenceGate checker;
    private final PassageReader reader;
    private final ArticleRepository articles;
    private final AnswerStore store;
    private final SiteRules sites;
    private final EditorialRulings rulings;
    private final MeterRegistry meters;
    private final Steps steps;
    private final QuestionSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AnswerService(QuestionAnalyzer analyzer, SitePassages retriever, ExtractiveAnswerer answerer, GenerativeAnswerer generator,
            EvidenceFinder finder, EvidenceGate checker, PassageReader reader, ArticleRepository articles, AnswerStore store, SiteRules sites, EditorialRulings rulings,
            MeterRegistry meters, Steps steps, QuestionSettings settings, Clock clock) {
        this.analyzer = analyzer;
        this.retriever = retriever;
        this.answerer = answerer;
        this.generator = generator;
        this.finder = finder;
        this.checker = checker;
        this.reader = reader;
        this.articles = articles;
        this.store = store;
        this.sites = sites;
        this.rulings = rulings;
        this.meters = meters;
        this.steps = steps;
        this.settings = settings;
        this.clock = clock;
    }

    /// Answers, telling what happens as it happens. Returns when the answer is stored and all events are told. What a language model writes is
    /// told statement by statement, before the whole answer is there and stored.
    ///
    /// @param listener called from the calling thread; what it throws ends the work, also that of the model
    public Answer answer(AnswerRequest request, Consumer<AnswerEvent> listener) {
        return answer(request, listener, () -> false);
    }

    /// The same for readers who may stop it, or leave while there is nothing to tell them.
    ///
    /// @param left whether nobody listens any more; asked between the steps, and again and again while the model is waited for
    /// @throws ReaderLeftException if so; what was not stored by then is not kept
    public Answer answer(AnswerRequest request, Consumer<AnswerEvent> listener, BooleanSupplier left) {
        try {
            return begin(request, listener, left);
        } catch (BudgetExceededException e) {
            meters.counter("dragoman.answers.declined", "cause", "budget").increment();
            throw new InvalidQuestionException("This question takes %s of work here. Ask it in fewer and plainer words, or one thing after the other.".formatted(e.getMessage()));
        }
    }

    private <T> T within(Supplier<T> work) {
        return Budget.within(settings.time(), settings.steps(), work::get);
    }

    /// What is looked up before a word is told, and what the articles say themselves, is done within the budget of a question. A language model has limits of
    /// its own; of what it writes, each statement is checked within such a budget.
    private Answer begin(AnswerRequest request, Consumer<AnswerEvent> listener, BooleanSupplier left) {
        long began = System.nanoTime();
        CorpusView view = sites.viewOf(request.site());
        LocalDate asOf = request.asOf().orElseGet(() -> LocalDate.now(clock));
        LocalDate until = request.asOf().orElseGet(() -> LocalDate.now(clock.withZone(FIRST_TO_SEE_THE_DAY)));
        Heading heading = new Heading(newId(), request.question(), request.conversation().orElseGet(this::newId),
                generator.isConfigured() ? Mode.GENERATIVE : Mode.EXTRACTIVE, clock.instant(), request.understoodAs(), Optional.empty(), request.site(),
                Optional.empty(), Optional.of(Reader.of(reader.model())));
        listener.accept(new Begun(heading, asOf));

        Message message = Message.of(request.standalone());
        AnalyzedQuestion whole = within(() -> analyze(request.standalone(), request, asOf, view));
        Optional<Decided> decided = within(() -> decided(whole, request));
        Telling telling = new Telling(listener, began);
        Answer answer = decided.isPresent() ? tellDecided(heading, asOf, decided.get(), telling)
                : message.isSmallTalk() ? telling.end(heading.in(Mode.EXTRACTIVE), asOf, Optional.of(help(view)), List.of())
                : answer(heading, request, whole, within(() -> message.questions().stream()
                        .map(text -> part(text, whole, request, asOf, until, view)).toList()), asOf, telling, left);
        goOnUnless(left);
        store.save(answer, (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        telling.tell();
        listener.accept(new Done(answer));
        meters.timer("dragoman.answers", "kind", answer.getClass().getSimpleName())
                .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return answer;
    }

    /// A question of the message with what was found for it.
    ///
    /// @param decided what editors have decided about it; nothing is looked for then
    /// @param nothing why no passages are there, where none are
    private record Part(AnalyzedQuestion question, Optional<Decided> decided, List<RetrievedPassage> passages, Optional<Lack> nothing) {
    }

    private AnalyzedQuestion analyze(String text, AnswerRequest request, LocalDate asOf, CorpusView view) {
        AnalyzedQuestion analyzed = steps.take("analyse", () -> analyzer.analyze(text, asOf, () -> articles.summarize(view).reportedUntil(asOf)));
        return request.since().map(analyzed::since).orElse(analyzed);
    }

    private Optional<Decided> decided(AnalyzedQuestion question, AnswerRequest request) {
        return steps.take("rulings", () -> rulings.about(question, request.site(), request.asOf().isEmpty()));
    }

    private Part part(String text, AnalyzedQuestion whole, AnswerRequest request, LocalDate asOf, LocalDate until, CorpusView view) {
        boolean same = text.equals(whole.text());
        AnalyzedQuestion question = same ? whole : analyze(text, request, asOf, view);
        Optional<Decided> decided = same ? Optional.empty() : decided(question, request);
        if (decided.isPresent()) {
            return new Part(question, decided, List.of(), Optional.empty());
        }
        List<RetrievedPassage> passages = steps.take("retrieve", () -> request.about()
                .map(article -> retriever.retrieve(question, until, view, article))
                .orElseGet(() -> retriever.retrieve(question, until, view)).stream()
                .filter(passage -> request.since().filter(passage.published()::isBefore).isEmpty()).toList());
        return new Part(question, decided, passages, passages.isEmpty() ? Optional.of(whyNoPassages(request, view)) : Optional.empty());
    }

    private Answer answer(Heading heading, AnswerRequest request, AnalyzedQuestion whole, List<Part> parts, LocalDate asOf, Telling telling,
            BooleanSupplier left) {
        goOnUnless(left);
        if (parts.size() == 1 && parts.getFirst().decided().isPresent()) {
            return tellDecided(heading, asOf, parts.getFirst().decided().get(), telling);
        }
        boolean writable = generator.isConfigured() && parts.stream()
                .allMatch(part -> part.decided().isEmpty() && part.nothing().isEmpty() && !ExtractiveAnswerer.asksNothing(part.question()));
        return writable ? generate(heading, parts.size() == 1 ? parts.getFirst().question() : whole, asOf, parts, telling, left)
                : within(() -> extract(heading, asOf, parts, telling));
    }

    /// What is to be told of each question, once; and what the first of them lacks.
    ///
    /// @param answering gives what the articles say to one of them
    private Draft draft(List<Part> parts, BiFunction<AnalyzedQuestion, List<RetrievedPassage>, Draft> answering) {
        Set<Proposal> proposals = new LinkedHashSet<>();
        List<Draft> drafts = new ArrayList<>();
        List<Lack> missing = new ArrayList<>();
        for (Part part : parts) {
            Draft draft = part.decided().map(decided -> new Draft(decided.proposals(), decided.why(), Optional.empty(), Optional.empty()))
                    .or(() -> part.nothing().map(Draft::nothing))
                    .orElseGet(() -> steps.take("extract", () -> answering.apply(part.question(), part.passages())));
            drafts.add(draft);
            proposals.addAll(draft.statements());
            draft.missing().map(lack -> parts.size() == 1 ? lack : lack.about(part.question().text())).ifPresent(missing::add);
        }
        // of several questions no form or matter is that of the whole
        return parts.size() == 1 ? drafts.getFirst() : new Draft(List.copyOf(proposals), missing.stream().findFirst(), Optional.empty(), Optional.empty());
    }

    private static List<RetrievedPassage> passages(List<Part> parts) {
        return parts.stream().flatMap(part -> part.passages().stream()).distinct().toList();
    }

    private Lack help(CorpusView view) {
        CorpusSummary summary = articles.summarize(view);
        return summary.articles() == 0 ? Lack.of(Kind.NO_ARTICLES)
                : new Lack(Kind.HELP, Map.of("count", String.valueOf(summary.articles()), "date", summary.newest().orElseThrow()
                .toString()));
    }

    private static void goOnUnless(BooleanSupplier left) {
        if (left.getAsBoolean()) {
            throw new ReaderLeftException();
        }
    }

    private static Answer tellDecided(Heading heading, LocalDate asOf, Decided decided, Telling telling) {
        decided.proposals().forEach(proposal -> telling.add(proposal, Optional.empty()));
        return telling.end(heading.ruled(decided.mode(), decided.ruling().map(ruling -> new Editorial(ruling.kind(), ruling.made()))), asOf, decided.why(), List.of());
    }

    private Answer extract(Heading heading, LocalDate asOf, List<Part> parts, Telling telling) {
        Draft draft = draft(parts, answerer::answer);
        draft.statements().forEach(proposal -> telling.add(proposal, checker.check(proposal)));
        return telling.end(heading.in(Mode.EXTRACTIVE).of(draft), asOf, draft.missing(), passages(parts));
    }

    private Answer generate(Heading heading, AnalyzedQuestion question, LocalDate asOf, List<Part> parts, Telling telling,
            BooleanSupplier left) {
        List<RetrievedPassage> passages = passages(parts);
        Map<GivenPassage, Place> places = new LinkedHashMap<>();
        Map<VersionId, ArticleVersion> versions = articles.findAll(passages.stream().map(passage -> new VersionId(passage.articleId(), passage.version())).distinct().toList());
        passages.forEach(passage -> Optional.ofNullable(versions.get(new VersionId(passage.articleId(), passage.version()))).filter(version -> version.state() == State.LIVE).ifPresent(version -> {
            Place place = new Place(version, passage.span());
            places.put(new GivenPassage("%s:%d:%d-%d".formatted(passage.articleId(), passage.version(), passage.span().start(), passage.span().end()), passage.title(),
                    version.article().publisher().name(), passage.published(), finder.readable(place)), place);
        }));
        Writing writing = generator.write(sites.account(heading.site()), question.text(), asOf, List.copyOf(places.keySet()), (statement, cited) -> within(() -> {
            EvidenceFinder.Found found = finder.find(statement, question, cited.stream().map(places::get).toList());
            if (found.proposal().isEmpty()) {
                meters.counter("dragoman.statements.withheld", "rule", "abridgement").increment();
                return found.reasons();
            }
            return telling.tellNow(found.proposal().get(), checker.checkGenerated(found.proposal().get()));
        }), () -> goOnUnless(left));
        writing.failure().ifPresent(cause -> meters.counter("dragoman.fallbacks", "cause", cause.name().toLowerCase(Locale.ROOT)).increment());
        Generation generation = new Generation(generator.modelName(), generator.promptHash(), writing.withheld(), writing.failure());
        if (writing.failure().isEmpty()) {
            return telling.end(heading.with(Mode.GENERATIVE, generation), asOf, Optional.empty(), passages);
        }
        boolean declined = writing.told() == 0 && writing.failure().filter(FallbackCause.DECLINED::equals).isPresent();
        Draft draft = within(() -> draft(parts, declined ? answerer::answerIfSure : answerer::answer));
        if (declined && draft.statements().isEmpty()) {
            // the model's own answer is given, so nothing takes its place
            return telling.end(heading.with(Mode.GENERATIVE, generation.withoutFallback()), asOf, draft.missing(), passages);
        }
        draft.statements().stream().filter(proposal -> !telling.cites(proposal)).forEach(proposal -> telling.add(proposal, checker.check(proposal)));
        return writing.told() == 0 ? telling.end(heading.with(Mode.EXTRACTIVE, generation).of(draft), asOf, draft.missing(), passages)
                : telling.end(heading.with(Mode.GENERATIVE, generation), asOf, Optional.of(Lack.of(Kind.UNFINISHED, "cause", generation.fallback().orElseThrow())), passages);
    }

    /// An answer as it was given, with what has become of its sources, wherever it was given: for those who were given its link. What editors have
    /// suppressed is not there.
    public Optional<GivenAnswer> find(String id) {
        return store.find(id);
    }

    /// The same for editors, who see what they have suppressed as well.
    public Optional<GivenAnswer> findEvenSuppressed(String id) {
        return store.findEvenSuppressed(id);
    }

    /// Whether there is an answer that editors keep from readers.
    public boolean isSuppressed(String id) {
        return store.find(id).isEmpty() && store.findEvenSuppressed(id).isPresent();
    }

    /// The same of one that was given at this site.
    public boolean isSuppressed(String id, Optional<String> site) {
        return store.find(id).isEmpty() && store.findEvenSuppressed(id).filter(given -> given.answer().heading().site().equals(site)).isPresent();
    }

    /// The same, if it was given at this site.
    public Optional<GivenAnswer> find(String id, Optional<String> site) {
        return store.find(id).filter(given -> given.answer().heading().site().equals(site));
    }

    /// One citation of an answer of a site in its paragraph.
    public Optional<QuoteInContext> quoteInContext(String id, Optional<String> site, int number) {
        return find(id, site).stream().flatMap(given -> given.answer().citations().stream())
                .filter(citation -> citation.number() == number).findFirst().flatMap(this::quoteInContext);
    }

    /// A citation in its paragraph.
    public Optional<QuoteInContext> quoteInContext(Citation citation) {
        return articles.find(citation.articleId(), citation.version()).map(version -> inContext(citation, version));
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

    /// What a reader is told of an answer: numbers what is cited, and keeps the order of events.
    private final class Telling {

        private final Consumer<AnswerEvent> listener;
        private final long began;
        private final Map<Evidence, Citation> citations = new LinkedHashMap<>();
        private final List<Statement> statements = new ArrayList<>();
        private boolean anyTold;
        private int toldSources;
        private int toldStatements;
        private final List<Withheld> withheld = new ArrayList<>();

        Telling(Consumer<AnswerEvent> listener, long began) {
            this.listener = listener;
            this.began = began;
        }

        /// Adds a statement, unless something speaks against it.
        boolean add(Proposal proposal, Optional<EvidenceGate.Violation> violation) {
            if (violation.isPresent()) {
                withheld.add(new Withheld(violation.get().rule()));
                Log.warnf("withheld a statement (%s): %s", violation.get().rule(), violation.get().why());
                meters.counter("dragoman.statements.withheld", "rule", violation.get().rule()).increment();
                return false;
            }
            List<Integer> numbers = proposal.evidence().stream().map(evidence -> citations.computeIfAbsent(evidence,
                    e -> Citation.of(citations.size() + 1, e.version(), e.span())).number()).toList();
            statements.add(new Statement(proposal.text(), numbers, proposal.eventDate()));
            return true;
        }

        /// Adds a statement and tells it at once.
        ///
        /// @return why it is not told; empty if it is
        List<String> tellNow(Proposal proposal, Optional<EvidenceGate.Violation> violation) {
            if (violation.isPresent()) {
                meters.counter("dragoman.statements.withheld", "rule", violation.get().rule()).increment();
                return List.of(violation.get().why());
            }
            add(proposal, violation);
            tell();
            return List.of();
        }

        /// Tells what is not told yet.
        void tell() {
            if (citations.size() > toldSources || !anyTold) {
                anyTold = true;
                listener.accept(new Sources(List.copyOf(citations.values())));
                toldSources = citations.size();
            }
            for (; toldStatements < statements.size(); toldStatements++) {
                if (toldStatements == 0) {
                    meters.timer("dragoman.statement.first").record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
                }
                listener.accept(new StatementMade(toldStatements, statements.get(toldStatements)));
            }
        }

        boolean cites(Proposal proposal) {
            return proposal.evidence().stream().anyMatch(one -> citations.keySet().stream().anyMatch(cited -> cited.version().equals(one.version())
                    && cited.span().start() < one.span().end() && one.span().start() < cited.span().end()));
        }

        Answer end(Heading heading, LocalDate asOf, Optional<Lack> why, List<RetrievedPassage> passages) {
            Optional<Lack> missing = withheld.isEmpty() ? why : why.or(() -> Optional.of(Lack.of(Kind.WITHHELD)));
            List<Citation> cited = List.copyOf(citations.values());
            if (statements.isEmpty()) {
                return new NotFound(heading, asOf, missing.orElseThrow(), nearest(passages), List.copyOf(withheld));
            }
            LocalDate newest = cited.stream().map(Citation::published).max(LocalDate::compareTo).orElseThrow();
            return missing.<Answer>map(lack -> new Partial(heading, List.copyOf(statements), cited, newest, lack, nearest(passages), List.copyOf(withheld)))
                    .orElseGet(() -> new Answered(heading, List.copyOf(statements), cited, newest));
        }
    }

    private List<Nearest> nearest(List<RetrievedPassage> passages) {
        return passages.stream().map(passage -> new Nearest(passage.articleId(), passage.title(), passage.published())).distinct()
                .filter(near -> articles.findNewest(near.articleId()).filter(version -> version.state() == State.LIVE).isPresent())
                .limit(NEAREST).toList();
    }

    private Lack whyNoPassages(AnswerRequest request, CorpusView view) {
        return articles.summarize(view).articles() == 0 ? Lack.of(Kind.NO_ARTICLES)
                : !rulings.embargoes(view.site()).isEmpty() ? Lack.of(Kind.NOT_TOLD)
                : request.asOf().map(day -> Lack.of(Kind.NO_ARTICLES_UNTIL, "date", day)).orElseGet(() -> Lack.of(Kind.NO_ARTICLES_UNTIL_TODAY));
    }

    private String newId() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
