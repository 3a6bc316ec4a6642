package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceEvidence.Aligned;
import dragoman.answer.SentenceEvidence.AskedTokens;
import dragoman.answer.SentenceEvidence.Feature;
import dragoman.answer.SentenceMatch.Cover;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleRepository.VersionId;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.Span;
import dragoman.ingestion.QuestionEmbedder;
import dragoman.ingestion.TokenEmbedder;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.RetrievedPassage;
import dragoman.retrieval.TermWeights;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Weighs the sentences of the passages that were found: which answers the question, and how likely.
@ApplicationScoped
class SentenceFinder {

    static final List<String> FEATURES = Arrays.stream(Feature.values()).map(Enum::name).toList();
    /// Sentences whose meaning is compared; the others share too few words with the question.
    private static final int COMPARED = 24;
    /// Of those, the ones that are read with what stands before them, which takes most of the time.
    private static final int READ_IN_PLACE = 8;
    /// Of a long article only what stands near to a passage that was found is read.
    private static final int SHORT_ARTICLE = 150;
    private static final int NEAR = 3;
    /// The key facts stand at the beginning of a long article.
    private static final int READ_OF_AN_ARTICLE = 60;
    private static final int FEWEST_WORDS = 4;
    private static final double RANK_COUNTS = 0.1;
    /// What the reader takes for an answer is always compared.
    private static final double READER_COUNTS = 4;
    private static final double READER_STANDS_FOR = 0.6;
    private static final double LEAST = 1e-4;

    private final ArticleRepository articles;
    private final ArticleReadings readings;
    private final QuestionEmbedder questions;
    private final TokenEmbedder embedder;
    private final TermWeights weights;
    private final PassageReader reader;
    private final ConditionalLogit model;

    SentenceFinder(ArticleRepository articles, ArticleReadings readings, QuestionEmbedder questions, TokenEmbedder embedder, TermWeights weights,
            PassageReader reader) {
        this.articles = articles;
        this.readings = readings;
        this.questions = questions;
        this.embedder = embedder;
        this.weights = weights;
        this.reader = reader;
        this.model = ConditionalLogit.load("sentence-model.txt", FEATURES);
    }

    /// A sentence with what speaks for it.
    ///
    /// @param rank        of its article among those found, 1 for the first
    /// @param probability that it is the one to tell; what is missing in the sum of all is that of there being none
    record Weighed(ReadArticle article, Sentence sentence, SentenceEvidence evidence, double rank, double probability) {

        /// What the reader says of it, as a probability.
        double likelihoodRead() {
            return ReadSentence.likelihood(evidence.value(Feature.READER_SENTENCE));
        }

        /// What both say together, as a sum of logits. The weights of all figures were fitted where the words of questions and articles are alike: the
        /// reader counts for more than they give it. Decision 37 has the figures.
        double standing() {
            return logit(probability) + READER_STANDS_FOR * logit(likelihoodRead());
        }

        private static double logit(double probability) {
            double within = Math.clamp(probability, LEAST, 1 - LEAST);
            return Math.log(within / (1 - within));
        }

        Chosen chosen() {
            return new Chosen(article, sentence);
        }

        boolean passesRules() {
            return evidence.value(Feature.RULES) == 1;
        }
    }

    /// The articles of the passages, in order, with what was found in each.
    record Found(ReadArticle article, double rank, List<Span> spans) {
    }

    List<Found> read(List<RetrievedPassage> passages) {
        Map<String, List<RetrievedPassage>> byArticle = new LinkedHashMap<>();
        passages.forEach(passage -> byArticle.computeIfAbsent(passage.articleId(), _ -> new ArrayList<>()).add(passage));
        Map<VersionId, ArticleVersion> versions = articles.findAll(byArticle.values().stream().map(SentenceFinder::version).toList());
        List<Found> found = new ArrayList<>();
        int place = 0;
        for (List<RetrievedPassage> of : byArticle.values()) {
            double rank = 1.0 / ++place;
            Optional.ofNullable(versions.get(version(of))).filter(version -> version.state() == State.LIVE)
                    .ifPresent(version -> found.add(new Found(readings.of(version), rank, of.stream().map(RetrievedPassage::span).toList())));
        }
        return found;
    }

    private static VersionId version(List<RetrievedPassage> ofOneArticle) {
        return new VersionId(ofOneArticle.getFirst().articleId(), ofOneArticle.getFirst().version());
    }

    /// The sentences that come into question, the most probable first.
    List<Weighed> weigh(AnalyzedQuestion question, List<Found> found) {
        Map<String, Double> termWeights = weights.of(question);
        Map<Sentence, ReadSentence> read = reader.read(question.text(), found);
        record Candidate(Found in, Sentence sentence, Cover cover, Optional<SentenceMatch> match, ReadSentence read) {

            double order() {
                return (match.isPresent() ? 1 : 0) + cover.around() + RANK_COUNTS * in.rank + READER_COUNTS * read.likelihood();
            }
        }
        // the same sentence in several places is one alternative, and does not stand in its own way
        Set<String> texts = new HashSet<>();
        List<Candidate> candidates = found.stream().flatMap(in -> near(in).map(sentence -> {
            Cover cover = SentenceMatch.cover(question, in.article, sentence, termWeights);
            return new Candidate(in, sentence, cover, SentenceMatch.of(question, sentence, cover), read.getOrDefault(sentence, ReadSentence.UNREAD));
        })).sorted(Comparator.comparingDouble(Candidate::order).reversed()).filter(candidate -> texts.add(candidate.sentence.text())).limit(COMPARED).toList();
        AskedTokens asked = AskedTokens.of(question, questions.byToken(question.text()).join(), termWeights);
        List<Aligned> alone = candidates.parallelStream().map(candidate -> Aligned.alone(asked, embedder, candidate.sentence)).toList();
        Function<List<Aligned>, List<SentenceEvidence>> judge = aligned -> IntStream.range(0, candidates.size()).mapToObj(i -> {
            Candidate candidate = candidates.get(i);
            List<double[]> ofArticle = IntStream.range(0, candidates.size()).filter(k -> candidates.get(k).in == candidate.in).mapToObj(k -> aligned.get(k).alone()).toList();
            return SentenceEvidence.of(asked, candidate.in.article, candidate.sentence, candidate.cover, candidate.match, aligned.get(i), ofArticle, candidate.in.rank,
                    SentenceEvidence.liesIn(candidate.sentence, candidate.in.spans), candidate.read);
        }).toList();
        double[] first = probabilities(judge.apply(alone));
        Set<Integer> likely = IntStream.range(0, candidates.size()).boxed().sorted(Comparator.comparingDouble(i -> -first[i])).limit(READ_IN_PLACE).collect(Collectors.toSet());
        List<Aligned> aligned = IntStream.range(0, candidates.size()).parallel().mapToObj(i -> !likely.contains(i) ? alone.get(i)
                : alone.get(i).inPlace(asked, embedder, candidates.get(i).in.article, candidates.get(i).sentence)).toList();
        List<SentenceEvidence> evidence = judge.apply(aligned);
        double[] probabilities = probabilities(evidence);
        return IntStream.range(0, candidates.size()).mapToObj(i -> new Weighed(candidates.get(i).in.article, candidates.get(i).sentence, evidence.get(i),
                candidates.get(i).in.rank, probabilities[i])).sorted(Comparator.comparingDouble(Weighed::probability).reversed()).toList();
    }

    /// Which articles are on the matter of a question.
    Matters matters(AnalyzedQuestion question, List<Found> found) {
        return Matters.of(question, weights.of(question), found);
    }

    /// What the reader says of the sentences of a whole article, of a long one of its beginning, by identity.
    Map<Sentence, ReadSentence> readWhole(AnalyzedQuestion question, ReadArticle article) {
        List<Sentence> sentences = article.sentences().stream().limit(READ_OF_AN_ARTICLE).toList();
        return sentences.isEmpty() ? Map.of() : reader.read(question.text(), List.of(new Found(article, 1, List.of(new Span(0, sentences.getLast().span().end())))));
    }

    private double[] probabilities(List<SentenceEvidence> evidence) {
        return model.probabilities(evidence.stream().map(SentenceEvidence::values).toList());
    }

    private static Stream<Sentence> near(Found in) {
        List<Sentence> all = in.article.sentences();
        Stream<Sentence> near = all.size() <= SHORT_ARTICLE ? all.stream()
                : all.stream().filter(sentence -> SentenceEvidence.liesIn(sentence, in.spans)
                        || SentenceEvidence.liesIn(all.get(Math.min(all.size() - 1, sentence.index() + NEAR)), in.spans)
                        || SentenceEvidence.liesIn(all.get(Math.max(0, sentence.index() - NEAR)), in.spans));
        return near.filter(sentence -> sentence.words().size() >= FEWEST_WORDS && !sentence.isQuestion() && !sentence.forMachines());
    }
}
