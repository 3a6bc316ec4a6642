package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.DateExpression;
import dragoman.article.Publisher;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What may be added to an article's own words, always in square brackets as editors do: the day that "on Sunday" means, who "he" is, when and
/// by whom it was reported.
final class Editing {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private Editing() {
    }

    /// An addition.
    ///
    /// @param at    behind which character of the quote it stands
    /// @param words without the brackets
    record Insertion(int at, String words) {
    }

    /// All that may be inserted into a quote that begins where a sentence of the article does.
    static List<Insertion> allowed(ReadArticle article, Evidence evidence) {
        String quote = evidence.quote();
        Stream<Insertion> dates = DateExpression.in(quote, article.version().article().published()).stream().flatMap(date -> explained(date, quote).stream());
        Stream<Insertion> persons = article.sentences().stream().filter(sentence -> sentence.span().start() == evidence.span().start())
                .flatMap(sentence -> explained(article, sentence).stream()).filter(insertion -> insertion.at <= quote.length());
        return Stream.concat(dates, persons).toList();
    }

    /// The day or days that a relative date means, behind it and a possessive ending.
    static List<Insertion> explained(DateExpression date, String sentence) {
        int end = date.span().end();
        boolean possessive = sentence.startsWith("’s", end) || sentence.startsWith("'s", end);
        return date.relative() ? date.inFull().map(days -> new Insertion(possessive ? end + 2 : end, days)).stream().toList() : List.of();
    }

    /// Who is meant by "he" or "she".
    static List<Insertion> explained(ReadArticle article, Sentence sentence) {
        return Pronouns.explained(article, sentence).map(person -> new Insertion(person.at(), person.name())).stream().toList();
    }

    /// A day as a reader would write it.
    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String insert(String quote, List<Insertion> insertions) {
        StringBuilder text = new StringBuilder(quote);
        List<Insertion> fromTheEnd = new ArrayList<>(insertions);
        fromTheEnd.sort(Comparator.comparingInt(Insertion::at).reversed());
        fromTheEnd.forEach(insertion -> text.insert(insertion.at, " [" + insertion.words + "]"));
        return text.toString();
    }

    /// What stands before older reporting where newer stands beside it.
    static String reported(Evidence evidence) {
        return "[Reported %s:] ".formatted(day(evidence.version().article().published()));
    }

    /// What stands before the reporting of one publisher where another's stands beside it.
    static String attributed(Evidence evidence) {
        Publisher publisher = evidence.version().article().publisher();
        return publisher.equals(Publisher.NOT_STATED) ? reported(evidence)
                : "[%s, %s:] ".formatted(publisher.name().replaceAll("[\\[\\]<>]", " ").strip(), day(evidence.version().article().published()));
    }
}
