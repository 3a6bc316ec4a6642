package dragoman.answer;

import dragoman.answer.Answer.Heading;
import java.time.LocalDate;
import java.util.List;

/// What happens while an answer comes about, in this order: one {@link Begun}, one {@link Sources}, a {@link StatementMade} for
/// each statement, one {@link Done}.
public sealed interface AnswerEvent {

    /// The question is taken.
    ///
    /// @param asOf nothing published later is used
    record Begun(Heading heading, LocalDate asOf) implements AnswerEvent {
    }

    /// What the statements to come cite.
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
