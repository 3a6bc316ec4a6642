package dragoman.cli;

import dragoman.article.CorpusView.Policy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is to be done with a newsroom's site.
sealed interface SiteAction {

    /// Set one up.
    record Add(String id, String name, Terms terms) implements SiteAction {
    }

    /// Change what is agreed with one.
    record Change(String id, Optional<String> name, Terms terms) implements SiteAction {
    }

    /// Tell of all.
    record ListAll() implements SiteAction {
    }

    /// Tell of one.
    record Show(String id) implements SiteAction {
    }

    /// Remove one with all that is its own.
    record Remove(String id) implements SiteAction {
    }

    /// Make a token for one.
    record AddToken(String id, String name) implements SiteAction {
    }

    /// Make a token void.
    record RevokeToken(String id, long token) implements SiteAction {
    }

    /// What is agreed; what is empty stays as it is.
    record Terms(Optional<List<String>> origins, Optional<Policy> corpus, Optional<List<String>> languages, Optional<String> attribution,
            Optional<List<String>> welcome, Optional<Integer> questions, Optional<Integer> readerQuestions, OptionalLong tokens, Optional<URI> webhook) {
    }
}
