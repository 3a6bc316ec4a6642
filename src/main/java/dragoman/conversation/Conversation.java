package dragoman.conversation;

import java.time.Instant;
import java.util.List;

/// A conversation as it is kept.
///
/// @param id      unguessable; whoever knows it may read it, go on with it and delete it
/// @param turns   in order, the newest {@link Conversations#MOST_TURNS} at most
/// @param expires when it is deleted unless it is gone on with
public record Conversation(String id, List<Turn> turns, Instant expires) {
}
