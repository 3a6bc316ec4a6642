package dragoman.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/// A question on the sample corpus whose answer is known by words of it, as one line of a file of golden questions or of
/// `readers/questions.jsonl`.
///
/// @param id       unique in its file
/// @param question what is asked
/// @param status   `answered`, `partial` or `not_found`
/// @param all      words that the answer must hold
/// @param evidence words of the sentences that answer
/// @param turns    what was asked before; none where the question stands alone
@JsonIgnoreProperties(ignoreUnknown = true)
record ReaderQuestion(String id, String question, String status, List<String> all, List<String> evidence, List<String> turns) {

    /// @throws IllegalArgumentException if the question or its status is missing
    ReaderQuestion {
        if (question == null || question.isBlank() || status == null) {
            throw new IllegalArgumentException("lacks “question” or “status”");
        }
        id = id == null ? question : id;
        all = all == null ? List.of() : List.copyOf(all);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        turns = turns == null ? List.of() : List.copyOf(turns);
    }

    boolean standsAlone() {
        return turns.isEmpty();
    }

    boolean isAnswerable() {
        return !status.equals("not_found");
    }

    /// Whether a sentence answers.
    boolean isAnsweredBy(String sentence) {
        String plain = plain(sentence);
        return isAnswerable() && (evidence.isEmpty() ? all : evidence).stream().anyMatch(words -> plain.contains(plain(words)));
    }

    /// White space is written in many ways.
    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
