package dragoman.answer;

import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A question whose right answer is known, as one line of a golden file such as `corpus/questions.jsonl`.
///
/// @param id       unique in its file
/// @param question what is asked
/// @param status   `answered`, `partial` or `not_found`
/// @param all      words that the answer's text must hold
/// @param none     words that it must not hold
/// @param evidence words that the quotes of its citations must hold
/// @param note     for people
public record GoldenQuestion(String id, String question, String status, List<String> all, List<String> none, List<String> evidence, String note) {

    private static final List<String> STATUSES = List.of("answered", "partial", "not_found");

    /// @throws IllegalArgumentException if the question or its status is missing or unknown; lists that are missing are empty
    public GoldenQuestion {
        if (question == null || question.isBlank()) {
            throw new IllegalArgumentException("lacks “question”");
        }
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("“status” must be one of %s, and is %s".formatted(STATUSES, status));
        }
        id = id == null ? question : id;
        all = all == null ? List.of() : List.copyOf(all);
        none = none == null ? List.of() : List.copyOf(none);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /// What is wrong with an answer to this question; empty if it is right.
    public Optional<String> fault(Answer answer) {
        String given = switch (answer) {
            case Answered _ -> "answered";
            case Partial _ -> "partial";
            case NotFound _ -> "not_found";
        };
        if (!given.equals(status)) {
            return Optional.of("is %s, should be %s".formatted(given, status));
        }
        String quotes = answer.citations().stream().map(Citation::quote).collect(Collectors.joining(" "));
        return all.stream().filter(words -> !answer.text().contains(words)).findFirst().map(words -> "lacks “" + words + "”")
                .or(() -> none.stream().filter(answer.text()::contains).findFirst().map(words -> "holds “" + words + "”"))
                .or(() -> evidence.stream().filter(words -> !quotes.contains(words)).findFirst().map(words -> "does not cite “" + words + "”"));
    }
}
