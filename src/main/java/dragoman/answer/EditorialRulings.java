package dragoman.answer;

import dragoman.answer.Answer.Mode;
import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.EvidenceGate.Violation;
import dragoman.answer.Ruling.Kind;
import dragoman.answer.Ruling.Place;
import dragoman.answer.Ruling.Ruled;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.audit.Deed;
import dragoman.audit.Deed.Actor;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.QuestionAnalyzer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What editors decide about answers. It goes the way of every answer: what is pinned or written by an editor is told only while live articles carry
/// it, checked each time.
@ApplicationScoped
public class EditorialRulings {

    /// Questions nearer than this that ask the same of the same are one: "How much did Austria pledge for Sudan?" and "How much money did Austria pledge
    /// for Sudan?", but not "How much did Austria pledge for Syria?".
    static final double AS_GOOD_AS_THE_SAME = 0.93;
    private static final Set<String> SAYING_NOTHING = Set.of("money", "exactly", "please", "tell", "know", "actually", "people");
    private static final int MOST_STATEMENTS = 8;
    private static final int LONGEST_STATEMENT = 600;
    private static final int LONGEST_TOPIC = 100;

    private final RulingStore store;
    private final AnswerStore answers;
    private final QuestionAnalyzer analyzer;
    private final QuestionMeaning meaning;
    private final EvidenceFinder finder;
    private final EvidenceGate gate;
    private final ArticleRepository articles;
    private final SiteRules sites;
    private final Clock clock;

    EditorialRulings(RulingStore store, AnswerStore answers, QuestionAnalyzer analyzer, QuestionMeaning meaning, EvidenceFinder finder, EvidenceGate gate, ArticleRepository articles,
            SiteRules sites, Clock clock) {
        this.store = store;
        this.answers = answers;
        this.analyzer = analyzer;
        this.meaning = meaning;
        this.finder = finder;
        this.gate = gate;
        this.articles = articles;
        this.sites = sites;
        this.clock = clock;
    }

    /// A statement that an editor writes, and the article that is to carry it.
    public record Written(String text, String articleId) {
    }

    /// What is decided about a question.
    ///
    /// @param proposals what is to be told in place of an answer of our own; all of it has been checked just now
    /// @param mode      whose words these are
    /// @param why       why nothing is told
    record Decided(Optional<Ruling> ruling, List<Proposal> proposals, Mode mode, Optional<Lack> why) {

        static Decided nothing(Optional<Ruling> ruling, Lack.Kind why) {
            return new Decided(ruling, List.of(), Mode.EXTRACTIVE, Optional.of(Lack.of(why)));
        }
    }

    /// What editors have decided about a question.
    ///
    /// @param ofToday whether it is asked as of today: what is ruled now is not what was known on another day
    /// @return empty if it is to be answered as any other
    Optional<Decided> about(AnalyzedQuestion question, Optional<String> site, boolean ofToday) {
        String key = key(question.text());
        RulingStore.Holding holding = store.holding(site, key);
        if (holding.embargoes().stream().anyMatch(embargo -> embargo.isIn(question.text()))) {
            return Optional.of(Decided.nothing(Optional.empty(), Lack.Kind.EMBARGOED));
        }
        if (!ofToday) {
            return Optional.empty();
        }
        Optional<Ruling> ruling = holding.exact().or(() -> holding.others() ? meaningTheSame(question, site) : Optional.empty());
        if (ruling.isEmpty()) {
            return Optional.empty();
        }
        if (ruling.get().kind() == Kind.SUPPRESSION) {
            return Optional.of(Decided.nothing(ruling, Lack.Kind.SUPPRESSED));
        }
        AnalyzedQuestion ruled = analyzer.analyze(ruling.get().question(), LocalDate.now(clock));
        List<Proposal> proposals = new ArrayList<>();
        for (Ruled statement : ruling.get().statements()) {
            Optional<Proposal> proposal = proposal(statement);
            if (proposal.isEmpty() || violation(proposal.get(), ruled).isPresent()) {
                store.end(ruling.get().id(), "What it says is not carried by a live article any more.");
                return Optional.empty();
            }
            if (proposal.get().evidence().stream().anyMatch(one -> isEmbargoed(one.version(), holding.embargoes()))) {
                return Optional.empty();
            }
            proposals.add(proposal.get());
        }
        boolean verbatim = proposals.stream().allMatch(proposal -> gate.check(proposal).isEmpty());
        return Optional.of(new Decided(ruling, proposals, verbatim ? Mode.EXTRACTIVE : ruling.get().kind() == Kind.CORRECTION ? Mode.EDITED : Mode.GENERATIVE, Optional.empty()));
    }

    private Optional<Ruling> meaningTheSame(AnalyzedQuestion question, Optional<String> site) {
        float[] vector = meaning.of(List.of(question.text())).getFirst();
        return store.nearest(site, meaning.model(), vector, AS_GOOD_AS_THE_SAME).stream()
                .filter(ruling -> asksTheSame(question, analyzer.analyze(ruling.question(), LocalDate.now(clock)))).findFirst();
    }

    /// Vectors hardly tell one name, figure or day from another, who did it from whom it was done to, or lifting from imposing: names must come in the same
    /// order, and each word that carries meaning must have its counterpart.
    static boolean asksTheSame(AnalyzedQuestion one, AnalyzedQuestion other) {
        return one.names().equals(other.names()) && Set.copyOf(one.figures()).equals(Set.copyOf(other.figures())) && one.period().equals(other.period())
                && one.kind() == other.kind() && one.latest() == other.latest() && negates(one.text()) == negates(other.text())
                && hasCounterparts(one, other) && hasCounterparts(other, one);
    }

    private static boolean hasCounterparts(AnalyzedQuestion one, AnalyzedQuestion other) {
        return one.terms().stream().filter(term -> !SAYING_NOTHING.contains(term.word()))
                .allMatch(term -> other.terms().stream().anyMatch(counterpart -> counterpart.stem().equals(term.stem()) || term.related().contains(counterpart.stem())));
    }

    private static boolean negates(String question) {
        return Words.of(question).stream().map(Word::lower).anyMatch(Set.of("not", "no", "never", "nobody", "none", "without", "neither", "nor")::contains)
                || question.toLowerCase(Locale.ROOT).contains("n't") || question.toLowerCase(Locale.ROOT).contains("n’t");
    }

    /// The embargoes that keep an article from being cited at a site.
    List<TopicEmbargo> embargoes(Optional<String> site) {
        return store.holdingEmbargoes(site);
    }

    static boolean isEmbargoed(ArticleVersion version, List<TopicEmbargo> embargoes) {
        return embargoes.stream().anyMatch(embargo -> embargo.isIn(version.article().title()) || embargo.isIn(version.article().text()));
    }

    /// Gives an answer again whenever its question is asked.
    ///
    /// @throws RulingRefusedException if there is nothing to give, or it may not be given any more
    public void pin(Actor by, String answerId) {
        Answer answer = answer(answerId);
        if (answer.statements().isEmpty()) {
            throw new RulingRefusedException("This answer says nothing that could be given again. Correct it instead.");
        }
        AnalyzedQuestion question = analyzer.analyze(answer.heading().standalone(), LocalDate.now(clock));
        List<Ruled> statements = answer.statements().stream().map(statement -> new Ruled(statement.text(), statement.citations().stream()
                .map(number -> answer.citations().get(number - 1)).map(one -> new Place(one.articleId(), one.version(), one.start(), one.end())).toList(), statement.eventDate())).toList();
        for (Ruled statement : statements) {
            Proposal proposal = proposal(statement).orElseThrow(() -> new RulingRefusedException("An article that this answer cites is gone."));
            violation(proposal, question).ifPresent(violation -> {
                throw new RulingRefusedException("“%s” cannot be given again: %s (%s).".formatted(statement.text(), violation.why(), violation.rule()));
            });
        }
        add(by, Kind.PIN, answer, statements, "answer.pin", "");
    }

    /// Gives other statements in an answer's place whenever its question is asked. Each must be carried by one sentence of its article, as those of a
    /// language model must.
    ///
    /// @throws RulingRefusedException with the reason, if a statement is not
    public void correct(Actor by, String answerId, List<Written> written) {
        Answer answer = answer(answerId);
        if (written.isEmpty() || written.size() > MOST_STATEMENTS) {
            throw new RulingRefusedException("Write one to %d statements, each with the article that says so.".formatted(MOST_STATEMENTS));
        }
        AnalyzedQuestion question = analyzer.analyze(answer.heading().standalone(), LocalDate.now(clock));
        List<Ruled> statements = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String statement = written.get(i).text.strip().replaceAll("\\s+", " ");
            String where = "Statement %d is refused: ".formatted(i + 1);
            if (statement.isEmpty() || statement.length() > LONGEST_STATEMENT) {
                throw new RulingRefusedException(where + "it has %d characters; 1 to %d can be told.".formatted(statement.length(), LONGEST_STATEMENT));
            }
            ArticleVersion version = articles.findNewest(written.get(i).articleId.strip()).filter(one -> one.state() == State.LIVE)
                    .filter(one -> sites.viewOf(answer.heading().site()).sees(one.article().site()))
                    .orElseThrow(() -> new RulingRefusedException(where + "there is no live article with this id that readers of this site see."));
            EvidenceFinder.Found found = finder.find(statement, question, List.of(new EvidenceFinder.Place(version, new Span(0, version.article().text().length()))));
            Proposal proposal = found.proposal().orElseThrow(() -> new RulingRefusedException(where + "no sentence of “%s” carries it: %s.".formatted(version.article().title(),
                    String.join("; ", found.reasons()))));
            gate.checkGenerated(proposal).ifPresent(violation -> {
                throw new RulingRefusedException(where + "%s (%s).".formatted(violation.why(), violation.rule()));
            });
            statements.add(new Ruled(statement, proposal.evidence().stream().map(one -> new Place(one.version().articleId(), one.version().number(), one.span().start(), one.span().end())).toList(),
                    proposal.eventDate()));
        }
        add(by, Kind.CORRECTION, answer, statements, "answer.correct", statements.stream().map(Ruled::text).collect(Collectors.joining(" | ")));
    }

    /// Keeps an answer from readers, and its question from being answered.
    ///
    /// @param reason in the editor's words, for the log
    public void suppress(Actor by, String answerId, String reason) {
        Answer answer = answer(answerId);
        add(by, Kind.SUPPRESSION, answer, List.of(), "answer.suppress", reason);
    }

    private void add(Actor by, Kind kind, Answer answer, List<Ruled> statements, String action, String detail) {
        String question = answer.heading().standalone();
        List<Place> cited = kind == Kind.SUPPRESSION ? answer.citations().stream().map(one -> new Place(one.articleId(), one.version(), one.start(), one.end())).toList()
                : statements.stream().flatMap(statement -> statement.places().stream()).toList();
        store.add(new Ruling(0, kind, answer.heading().site(), answer.heading().id(), question, statements, by.name(), clock.instant(), Optional.empty(), ""), key(question), meaning.model(),
                meaning.of(List.of(question)).getFirst(), cited, new Deed(by, answer.heading().site(), action, answer.heading().id(), detail));
    }

    /// Ends a ruling; a suppressed answer can be read again.
    ///
    /// @return whether there was anything to end
    public boolean lift(Actor by, Ruling ruling) {
        return store.lift(ruling.id(), new Deed(by, ruling.site(), "ruling.lift", String.valueOf(ruling.id()), ruling.kind().name().toLowerCase(Locale.ROOT) + " of " + ruling.answerId()));
    }

    /// A ruling, whether it holds or not.
    public Optional<Ruling> find(long id) {
        return store.find(id);
    }

    /// Rulings of a site or of all of them; those that hold first, then the newest.
    public List<Ruling> list(boolean all, Optional<String> site, int most) {
        return store.list(all, site, most);
    }

    /// The rulings that were made about an answer, the newest first.
    public List<Ruling> about(String answerId) {
        return store.about(answerId);
    }

    /// Puts a topic under embargo at a site, or at all of them.
    ///
    /// @param until when it ends by itself
    /// @throws RulingRefusedException if the topic is none, or the time has passed
    public void embargo(Actor by, Optional<String> site, boolean everywhere, String topic, Optional<Instant> until) {
        String words = topic.strip().replaceAll("\\s+", " ");
        if (words.length() > LONGEST_TOPIC || Words.of(words).stream().allMatch(Word::isFunctionWord)) {
            throw new RulingRefusedException("Name the topic in a few words, such as a name, with at most %d characters.".formatted(LONGEST_TOPIC));
        }
        if (until.isPresent() && !clock.instant().isBefore(until.get())) {
            throw new RulingRefusedException("The embargo would have ended already. Give a time to come, in UTC, or none.");
        }
        store.add(new TopicEmbargo(0, everywhere ? Optional.empty() : site, everywhere, words, until, by.name(), clock.instant(), Optional.empty()),
                new Deed(by, site, "topic.embargo", words, until.map(moment -> "until " + moment).orElse("until it is ended")));
    }

    /// Ends an embargo.
    ///
    /// @return whether it held
    public boolean endEmbargo(Actor by, TopicEmbargo embargo) {
        return store.endEmbargo(embargo.id(), new Deed(by, embargo.site(), "topic.release", String.valueOf(embargo.id()), embargo.topic()));
    }

    /// The embargoes of a site and those that hold everywhere, or all of them; the newest first.
    public List<TopicEmbargo> listEmbargoes(boolean all, Optional<String> site) {
        return store.embargoes(all, site);
    }

    private Answer answer(String id) {
        return answers.findEvenSuppressed(id).map(GivenAnswer::answer).orElseThrow(() -> new RulingRefusedException("There is no such answer any more."));
    }

    private Optional<Proposal> proposal(Ruled statement) {
        List<Evidence> evidence = new ArrayList<>();
        for (Place place : statement.places()) {
            Optional<ArticleVersion> version = articles.find(place.articleId(), place.version()).filter(one -> place.end() <= one.article().text().length());
            if (version.isEmpty()) {
                return Optional.empty();
            }
            evidence.add(new Evidence(version.get(), new Span(place.start(), place.end())));
        }
        return Optional.of(new Proposal(statement.text(), evidence, statement.eventDate()));
    }

    /// Why a statement may not be told: one in the articles' own words must pass as such, any other as a language model's must.
    private Optional<Violation> violation(Proposal proposal, AnalyzedQuestion question) {
        Optional<Violation> own = gate.check(proposal);
        if (own.isEmpty() || own.get().rule().equals("E6")) {
            return own;
        }
        return gate.checkGenerated(proposal).or(() -> finder.find(proposal.text(), question, proposal.evidence().stream().map(one -> new EvidenceFinder.Place(one.version(), one.span())).toList())
                .proposal().isPresent() ? Optional.empty() : own);
    }

    /// The words of a question, for finding it again.
    static String key(String question) {
        return Words.of(question).stream().map(Word::lower).collect(Collectors.joining(" "));
    }
}
