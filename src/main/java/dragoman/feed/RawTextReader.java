package dragoman.feed;

import dragoman.article.Article;
import dragoman.article.Rights;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Text as a scraper left it: paragraphs between blank lines, perhaps with a line that holds the date and the remains of
/// share buttons, perhaps with a headline above the first paragraph.
public final class RawTextReader implements ArticleReader {

    private static final String FURNITURE = "\\d+(?=\\s+(?:shares|comments)\\b)|shares?\\b(?: on \\w+)?|tweet\\b|"
            + "pin(?: it)?\\b|email\\b|print\\b|whatsapp\\b|facebook\\b|twitter\\b|linkedin\\b|telegram\\b|comments?\\b|"
            + "copy link\\b|save\\b|advertisement\\b|read more:?\\b|sign up\\b|subscribe\\b|follow us\\b";
    /// A line that consists of a date and page furniture, such as `date 2025-03-03 0 SHARES Share Tweet`.
    private static final Pattern DATE_LINE = Pattern.compile(
            "(?i)^(?:date|published(?: on| at)?|posted(?: on)?|updated(?: on)?)?\\s*:?\\s*"
                    + "(?:\\d{4}-\\d{2}-\\d{2}(?:T\\S+)?|\\d{1,2} \\p{L}{3,9} \\d{4}|\\p{L}{3,9} \\d{1,2}, \\d{4})"
                    + "(?:[ ,|·-]*\\d{1,2}:\\d{2}(?: ?[A-Z]{2,4})?)?((?:\\s|[|·-]|" + FURNITURE + ")*)$");
    private static final Pattern FURNITURE_LINE = Pattern.compile("(?i)^(?:\\s|[|·-]|" + FURNITURE + ")+$");
    private static final int DATE_LINES_TO_LOOK_AT = 3;

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        List<String> kept = new ArrayList<>();
        Optional<LocalDate> published = Optional.empty();
        int seen = 0;
        for (String line : CleanText.of(delivery.content()).split("\n", -1)) {
            boolean early = !line.isEmpty() && ++seen <= DATE_LINES_TO_LOOK_AT;
            if (early && published.isEmpty() && DATE_LINE.matcher(line).matches()) {
                published = Dates.firstIn(line);
            } else if (line.isEmpty() || !FURNITURE_LINE.matcher(line).matches()) {
                kept.add(line);
            }
        }
        String text = CleanText.of(String.join("\n", kept));
        Optional<String> headline = headline(text);
        if (headline.isPresent()) {
            text = text.substring(headline.get().length()).strip();
        }
        return delivery.toArticle(new Found(Optional.empty(), headline, Optional.empty(), Optional.empty(), published,
                Optional.empty(), Rights.QUOTES_ONLY, List.of(), text));
    }

    /// The first paragraph, if it is one short line that does not end as a sentence and is not all there is.
    private static Optional<String> headline(String text) {
        int end = text.indexOf("\n\n");
        if (end <= 0 || end > 160) {
            return Optional.empty();
        }
        String first = text.substring(0, end);
        boolean endsAsSentence = ".!?:;,”\"…".indexOf(first.charAt(first.length() - 1)) >= 0;
        return endsAsSentence || first.contains("\n") ? Optional.empty() : Optional.of(first);
    }
}
