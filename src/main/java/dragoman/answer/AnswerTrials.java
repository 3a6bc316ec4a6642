package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.SentenceFinder.Found;
import dragoman.answer.SentenceFinder.Weighed;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.ingestion.TokenEmbedder;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.RetrievedPassage;
import dragoman.retrieval.SeparateCorpus;
import dragoman.retrieval.TermWeights;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;

/// Answers without any being stored: for measuring, and for fitting what weighs sentences.
@ApplicationScoped
public class AnswerTrials {

    private final HybridContentRetriever retriever;
    private final ArticleRepository articles;
    private final SentenceFinder finder;
    private final ExtractiveAnswerer answerer;
    private final QuestionAnalyzer analyzer = new QuestionAnalyzer();

    /// Over the service's own corpus.
    @Inject
    AnswerTrials(HybridContentRetriever retriever, ArticleRepository articles, SentenceFinder finder, QuestionForms forms) {
        this.retriever = retriever;
        this.articles = articles;
        this.finder = finder;
        this.answerer = new ExtractiveAnswerer(finder, forms);
    }

    /// Over a corpus beside the service's own.
    public static AnswerTrials over(SeparateCorpus corpus, SentenceSplitter sentences, TokenEmbedder embedder, PassageReader reader) {
        return new AnswerTrials(corpus.retriever(), corpus.articles(), new SentenceFinder(corpus.articles(), new ArticleReadings(sentences), corpus.questions(), embedder,
                new TermWeights(corpus.generations(), corpus.statistics()), reader),
                new QuestionForms(corpus.questions()));
    }

    /// What came of a question.
    ///
    /// @param quotes     the cited words of the answer, in order; none if it was declined
    /// @param confidence how likely any of the sentences answers, 0 to 1
    /// @param sentences  those that were weighed, the most likely first
    public record Trial(List<String> quotes, double confidence, List<Weighing> sentences) {
    }

    /// A sentence and what speaks for it.
    ///
    /// @param values one for each of {@link #figures()}
    public record Weighing(String articleId, String text, double[] values, double probability) {
    }

    /// What the sentences are weighed by.
    public static List<String> figures() {
        return SentenceFinder.FEATURES;
    }

    /// Finds passages and answers from them.
    ///
    /// @param until nothing published later is used
    public Trial ask(String question, LocalDate until) {
        AnalyzedQuestion analyzed = analyzer.analyze(question, until);
        return answer(analyzed, retriever.retrieve(analyzed, until));
    }

    /// Answers from one article, which is given.
    public Trial ask(String question, String articleId) {
        ArticleVersion version = articles.findNewest(articleId).orElseThrow();
        String text = version.article().text();
        return answer(analyzer.analyze(question, version.article().published()), List.of(new RetrievedPassage(articleId, version.number(), new Span(0, text.length()), text,
                version.article().title(), version.article().published(), 1)));
    }

    private Trial answer(AnalyzedQuestion question, List<RetrievedPassage> passages) {
        List<Found> found = finder.read(passages);
        List<Weighed> weighed = finder.weigh(question, found);
        List<String> quotes = (ExtractiveAnswerer.asksNothing(question) ? List.<Proposal>of() : answerer.answer(question, found, weighed).statements()).stream().flatMap(statement -> statement.evidence().stream()).map(Evidence::quote).toList();
        return new Trial(quotes, weighed.stream().mapToDouble(Weighed::probability).sum(), weighed.stream()
                .map(one -> new Weighing(one.article().version().articleId(), one.sentence().text(), one.evidence().values(), one.probability())).toList());
    }

    /// Something to learn from.
    ///
    /// @param sentences as weighed
    /// @param answer    whether each of them answers; none may
    /// @param weight    how much the question counts
    public record Lesson(List<double[]> sentences, List<Boolean> answer, double weight) {
    }

    /// Fits the weights.
    public static Fitted fit(List<Lesson> lessons, double ridge) {
        return new Fitted(ConditionalLogit.fit(SentenceFinder.FEATURES, lessons.stream().map(lesson -> new ConditionalLogit.Case(lesson.sentences, lesson.answer, lesson.weight)).toList(), ridge));
    }

    /// Weights that were fitted.
    public static final class Fitted {

        private final ConditionalLogit model;

        private Fitted(ConditionalLogit model) {
            this.model = model;
        }

        /// For each sentence of a question the probability that it is the one to tell; what is missing to 1 is that of none.
        public double[] probabilities(List<double[]> sentences) {
            return model.probabilities(sentences);
        }

        /// As the program reads them.
        public String text() {
            return model.text();
        }
    }
}
