package dragoman.conversation;

import dragoman.answer.Answer;
import dragoman.answer.Citation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A conversation whose right answers are known, as one line of a golden file such as `corpus/conversations.jsonl`.
///
/// @param id    unique in its file
/// @param turns in the order in which they are asked; all but the first are follow-ups
public record GoldenConversation(String id, List<GoldenTurn> turns) {

    /// A question of it.
    ///
    /// @param question   what is asked
    /// @param standalone what a person makes of a follow-up who has read the conversation; nothing where it was not written down
    /// @param evidence   words that the quotes of the answer must hold
    public record GoldenTurn(String question, Optional<String> standalone, List<String> evidence) {

        /// @throws IllegalArgumentException if the question or its evidence is missing
        public GoldenTurn {
            if (question == null || question.isBlank()) {
                throw new IllegalArgumentException("a turn lacks “question”");
            }
            if (evidence == null || evidence.isEmpty()) {
                throw new IllegalArgumentException("the turn “%s” lacks “evidence”".formatted(question));
            }
            standalone = standalone == null ? Optional.empty() : standalone;
            evidence = List.copyOf(evidence);
        }

        /// Whether the answer cites the passage that answers.
        public boolean isFoundBy(Answer answer) {
            String quotes = answer.citations().stream().map(Citation::quote).collect(Collectors.joining(" "));
            return evidence.stream().allMatch(quotes::contains);
        }
    }

    /// @throws IllegalArgumentException if there is no follow-up
    public GoldenConversation {
        if (turns == null || turns.size() < 2) {
            throw new IllegalArgumentException("a conversation has at least two turns");
        }
        id = id == null ? turns.getFirst().question() : id;
        turns = List.copyOf(turns);
    }
}
