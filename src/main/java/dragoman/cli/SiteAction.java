package dragoman.cli;

import dragoman.newsroom.SiteChanges;

/// What is to be done with a newsroom's site.
sealed interface SiteAction {

    /// Set one up.
    record Add(String id, String name, SiteChanges changes) implements SiteAction {
    }

    /// Change what is agreed with one.
    record Change(String id, SiteChanges changes) implements SiteAction {
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
}
