package dragoman.answer;

import dragoman.answer.Answer.Heading;
import java.time.LocalDate;
import java.util.List;

/// What happens while an answer comes about: one {@link Begun}; a {@link StatementMade} for each statement, and before each that cites what
/// was not cited before, {@link Sources}; one {@link Done}. An extractive answer has all its sources before its first statement, one
/// that a language model writes gets more of them as it goes on.
public sealed interface AnswerEvent {

    /// The question is taken. Its mode is the one intended; the answer's own is in {@link Done}.
    ///
    /// @param asOf nothing published later is used
    record Begun(Heading heading, LocalDate asOf) implements AnswerEvent {
    }

    /// What is cited so far, and by the next statement: each takes the place of the one before, and numbers never change.
    record Sources(List<Citation> citations) implements AnswerEvent {
    }

    /// A statement that has passed all checks.
    ///
    /// @param index counts from 0
    record StatementMade(int index, Statement statement) implements AnswerEvent {
    }

    /// The answer as it is now frozen.
    record Done(Answer answer) implements AnswerEvent {
    }
}
