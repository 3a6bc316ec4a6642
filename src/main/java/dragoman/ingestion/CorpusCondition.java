package dragoman.ingestion;

import dragoman.article.CorpusView;

/// A view of the corpus in SQL.
public final class CorpusCondition {

    private CorpusCondition() {
    }

    /// The condition that rows of the view fulfil. The site stands in it as a literal, because a plan that is kept must know how many rows
    /// it has; what can be a site's id can be no more than a literal.
    ///
    /// @param column that holds the site
    public static String of(CorpusView view, String column) {
        if (view.site().isEmpty()) {
            return column + " is null";
        }
        String own = "%s = '%s'".formatted(column, view.site().get());
        return view.seesShared() ? "(%s is null or %s)".formatted(column, own) : own;
    }
}
