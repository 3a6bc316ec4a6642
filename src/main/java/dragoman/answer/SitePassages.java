package dragoman.answer;

import dragoman.article.ArticleRepository;
import dragoman.article.CorpusView;
import dragoman.article.CorpusView.Policy;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.RetrievedPassage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/// Finds the passages that a question of a site is answered from. Where its own articles go first, the shared ones are asked only for what
/// its own do not answer by themselves.
@ApplicationScoped
class SitePassages {

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
        return open(retriever.retrieve(question, until, view), view);
    }

    /// Without those of articles on topics that editors have put under embargo.
    private List<RetrievedPassage> open(List<RetrievedPassage> passages, CorpusView view) {
        List<TopicEmbargo> embargoes = rulings.holdingEmbargoes(view.site());
        return embargoes.isEmpty() ? passages : passages.stream().filter(passage -> articles.find(passage.articleId(), passage.version())
                .filter(version -> !EditorialRulings.isEmbargoed(version, embargoes)).isPresent()).toList();
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
