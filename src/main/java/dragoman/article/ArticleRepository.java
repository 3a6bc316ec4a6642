package dragoman.article;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The stored articles and their versions.
public interface ArticleRepository {

    /// One version, in whatever state it is.
    Optional<ArticleVersion> find(String articleId, int version);

    /// Several versions at once, in whatever state they are; those that there are not are left out.
    ///
    /// @return by article and number
    Map<VersionId, ArticleVersion> findAll(Collection<VersionId> versions);

    /// Tells one version from all others.
    record VersionId(String articleId, int number) {
    }

    /// The newest version, in whatever state it is.
    Optional<ArticleVersion> findNewest(String articleId);

    /// The version that answers come from, if there is one: not always the newest, which may wait for its time.
    Optional<ArticleVersion> findLive(String articleId);

    /// Withdraws an article: from the return of this call on, no answer cites any version of it.
    /// Withdrawing twice changes nothing.
    ///
    /// @return the newest version, now withdrawn; empty if there is no such article
    Optional<ArticleVersion> withdraw(String articleId);

    /// What the shared corpus holds, counting live articles only.
    default CorpusSummary summarize() {
        return summarize(CorpusView.SHARED);
    }

    /// What of the corpus can be seen, counting live articles only.
    CorpusSummary summarize(CorpusView view);
}
