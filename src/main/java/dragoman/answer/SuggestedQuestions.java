package dragoman.answer;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.AnswerForesight.Foreseen;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.generation.GivenPassage;
import dragoman.answer.generation.QuestionWriter;
import dragoman.article.Article;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.CorpusSummary;
import dragoman.article.CorpusSummary.Headline;
import dragoman.article.CorpusView;
import dragoman.retrieval.Names.Name;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Questions worth asking, made of the articles themselves. Each was tried before it is shown: it has an answer now.
@ApplicationScoped
public class SuggestedQuestions {

    private static final int STARTERS = 4;
    private static final int FOLLOW_UPS = 3;
    /// So that not all of them ask what somebody said.
    private static final int OF_A_KIND = 2;
    private static final int TRIED = 12;
    private static final int LONGEST_THING = 70;
    private static final int SHOWN_ARTICLES = 3;
    private static final int SHOWN_CHARACTERS = 4_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    /// A page is not kept waiting for suggestions: they are there the next time.
    private static final Duration WAITED_FOR = Duration.ofSeconds(4);
    private static final ExecutorService BESIDE = Executors.newVirtualThreadPerTaskExecutor();

    private final ArticleRepository articles;
    private final ArticleReadings readings;
    private final AnswerForesight foresight;
    private final QuestionWriter writer;
    private final SiteRules sites;
    private final Clock clock;
    private final AsyncCache<Corpus, List<String>> starters = Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(200)
            .executor(BESIDE).buildAsync();
    private final HeadlineQuestions headlines = new HeadlineQuestions();
    private final Cache<String, List<String>> followUps = Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(2_000).build();

    SuggestedQuestions(ArticleRepository articles, ArticleReadings readings, AnswerForesight foresight, QuestionWriter writer, SiteRules sites, Clock clock) {
        this.articles = articles;
        this.readings = readings;
        this.foresight = foresight;
        this.writer = writer;
        this.sites = sites;
        this.clock = clock;
    }

    /// A candidate.
    ///
    /// @param kind what sort of question it is; not too many of one sort are shown
    private record Idea(String question, String kind) {
    }

    private record Corpus(CorpusView view, CorpusSummary summary) {
    }

    /// Questions about the newest shared articles, one an article, at most four.
    public List<String> starters() {
        return starters(Optional.empty());
    }

    /// The same about the newest articles that the readers of a site are answered from. None where they cannot be found in four seconds: they are
    /// looked for once, beside, and are there the next time.
    public List<String> starters(Optional<String> site) {
        CorpusView view = sites.viewOf(site);
        Corpus corpus = new Corpus(view, articles.summarize(view));
        // tried once for all who ask at the same time
        try {
            return starters.get(corpus, this::starters).copy().completeOnTimeout(List.of(), WAITED_FOR.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            // such as that the database does not answer in time
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private List<String> starters(Corpus corpus) {
        List<Idea> chosen = new ArrayList<>();
        for (Headline headline : corpus.summary.latest()) {
            if (chosen.size() < STARTERS) {
                starter(headline, corpus.view, chosen).ifPresent(chosen::add);
            }
        }
        return chosen.stream().map(Idea::question).toList();
    }

    private Optional<Idea> starter(Headline headline, CorpusView view, List<Idea> chosen) {
        LocalDate today = LocalDate.now(clock);
        return live(headline.articleId()).stream().flatMap(version -> ideas(readings.of(version)).stream())
                .filter(idea -> !isOften(idea, chosen)).limit(TRIED)
                .filter(idea -> isAnsweredBy(foresight.foresee(idea.question, today, view), Set.of(headline.articleId()))).findFirst();
    }

    private static boolean isOften(Idea idea, List<Idea> chosen) {
        return chosen.stream().filter(other -> other.kind.equals(idea.kind)).count() >= OF_A_KIND;
    }

    /// Questions that go on from an answer, at most three: about the articles it cites, and answered by words that it has not told. To one
    /// who asked what can be asked, those about the newest articles.
    public List<String> after(Answer answer) {
        if (answer instanceof NotFound nothing && nothing.isHelp()) {
            return starters(answer.heading().site()).stream().limit(FOLLOW_UPS).toList();
        }
        String id = answer.heading().id();
        List<String> known = followUps.getIfPresent(id);
        if (known == null) {
            known = find(answer);
            followUps.put(id, known);
        }
        return known;
    }

    private List<String> find(Answer answer) {
        LocalDate today = LocalDate.now(clock);
        Set<String> told = answer.citations().stream().map(Citation::quote).collect(Collectors.toCollection(HashSet::new));
        Set<String> from = answer.citations().stream().map(Citation::articleId).collect(Collectors.toCollection(LinkedHashSet::new));
        CorpusView view = sites.viewOf(answer.heading().site());
        String asked = answer.heading().standalone();
        List<Idea> chosen = new ArrayList<>();
        List<ReadArticle> cited = from.stream().map(this::live).flatMap(Optional::stream).map(readings::of).toList();
        Stream.concat(written(answer, cited, today), cited.stream().flatMap(article -> ideas(article).stream())).filter(idea -> !idea.question.equalsIgnoreCase(asked)).limit(TRIED)
                .forEach(idea -> {
                    boolean wanted = chosen.size() < FOLLOW_UPS && !isOften(idea, chosen);
                    if (wanted) {
                        Foreseen foreseen = foresight.foresee(idea.question, today, view);
                        if (isAnsweredBy(foreseen, from) && !told.containsAll(foreseen.quotes())) {
                            told.addAll(foreseen.quotes());
                            chosen.add(idea);
                        }
                    }
                });
        return chosen.stream().map(Idea::question).toList();
    }

    /// What a language model would ask, where one is configured. It is tried like everything else.
    private Stream<Idea> written(Answer answer, List<ReadArticle> cited, LocalDate today) {
        if (!writer.isConfigured() || cited.isEmpty()) {
            return Stream.empty();
        }
        List<GivenPassage> passages = cited.stream().limit(SHOWN_ARTICLES).map(SuggestedQuestions::beginning).toList();
        // each a kind of its own: not what it asks for but the rules' ideas resemble each other
        return writer.suggest(sites.account(answer.heading().site()), answer.heading().standalone(), answer.text(), passages, today).stream().map(question -> new Idea(question, question));
    }

    /// As much of an article as a model need see, without what is meant for machines.
    private static GivenPassage beginning(ReadArticle article) {
        StringBuilder text = new StringBuilder();
        article.sentences().stream().filter(sentence -> !sentence.forMachines()).takeWhile(_ -> text.length() < SHOWN_CHARACTERS).forEach(sentence -> text.append(sentence.text()).append('\n'));
        Article of = article.version().article();
        return new GivenPassage(article.version().articleId(), of.title(), of.publisher().name(), of.published(), text.toString());
    }

    private Optional<ArticleVersion> live(String articleId) {
        return articles.findNewest(articleId).filter(version -> version.state() == State.LIVE);
    }

    private static boolean isAnsweredBy(Foreseen foreseen, Set<String> articleIds) {
        return foreseen.isAnswered() && articleIds.containsAll(foreseen.articleIds());
    }

    /// What an article may be asked, the best first.
    private List<Idea> ideas(ReadArticle article) {
        String title = article.version().article().title();
        Optional<Topic> topic = Optional.of(Topic.of(title)).filter(of -> !of.bare() && of.thing().filter(thing -> isNamedBy(title, thing)).isPresent());
        Optional<String> thing = topic.flatMap(Topic::thing);
        List<Idea> ideas = new ArrayList<>();
        List<String> speakers = article.sentences().stream().flatMap(sentence -> sentence.speakers().stream().map(speaker -> fullName(sentence, speaker))).filter(Objects::nonNull).distinct().toList();
        headlines.of(title).ifPresent(question -> ideas.add(new Idea(question, "when")));
        if (topic.isPresent() && topic.get().isOccasion()) {
            // not what was agreed: that may have been nothing
            ideas.add(new Idea("What was the outcome of %s?".formatted(thing.get()), "outcome"));
            ideas.add(new Idea("Who attended " + thing.get() + "?", "attended"));
        }
        for (String speaker : speakers) {
            thing.ifPresent(what -> ideas.add(new Idea("What did %s say about %s?".formatted(speaker, what), "said")));
        }
        thing.ifPresent(what -> ideas.add(new Idea((topic.get().isOccasion() ? "What happened at %s?" : "What is the latest on %s?")
                .formatted(what), "latest")));
        if (ideas.isEmpty()) {
            speakers.forEach(speaker -> ideas.add(new Idea("What did %s say?".formatted(speaker), "said")));
        }
        return ideas;
    }

    /// Whether the headline calls something so: not where the word is a verb ("agree to exchange prisoners").
    private static boolean isNamedBy(String title, String thing) {
        int at = title.toLowerCase(Locale.ROOT).indexOf(thing.replaceFirst("^the ", "").toLowerCase(Locale.ROOT));
        return thing.length() <= LONGEST_THING && at >= 0 && !title.substring(0, at).endsWith(" to ");
    }

    /// The person's name with what stands before the family name; bodies and countries are none.
    private static String fullName(Sentence sentence, String speaker) {
        return sentence.names().stream().filter(name -> name.canonical().equals(speaker) && !name.listed()).map(Name::canonical).filter(name -> name.contains(" ")).findFirst().orElse(null);
    }
}
