package dragoman.conversation;

import dragoman.answer.Answer;

/// A question of a conversation and what was answered.
///
/// @param understood the question as it was answered
public record Exchange(String understood, Answer answer) {
}
