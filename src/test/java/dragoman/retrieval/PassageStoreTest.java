package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dragoman.article.Article;
import dragoman.article.CorpusView;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.article.Words;
import dragoman.ingestion.ArticleStore;
import dragoman.ingestion.Passage;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageGenerations;
import dragoman.ingestion.PassageTerms;
import dragoman.ingestion.Splitting;
import dragoman.retrieval.PassageStore.Search;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PassageStoreTest {

    private static final LocalDate DAY = LocalDate.of(2026, 2, 10);
    private static final LocalDate EARLIER = DAY.minusYears(1);
    private static final String QUESTION = "Who sold grain in Rome?";
    private static final String LONG = """
            Grain was sold in Rome at a high price, and the buyers from nine states were content with what they had got. \
            The harbour was full of ships, and the weather was fair for most of the week.

            Envoys met in Prague and spoke about the border, the gas that goes through it and who is to pay for that. \
            They did not agree on a day for the next meeting and went home without a word to the reporters outside.""";

    @Inject
    PassageStore store;
    @Inject
    PassageGenerations generations;
    @Inject
    PassageEmbedder embedder;
    @Inject
    Splitting splitting;
    @Inject
    ArticleStore articles;
    @Inject
    Corpus corpus;

    private PassageGeneration generation;

    @BeforeEach
    void clear() {
        corpus.clear();
        generation = generations.active();
    }

    private static Article article(String key, LocalDate published, String text) {
        return new Article(key, "News of " + key, new Publisher("The Test Courier"), Optional.empty(), published, "en", Rights.QUOTES_ONLY,
                List.of(), text);
    }

    private String ingest(String key, LocalDate published, String text) {
        return corpus.ingest(article(key, published, text)).articleId();
    }

    private static int number(String word) {
        return PassageTerms.number(Words.stem(word));
    }

    private Embedding embedding(String text) {
        return embedder.embedQuestion(generation, text);
    }

    /// Searches near one text in meaning and for other words.
    private Search search(String meaning, LocalDate until, Map<Integer, Float> terms, boolean together, int limit) {
        return new Search(embedding(meaning), until, Optional.empty(), terms, terms.keySet(), together, limit, CorpusView.SHARED);
    }

    private Set<String> found(Search search) {
        return store.candidates(generation, search).stream().map(Candidate::articleId).collect(Collectors.toSet());
    }

    private record Expected(Candidate found, double cosine, double articleCosine, double bm25, Embedding embedding) {
    }

    @Test
    void allFiguresAreThoseOfTheVectorsAndWords() {
        List<Article> all = List.of(article("a", DAY, (LONG + "\n\n").repeat(4).strip()), article("b", EARLIER, "Gas was sold in Rome."),
                article("c", DAY, "The grain harvest failed."), article("d", DAY, "A choir sang."), article("e", DAY, "Rome was hot."),
                article("f", DAY, "Reporters left."));
        all.forEach(corpus::ingest);
        Map<Integer, Float> terms = Map.of(number("grain"), 1.5f, number("Rome"), 0.5f, number("oil"), 3f);
        Embedding question = embedding(QUESTION);
        List<Candidate> candidates = store.candidates(generation, new Search(question, DAY, Optional.empty(), terms, terms.keySet(), false, 60, CorpusView.SHARED));
        List<Expected> expected = new ArrayList<>();
        for (Article article : all) {
            List<Passage> passages = splitting.split(generation, article.text());
            List<PassageTerms> passageTerms = splitting.terms(article.title(), article.text(), passages);
            List<Embedding> embeddings = embedder.embed(generation, article.title(), passages);
            for (Passage passage : passages) {
                Candidate found = candidates.stream().filter(one -> one.articleId().equals(article.id()) && one.ordinal() == passage.ordinal())
                        .findFirst().orElseThrow();
                assertEquals(passage.span(), found.span());
                assertEquals(article.published(), found.published());
                Map<Integer, Float> weights = passageTerms.get(passage.ordinal()).weights();
                double bm25 = terms.entrySet().stream().mapToDouble(term -> term.getValue() * weights.getOrDefault(term.getKey(), 0f)).sum();
                Embedding own = embeddings.get(passage.ordinal());
                expected.add(new Expected(found, CosineSimilarity.between(question, own), CosineSimilarity.between(question, sum(embeddings)), bm25, own));
            }
        }
        assertEquals(expected.size(), candidates.size());
        assertTrue(candidates.size() > all.size());
        Embedding best = sum(best(expected).stream().map(Expected::embedding).toList());
        for (Expected one : expected) {
            assertEquals(one.cosine, one.found.cosine(), 1e-2);
            assertEquals(one.articleCosine, one.found.articleCosine(), 1e-2);
            assertEquals(one.bm25, one.found.bm25(), 1e-4);
            assertEquals(CosineSimilarity.between(best, one.embedding), one.found.feedback(), 1e-2);
        }
    }

    private static Embedding sum(List<Embedding> embeddings) {
        float[] sum = new float[embeddings.getFirst().dimension()];
        embeddings.forEach(embedding -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += embedding.vector()[i];
            }
        });
        return Embedding.from(sum);
    }

    /// The five that both orders place best.
    private static List<Expected> best(List<Expected> all) {
        Map<Long, Double> fused = new HashMap<>();
        for (Comparator<Expected> order : List.<Comparator<Expected>>of(Comparator.comparingDouble(one -> -one.found.cosine()),
                Comparator.comparingDouble(one -> -one.found.bm25()))) {
            List<Expected> placed = all.stream().sorted(order.thenComparing(one -> one.found.id())).toList();
            for (int place = 1; place <= placed.size(); place++) {
                fused.merge(placed.get(place - 1).found.id(), 1.0 / (60 + place), Double::sum);
            }
        }
        return all.stream().sorted(Comparator.<Expected>comparingDouble(one -> -fused.get(one.found.id())).thenComparing(one -> one.found.id()))
                .limit(5).toList();
    }

    @Test
    void eachPassageIsFoundOnceThoughBothSearchesFindIt() {
        ingest("a", DAY, "Grain was sold in Rome.");
        assertEquals(1, store.candidates(generation, search(QUESTION, DAY, Map.of(number("grain"), 1f), false, 60)).size());
    }

    @Test
    void nothingPublishedLaterIsFoundByEitherSearch() {
        String a = ingest("a", DAY, "Grain was sold in Rome.");
        String b = ingest("b", DAY.plusDays(1), "Grain was sold in Rome again.");
        Map<Integer, Float> terms = Map.of(number("grain"), 1f);
        assertEquals(Set.of(a), found(search(QUESTION, DAY, terms, false, 60)));
        assertEquals(Set.of(a, b), found(search(QUESTION, DAY.plusDays(1), terms, false, 60)));
        assertEquals(Set.of(), found(search(QUESTION, DAY.minusDays(1), terms, false, 60)));
    }

    @Test
    void eachSearchGivesItsBest() {
        String near = ingest("a", DAY, "The choir sang songs in the cathedral.");
        String worded = ingest("b", DAY, "Grain was sold. Grain was bought.");
        ingest("c", DAY, "Grain was sold to somebody who lives somewhere in the north and has a mill there.");
        assertEquals(Set.of(near, worded), found(search("Which songs did the choir sing?", DAY, Map.of(number("grain"), 1f), false, 1)));
    }

    @Test
    void aPeriodBringsFurtherCandidates() {
        String now = ingest("a", DAY, "Grain was sold in Rome.");
        String then = ingest("b", EARLIER, "The choir sang.");
        ingest("c", EARLIER.minusDays(10), "Grain was sold in Rome, too.");
        Search search = new Search(embedding(QUESTION), DAY, Optional.of(Period.on(EARLIER)), Map.of(), List.of(), false, 1, CorpusView.SHARED);
        assertTrue(found(search).containsAll(Set.of(then)));
        assertEquals(2, found(search).size());
        assertTrue(found(new Search(embedding("grain"), DAY, Optional.of(Period.since(DAY)), Map.of(), List.of(), false, 1, CorpusView.SHARED)).contains(now));
    }

    @Test
    void whatTellsOfTheDaysAskedAboutIsFoundWheneverItWasPublished() {
        LocalDate meeting = DAY.minusDays(20);
        String later = ingest("later", DAY, "The envoys had met in Prague on 21 January.");
        for (int i = 0; i < 4; i++) {
            ingest("grain" + i, DAY, "Grain was sold in Rome, for the %d. time.".formatted(i));
        }
        List<Candidate> candidates = store.candidates(generation, new Search(embedding(QUESTION), DAY, Optional.of(Period.on(meeting)), Map.of(), List.of(), false, 3, CorpusView.SHARED));
        assertEquals(Map.of(later, true), candidates.stream().filter(Candidate::ofPeriod).collect(Collectors.toMap(Candidate::articleId, Candidate::ofPeriod)));
        assertTrue(store.candidates(generation, new Search(embedding(QUESTION), DAY, Optional.of(Period.on(meeting.minusDays(1))), Map.of(), List.of(), false, 3, CorpusView.SHARED)).stream()
                .noneMatch(Candidate::ofPeriod));
    }

    @Test
    void aPeriodDoesNotReachBeyondTheDayOfTheQuestion() {
        String now = ingest("a", DAY, "Grain was sold in Rome.");
        ingest("b", DAY.plusDays(5), "Grain was sold in Rome, too.");
        for (Period period : List.of(Period.since(DAY), Period.between(DAY, DAY.plusDays(9)), Period.on(DAY.plusDays(5)), Period.until(DAY.plusDays(9)))) {
            assertEquals(Set.of(now), found(new Search(embedding(QUESTION), DAY, Optional.of(period), Map.of(), List.of(), false, 60, CorpusView.SHARED)));
        }
    }

    @Test
    void oneOfTheNeededStemsIsEnoughUnlessTheyAreWantedTogether() {
        String near = ingest("a", DAY, "The choir sang songs in the cathedral.");
        String one = ingest("b", DAY, "Grain, grain and again grain.");
        String both = ingest("c", DAY, "Somebody sold a little grain to someone who asked for it in a small and quiet harbour.");
        Map<Integer, Float> terms = Map.of(number("grain"), 5f, number("harbour"), 0.001f);
        assertEquals(Set.of(near, one), found(search("Which songs did the choir sing?", DAY, terms, false, 1)));
        assertEquals(Set.of(near, both), found(search("Which songs did the choir sing?", DAY, terms, true, 1)));
    }

    @Test
    void withoutNeededStemsNothingIsFoundByWords() {
        String near = ingest("a", DAY, "The choir sang songs in the cathedral.");
        ingest("b", DAY, "Grain was sold.");
        assertEquals(Set.of(near), found(new Search(embedding("Which songs did the choir sing?"), DAY, Optional.empty(),
                Map.of(number("grain"), 1f), List.of(), true, 1, CorpusView.SHARED)));
    }

    @Test
    void nothingOfWithdrawnArticlesIsFound() {
        String id = ingest("a", DAY, "Grain was sold in Rome.");
        Search search = search(QUESTION, DAY, Map.of(number("grain"), 1f), false, 60);
        List<Candidate> before = store.candidates(generation, search);
        assertEquals(Map.of(id, new PassageStore.Body("News of a", "Grain was sold in Rome.")), store.bodies(before));
        articles.withdraw(id);
        assertEquals(Set.of(), found(search));
        assertEquals(List.of(), store.nearest(generation, embedding(QUESTION), Period.until(DAY), 60));
        assertEquals(Map.of(), store.bodies(before));
    }

    @Test
    void theWordsOfAnEarlierVersionAreNotThoseOfTheNext() {
        ingest("a", DAY, "Grain was sold in Rome.");
        List<Candidate> before = store.candidates(generation, search(QUESTION, DAY, Map.of(), false, 60));
        ingest("a", DAY, "Nothing was sold in Rome.");
        assertEquals(Map.of(), store.bodies(before));
    }

    @Test
    void theNearestComeInOrder() {
        String choir = ingest("a", DAY, "The choir sang songs in the cathedral.");
        String grain = ingest("b", EARLIER, "Grain was sold in Rome.");
        List<Candidate> nearest = store.nearest(generation, embedding(QUESTION), Period.until(DAY), 60);
        assertEquals(List.of(grain, choir), nearest.stream().map(Candidate::articleId).toList());
        assertTrue(nearest.get(0).cosine() > nearest.get(1).cosine());
        assertEquals(List.of(grain), store.nearest(generation, embedding("choir"), Period.until(EARLIER), 60).stream().map(Candidate::articleId).toList());
    }

    @Test
    void anEmptyCorpusHasNoCandidates() {
        assertEquals(List.of(), store.candidates(generation, search(QUESTION, DAY, Map.of(number("grain"), 1f), false, 60)));
    }

    @Test
    void countingStopsAtTheLimit() {
        Stream.of("a", "b", "c").forEach(key -> ingest(key, DAY, "Grain was sold in " + key + "."));
        assertEquals(3, store.count(generation, 100));
        assertEquals(2, store.count(generation, 2));
        assertEquals(List.of(3, 0), store.count(generation, List.of(List.of(number("grain")), List.of(number("gas"))), 100));
        assertEquals(List.of(2), store.count(generation, List.of(List.of(number("grain"))), 2));
        assertEquals(List.of(), store.count(generation, List.of(), 2));
    }
}
