package dragoman.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One statement of an answer.
///
/// @param text      what it says, without markers
/// @param citations the numbers of the citations that carry it, at least one (rule E1)
/// @param eventDate the day of what it tells, where the article says so
public record Statement(String text, List<Integer> citations, Optional<LocalDate> eventDate) {

    public Statement {
        citations = List.copyOf(citations);
        if (citations.isEmpty()) {
            throw new IllegalArgumentException("a statement without a citation is not shown");
        }
    }
}
