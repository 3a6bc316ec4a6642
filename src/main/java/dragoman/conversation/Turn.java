package dragoman.conversation;

import java.time.Instant;

/// One question of a conversation. The articles' words are not kept here: the answer knows what it cites.
///
/// @param number     counts from 1
/// @param question   as asked
/// @param understood as it was answered: a question that stands alone
/// @param answerId   the answer it got
/// @param asked      when
public record Turn(int number, String question, String understood, String answerId, Instant asked) {
}
