package dragoman.answer;

import dragoman.article.Article;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleRepository.VersionId;
import dragoman.article.ArticleVersion;
import dragoman.article.CorpusView;
import dragoman.article.CorpusView.Policy;
import dragoman.article.Paragraphs;
import dragoman.article.Span;
import dragoman.feed.WebAddress;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.RetrievedPassage;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the passages that a question of a site is answered from. Where its own articles go first, the shared ones are asked only for what
/// its own do not answer by themselves.
@ApplicationScoped
class SitePassages {

    /// What a language model can be given of one article.
    private static final int MOST_CHARACTERS = 8_000;

    private final HybridContentRetriever retriever;
    private final ExtractiveAnswerer answerer;
    private final EvidenceGate gate;
    private final RulingStore rulings;
    private final ArticleRepository articles;

    SitePassages(HybridContentRetriever retriever, ExtractiveAnswerer answerer, EvidenceGate gate, RulingStore rulings, ArticleRepository articles) {
        this.retriever = retriever;
        this.answerer = answerer;
        this.gate = gate;
        this.rulings = rulings;
        this.articles = articles;
    }

    /// The passages that may answer, best first; see {@link HybridContentRetriever#retrieve}.
    ///
    /// @param until nothing published later is returned
    List<RetrievedPassage> retrieve(AnalyzedQuestion question, LocalDate until, CorpusView view) {
        if (view.site().isPresent() && view.policy() == Policy.OWN_FIRST) {
            List<RetrievedPassage> own = open(retriever.retrieve(question, until, view.ownOnly()), view);
            if (answers(question, own)) {
                return own;
            }
        }
        return retrieveAll(question, until, view);
    }

    /// Those of all articles that readers of the site see, whichever go first.
    List<RetrievedPassage> retrieveAll(AnalyzedQuestion question, LocalDate until, CorpusView view) {
        return open(retriever.retrieve(question, until, view), view);
    }

    /// The passages that may answer a question about an article: where that answers by itself, nothing else is looked for.
    ///
    /// @param about the article's address
    List<RetrievedPassage> retrieve(AnalyzedQuestion question, LocalDate until, CorpusView view, URI about) {
        List<RetrievedPassage> article = open(ids(about, view).map(articles::findLive).flatMap(Optional::stream).filter(version -> view.sees(version.article().site()))
                .filter(version -> !version.article().published().isAfter(until)).limit(1).map(SitePassages::opening).toList(), view);
        return answers(question, article) ? article : retrieve(question, until, view);
    }

    private static Stream<String> ids(URI about, CorpusView view) {
        Optional<String> key = WebAddress.of(about.toString()).map(URI::toString);
        return key.stream().flatMap(address -> Stream.of(Article.idOf(view.site(), address), Article.idOf(address))).distinct();
    }

    private static RetrievedPassage opening(ArticleVersion version) {
        String text = version.article().text();
        int end = Paragraphs.of(text).stream().mapToInt(Span::end).filter(one -> one <= MOST_CHARACTERS).max().orElse(Math.min(text.length(), MOST_CHARACTERS));
        Span span = new Span(0, end);
        return new RetrievedPassage(version.articleId(), version.number(), span, span.in(text), version.article().title(), version.article().published(), 1);
    }

    /// Without those of articles on topics that editors have put under embargo.
    private List<RetrievedPassage> open(List<RetrievedPassage> passages, CorpusView view) {
        List<TopicEmbargo> embargoes = passages.isEmpty() ? List.of() : rulings.holdingEmbargoes(view.site());
        if (embargoes.isEmpty()) {
            return passages;
        }
        Set<VersionId> open = articles.findAll(passages.stream().map(SitePassages::version).distinct().toList()).entrySet().stream()
                .filter(found -> !EditorialRulings.isEmbargoed(found.getValue(), embargoes)).map(Map.Entry::getKey).collect(Collectors.toSet());
        return passages.stream().filter(passage -> open.contains(version(passage))).toList();
    }

    private static VersionId version(RetrievedPassage passage) {
        return new VersionId(passage.articleId(), passage.version());
    }

    /// Whether these passages answer the question, and wholly.
    private boolean answers(AnalyzedQuestion question, List<RetrievedPassage> passages) {
        if (passages.isEmpty()) {
            return false;
        }
        Draft draft = answerer.answer(question, passages);
        return draft.missing().isEmpty() && !draft.statements().isEmpty() && draft.statements().stream().allMatch(proposal -> gate.check(proposal).isEmpty());
    }
}
