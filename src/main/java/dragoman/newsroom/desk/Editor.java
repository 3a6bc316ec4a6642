package dragoman.newsroom.desk;

import dragoman.audit.Deed.Actor;
import java.util.Locale;
import java.util.Optional;

/// Somebody at the desk.
///
/// @param name as known to whoever let them in
/// @param site an editor's own; empty for the default site. Admins see all of them
record Editor(String name, Role role, Optional<String> site) {

    /// What somebody may do.
    enum Role {
        /// See and rule on what was asked at one site.
        EDITOR,
        /// The same at all sites, and make editors and sites.
        ADMIN
    }

    boolean isAdmin() {
        return role == Role.ADMIN;
    }

    boolean sees(Optional<String> ofSite) {
        return isAdmin() || site.equals(ofSite);
    }

    Actor actor() {
        return new Actor(name, role.name().toLowerCase(Locale.ROOT));
    }

    /// What of all sites a list shows.
    ///
    /// @param chosen the site that an admin has chosen, `default` for the one without an id; null or empty for all
    Scope scope(String chosen) {
        return !isAdmin() ? new Scope(false, site) : chosen == null || chosen.isBlank() ? new Scope(true, Optional.empty())
                : new Scope(false, Optional.of(chosen).filter(one -> !one.equals(Scope.DEFAULT)));
    }

    /// @param all  of all sites
    /// @param site else of this one; empty for the default site
    record Scope(boolean all, Optional<String> site) {

        static final String DEFAULT = "default";

        /// As a condition of SQL with two parameters.
        static String sql(String column) {
            return "(? or " + column + " is not distinct from ?)";
        }

        boolean includes(Optional<String> ofSite) {
            return all || site.equals(ofSite);
        }
    }
}
