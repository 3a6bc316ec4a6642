package dragoman.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.DateExpression;
import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageGenerations;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.Names;
import dragoman.retrieval.RetrievedPassage;
import dragoman.retrieval.TermWeights;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Answers in the articles' own sentences.
///
/// A sentence answers if it speaks of everything the question names, holds the kind of thing it asks for, and shares enough of its
/// other words or meaning. How much is enough was measured on the golden questions; see `src/docs/evaluation.md`.
@ApplicationScoped
public class ExtractiveAnswerer {

    private static final int SENTENCES_TO_EMBED = 16;
    private static final long CACHED_CHARACTERS = 3_000_000;

    private final ArticleRepository articles;
    private final SentenceSplitter splitter;
    private final PassageEmbedder embedder;
    private final PassageGenerations generations;
    private final TermWeights weights;
    private final Names names = new Names();
    /// Versions never change, so what was read once stays true; whether they are live is asked each time.
    private final Cache<ArticleVersion, ReadArticle> readArticles = Caffeine.newBuilder().maximumWeight(CACHED_CHARACTERS)
            .weigher((ArticleVersion version, ReadArticle _) -> version.article().text().length()).build();

    ExtractiveAnswerer(ArticleRepository articles, SentenceSplitter splitter, PassageEmbedder embedder,
            PassageGenerations generations, TermWeights weights) {
        this.articles = articles;
        this.splitter = splitter;
        this.embedder = embedder;
        this.generations = generations;
        this.weights = weights;
    }

    /// A sentence that may answer.
    private record Candidate(ReadArticle article, Sentence sentence, SentenceMatch match, double score) {

        Candidate scored(double newScore) {
            return new Candidate(article, sentence, match, newScore);
        }
    }

    /// Proposes the sentences that answer, or says what is missing.
    ///
    /// @param passages as retrieved, best first
    Draft answer(AnalyzedQuestion question, List<RetrievedPassage> passages) {
        if (question.names().isEmpty() && question.terms().isEmpty() && question.figures().isEmpty() && question.kind() == Kind.OTHER) {
            return Draft.nothing("This asks about nothing in particular. Name the event, person or country you want to know about.");
        }
        Map<ReadArticle, Double> read = read(passages);
        Map<String, Double> termWeights = weights.of(question);
        List<Candidate> candidates = new ArrayList<>();
        read.forEach((article, rank) -> article.sentences().forEach(sentence -> SentenceMatch.of(question, article, sentence, termWeights)
                .ifPresent(match -> candidates.add(new Candidate(article, sentence, match, match.coverage() + 0.1 * rank)))));
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());

        List<Candidate> answering = bySimilarity(question, candidates.subList(0, Math.min(SENTENCES_TO_EMBED, candidates.size())), read);
        if (answering.isEmpty()) {
            return Draft.nothing(whyNothing(question, read.keySet()));
        }
        return propose(question, select(question, answering));
    }

    /// The articles of the passages, with the rank of their best passage: 1 for the first, falling to 0.
    private Map<ReadArticle, Double> read(List<RetrievedPassage> passages) {
        Map<ReadArticle, Double> read = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>();
        for (RetrievedPassage passage : passages) {
            if (seen.contains(passage.articleId())) {
                continue;
            }
            double rank = 1.0 / (1 + seen.size());
            seen.add(passage.articleId());
            articles.find(passage.articleId(), passage.version()).filter(version -> version.state() == State.LIVE)
                    .ifPresent(version -> read.put(readArticles.get(version, v -> ReadArticle.of(v, splitter, names)), rank));
        }
        return read;
    }

    private List<Candidate> bySimilarity(AnalyzedQuestion question, List<Candidate> candidates, Map<ReadArticle, Double> ranks) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        PassageGeneration generation = generations.active();
        Embedding asked = embedder.embedQuestion(generation, question.text());
        List<Embedding> said = embedder.embedAll(generation, candidates.stream().map(candidate -> candidate.sentence().text()).toList());
        List<Candidate> answering = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            double similarity = CosineSimilarity.between(asked, said.get(i));
            Log.debugf("%.3f similar, %s: %s", similarity, candidate.match(), candidate.sentence().text());
            if (candidate.match().suffices(similarity)) {
                answering.add(candidate.scored(candidate.match().score(similarity, ranks.get(candidate.article()))));
            }
        }
        // an article about the occasion knows better than one that mentions it
        if (answering.stream().anyMatch(candidate -> !candidate.match().elsewhere())) {
            answering.removeIf(candidate -> candidate.match().elsewhere());
        }
        answering.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return answering;
    }

    private static List<Candidate> select(AnalyzedQuestion question, List<Candidate> answering) {
        Candidate best = answering.getFirst();
        Set<String> told = new HashSet<>();
        int most = switch (question.kind()) {
            case SAID, PLEDGED, OVERVIEW, OTHER -> 3;
            case ATTENDEES, WHO, YES_NO, WHY, AMOUNT -> 2;
            case WHEN, WHERE -> 1;
        };
        List<Candidate> selected = new ArrayList<>(answering.stream()
                .filter(candidate -> candidate.score() >= best.score() * (candidate.article() == best.article()
                        ? SentenceMatch.CLOSE_TO_BEST : SentenceMatch.CLOSE_ELSEWHERE))
                .filter(candidate -> told.add(candidate.sentence().text()))
                .limit(most).toList());
        if (asksForItems(question)) {
            answering.stream().filter(candidate -> candidate.article() == best.article() && candidate.sentence().announcesList()
                    && !selected.contains(candidate)).findFirst().ifPresent(selected::add);
        }
        selected.sort(Comparator.<Candidate, LocalDate>comparing(candidate -> candidate.article().version().article().published()).reversed()
                .thenComparing(candidate -> candidate.article().version().articleId())
                .thenComparing(candidate -> candidate.sentence().index()));
        return selected;
    }

    private static boolean asksForItems(AnalyzedQuestion question) {
        return question.text().toLowerCase(Locale.ROOT)
                .matches("(?s)(?:what|which) (?:are|were|is|was)?\\b.*\\b(?:points|steps|conditions|terms|demands|measures|goals|priorities|items|principles|elements)\\b.*");
    }

    private static Draft propose(AnalyzedQuestion question, List<Candidate> selected) {
        List<Proposal> proposals = new ArrayList<>();
        Optional<String> missing = Optional.empty();
        for (Candidate candidate : selected) {
            List<Span> items = candidate.sentence().announcesList() ? itemsAfter(candidate) : List.of();
            if (candidate.sentence().announcesList() && items.isEmpty()) {
                missing = Optional.of("The article announces a list here, but its text as received does not hold the list.");
            }
            proposals.add(proposal(question, candidate));
            for (Span item : items) {
                Evidence evidence = new Evidence(candidate.article().version(), item);
                proposals.add(new Proposal(evidence.quote(), List.of(evidence), Optional.empty()));
            }
        }
        return new Draft(proposals, missing);
    }

    private static List<Span> itemsAfter(Candidate announcing) {
        List<Sentence> sentences = announcing.article().sentences();
        return sentences.subList(announcing.sentence().index() + 1, sentences.size()).stream()
                .takeWhile(Sentence::isListItem).map(Sentence::span).toList();
    }

    private static Proposal proposal(AnalyzedQuestion question, Candidate candidate) {
        Sentence sentence = candidate.sentence();
        Evidence evidence = new Evidence(candidate.article().version(), sentence.span());
        Optional<DateExpression> date = question.kind() == Kind.WHEN ? candidate.match().nearestDate()
                : sentence.dates().size() == 1 ? Optional.of(sentence.dates().getFirst()) : Optional.empty();
        Optional<LocalDate> day = date.flatMap(DateExpression::day);
        if (question.kind() == Kind.WHEN && day.isPresent() && date.get().relative()) {
            int end = EvidenceChecker.endOf(date.get(), sentence.text());
            String explained = sentence.text().substring(0, end) + " [" + EvidenceChecker.INSERTED_DATE.format(day.get()) + "]"
                    + sentence.text().substring(end);
            return new Proposal(explained, List.of(evidence), day);
        }
        return new Proposal(sentence.text(), List.of(evidence), day);
    }

    private static String whyNothing(AnalyzedQuestion question, Iterable<ReadArticle> read) {
        for (String name : question.names()) {
            boolean known = false;
            for (ReadArticle article : read) {
                known |= article.titleNames().stream().anyMatch(other -> Names.same(name, other.canonical()))
                        || article.sentences().stream().anyMatch(sentence -> SentenceMatch.mentions(sentence, name));
            }
            if (!known) {
                return "No article found for this question mentions " + name + ".";
            }
        }
        return "The articles found for this question do not say.";
    }
}
