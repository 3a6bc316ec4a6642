package dragoman.reading;

import java.util.List;

/// A statement and what is said to carry it.
///
/// @param premise   sentences, in order
/// @param statement in a writer's own words
public record Claim(List<String> premise, String statement) {

    public Claim {
        premise = List.copyOf(premise);
    }
}
