package dragoman.answer;

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

    SitePassages(HybridContentRetriever retriever, ExtractiveAnswerer answerer, EvidenceGate gate) {
        this.retriever = retriever;
        this.answerer = answerer;
        this.gate = gate;
    }

    /// The passages that may answer, best first; see {@link HybridContentRetriever#retrieve}.
    ///
    /// @param until nothing published later is returned
    List<RetrievedPassage> retrieve(AnalyzedQuestion question, LocalDate until, CorpusView view) {
        if (view.site().isPresent() && view.policy() == Policy.OWN_FIRST) {
            List<RetrievedPassage> own = retriever.retrieve(question, until, view.ownOnly());
            if (answers(question, own)) {
                return own;
            }
        }
        return retriever.retrieve(question, until, view);
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
