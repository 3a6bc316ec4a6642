package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceFinder.Found;
import dragoman.answer.SentenceFinder.Weighed;
import dragoman.article.CorpusView;
import dragoman.article.DateExpression;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import dragoman.retrieval.QuestionAnalyzer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What happened when in the matter of an answer: sentences of the articles that say of which day they tell, in the order of those days. Each
/// has passed the {@link EvidenceGate} as a statement has.
@ApplicationScoped
public class MatterTimeline {

    private static final int POINTS = 10;
    private static final int OF_AN_ARTICLE = 3;
    private static final int FEWEST_WORDS = 6;
    private static final Pattern WOULD = Pattern.compile("\\b(?:would|was to|were to)\\b");

    private final QuestionAnalyzer analyzer;
    private final SitePassages retriever;
    private final SiteRules sites;
    private final SentenceFinder finder;
    private final EvidenceGate gate;
    private final Clock clock;

    MatterTimeline(QuestionAnalyzer analyzer, SitePassages retriever, SiteRules sites, SentenceFinder finder, EvidenceGate gate, Clock clock) {
        this.analyzer = analyzer;
        this.retriever = retriever;
        this.sites = sites;
        this.finder = finder;
        this.gate = gate;
        this.clock = clock;
    }

    /// Something that happened, or is to happen, on a day.
    ///
    /// @param day      of what it tells
    /// @param who      who comes first in it, by the name that all spellings share; empty if nobody is named
    /// @param citation the words that tell it, numbered in the order of the days
    public record Point(LocalDate day, String who, Citation citation) {
    }

    private record Dated(LocalDate day, Weighed weighed) {
    }

    /// The days of the matter that an answer is about, as the articles tell now; fewer than two if there is nothing to compare.
    public List<Point> of(Answer answer) {
        LocalDate today = LocalDate.now(clock);
        CorpusView view = sites.viewOf(answer.heading().site());
        AnalyzedQuestion question = analyzer.analyze(answer.heading().standalone(), today);
        // the question finds its answer; its matter finds what led to it and what came of it
        String matter = Topic.of(question.text()).thing().orElseGet(() -> String.join(" ", question.names()));
        Map<Sentence, Dated> dated = new HashMap<>();
        Set<String> cited = answer.citations().stream().map(Citation::articleId).collect(Collectors.toSet());
        for (String asked : matter.isBlank() ? List.of(question.text()) : List.of(question.text(), "What happened: " + matter + "?")) {
            AnalyzedQuestion analyzed = analyzer.analyze(asked, today);
            List<Found> found = finder.read(retriever.retrieve(analyzed, today, view)).stream().filter(one -> cited.contains(one.article().version().articleId()) || isAbout(question, one.article())).toList();
            finder.weigh(analyzed, found).forEach(weighed -> day(weighed).ifPresent(day -> dated.putIfAbsent(weighed.sentence(), new Dated(day, weighed))));
        }
        return number(choose(List.copyOf(dated.values())));
    }

    private static Optional<LocalDate> day(Weighed weighed) {
        // "said that he would travel on Monday" leaves open which Monday
        if (weighed.sentence().dates().stream().anyMatch(DateExpression::relative) && WOULD.matcher(weighed.sentence().text()).find()) {
            return Optional.empty();
        }
        List<LocalDate> days = weighed.sentence().dates().stream().map(DateExpression::day).flatMap(Optional::stream).distinct().toList();
        return days.size() == 1 && weighed.sentence().words().size() >= FEWEST_WORDS ? Optional.of(days.getFirst()) : Optional.empty();
    }

    /// Whether the article names all that the question names.
    private static boolean isAbout(AnalyzedQuestion question, ReadArticle article) {
        return !question.names().isEmpty() && question.names().stream().allMatch(name -> article.titleNames().stream().anyMatch(other -> Names.same(name, other.canonical()))
                || article.sentences().stream().flatMap(sentence -> sentence.names().stream()).anyMatch(other -> Names.same(name, other.canonical())));
    }

    /// The openings of the articles tell best what happened; then the likeliest.
    private List<Dated> choose(List<Dated> dated) {
        Map<String, Integer> ofArticle = new HashMap<>();
        Set<String> told = new HashSet<>();
        List<Dated> chosen = new ArrayList<>();
        dated.stream().sorted(Comparator.<Dated, Boolean>comparing(one -> one.weighed.sentence().index() > 1).thenComparing(one -> -one.weighed.probability())).forEach(one -> {
            String article = one.weighed.article().version().articleId();
            boolean wanted = chosen.size() < POINTS && ofArticle.getOrDefault(article, 0) < OF_AN_ARTICLE && told.add(article + one.day) && gate.check(proposal(one)).isEmpty();
            if (wanted) {
                ofArticle.merge(article, 1, Integer::sum);
                chosen.add(one);
            }
        });
        return chosen;
    }

    private static Proposal proposal(Dated dated) {
        Evidence evidence = evidence(dated);
        return new Proposal(evidence.quote(), List.of(evidence), Optional.of(dated.day));
    }

    private static Evidence evidence(Dated dated) {
        return new Evidence(dated.weighed.article().version(), dated.weighed.sentence().span());
    }

    private static List<Point> number(List<Dated> chosen) {
        List<Dated> ordered = chosen.stream().sorted(Comparator.comparing(Dated::day).thenComparing(one -> one.weighed.article().version().article().published())
                .thenComparing(one -> one.weighed.sentence().index())).toList();
        List<Point> points = new ArrayList<>();
        for (Dated one : ordered) {
            String who = one.weighed.sentence().names().stream().findFirst().map(Name::canonical).orElse("");
            points.add(new Point(one.day, who, Citation.of(points.size() + 1, one.weighed.article().version(), one.weighed.sentence().span())));
        }
        return List.copyOf(points);
    }
}
