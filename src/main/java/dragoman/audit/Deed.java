package dragoman.audit;

import java.util.Optional;

/// Something that somebody did. It is kept for good, so it names what readers asked by an id, and never in their words.
///
/// @param actor   who did it
/// @param site    the newsroom's site that it concerns; empty for the default site, or for none
/// @param action  what was done, such as `answer.pin`
/// @param subject to what, by its id
/// @param detail  in what way, in the words of the one who did it
public record Deed(Actor actor, Optional<String> site, String action, String subject, String detail) {

    /// Who does something.
    ///
    /// @param name as known to whoever let them in
    /// @param role what they are allowed to do
    public record Actor(String name, String role) {
    }
}
