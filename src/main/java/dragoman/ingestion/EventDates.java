package dragoman.ingestion;

import dragoman.article.DateExpression;
import dragoman.article.Span;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// The days of which a passage tells, resolved against the day of publication.
///
/// @param stretches each from its first to its last day, in the order of the text
public record EventDates(List<Stretch> stretches) {

    /// A year or a century dates nothing.
    private static final int LONGEST_DAYS = 31;
    private static final int MOST = 40;

    /// Days that follow each other.
    public record Stretch(LocalDate first, LocalDate last) {
    }

    /// @param text of the whole article, in which the passage stands
    static EventDates of(String text, Span passage, List<Span> sentences, LocalDate published) {
        return new EventDates(sentences.stream().filter(passage::contains).flatMap(sentence -> DateExpression.in(sentence.in(text), published).stream())
                .filter(date -> date.from().isPresent() && ChronoUnit.DAYS.between(date.from().get(), date.until().orElseThrow()) < LONGEST_DAYS)
                .map(date -> new Stretch(date.from().get(), date.until().orElseThrow())).distinct().limit(MOST).toList());
    }

    /// As PostgreSQL writes a `datemultirange`.
    public String multirange() {
        return stretches.stream().map(stretch -> "[%s,%s]".formatted(stretch.first, stretch.last)).collect(Collectors.joining(",", "{", "}"));
    }
}
