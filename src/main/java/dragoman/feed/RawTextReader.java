package dragoman.feed;

import dragoman.article.Article;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text as a scraper left it: paragraphs between blank lines, perhaps with a line that holds the date and the remains of
/// share buttons, perhaps with a headline above the first paragraph.
public final class RawTextReader implements ArticleReader {

    private static final String FURNITURE = "\\d+(?=\\s+(?:shares|comments)\\b)|shares?\\b(?: on \\w+)?|tweet\\b|"
            + "pin(?: it)?\\b|email\\b|print\\b|whatsapp\\b|facebook\\b|twitter\\b|linkedin\\b|telegram\\b|comments?\\b|"
            + "copy link\\b|save\\b|advertisement\\b|read more:?\\b|sign up\\b|subscribe\\b|follow us\\b";
    private static final String DATE = "(?:\\p{L}+day,? )?(?:\\d{4}-\\d{2}-\\d{2}(?:T\\S+)?|\\d{1,2} \\p{L}{3,9} \\d{4}|\\p{L}{3,9} \\d{1,2}, \\d{4})";
    /// How scrapers mark the day, with the article or what is left of the page's buttons behind it on the same line.
    private static final Pattern DATE_MARK = Pattern.compile("(?i)^date:? (\\d{4}-\\d{2}-\\d{2})(?:T\\S+)?(?: |$)");
    /// A line that consists of a date and page furniture, such as `3 March 2025 | 12 comments`.
    private static final Pattern DATE_LINE = Pattern.compile(
            "(?i)^(?:(?:date|published|posted|updated?)(?: on| at)?)?\\s*:?\\s*" + DATE
                    + "(?:[ ,|·-]*\\d{1,2}:\\d{2}(?: ?[A-Z]{2,4})?)?(?:\\s|[|·-]|" + FURNITURE + ")*$");
    private static final Pattern LEADING_BUTTONS = Pattern.compile("(?i)^(?:\\d+ shares?(?: (?:share|tweet|pin|email|print)\\b)*+|(?:share|tweet)(?: (?:tweet|pin|email|print)\\b)++) ?");
    private static final Pattern FURNITURE_LINE = Pattern.compile("(?i)^(?:\\s|[|·-]|" + FURNITURE + ")+$");
    private static final String BYLINE_NAME = "\\p{Lu}[\\p{L}.’'-]+(?: (?:and|de|van|von|al)\\b)*";
    /// Names are parted by blanks or commas, so that there is one way only to tell them apart.
    private static final Pattern BYLINE = Pattern.compile("^By " + BYLINE_NAME + "(?:[, ]+" + BYLINE_NAME + "){1,5}[, ]*$");
    private static final Pattern CAPTION = Pattern.compile(".*(?:\\b(?:[Pp]icture|[Pp]hoto|[Ii]mage|[Pp]hotograph)(?: credit)?: ?[\\p{L} /.&-]{2,40}|[(\\[](?:[^)\\]]*"
            + "(?:Photo|Getty|Image|Reuters|REUTERS|AFP|EPA)[^)\\]]*)[)\\]])\\.?$");
    private static final int DATE_LINES_TO_LOOK_AT = 3;
    private static final int MAX_HEADLINE = 160;
    private static final int LONGEST_FURNITURE = 400;

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        List<String> kept = new ArrayList<>();
        Matcher mark = DATE_MARK.matcher(CleanText.of(delivery.content()));
        Optional<LocalDate> published = mark.find() ? Dates.firstIn(mark.group(1)) : Optional.empty();
        int seen = 0;
        for (String line : withoutDateMark(CleanText.of(delivery.content())).split("\n", -1)) {
            boolean early = !line.isEmpty() && ++seen <= DATE_LINES_TO_LOOK_AT;
            if (early && line.length() <= LONGEST_FURNITURE && DATE_LINE.matcher(line).matches()) {
                published = published.or(() -> Dates.firstIn(line));
            } else if (line.isEmpty() || !isFurniture(line)) {
                kept.add(line);
            }
        }
        String text = CleanText.of(String.join("\n", kept));
        int opening = text.indexOf("\n\n");
        Optional<String> headline = opening < 0 ? Optional.empty() : headline(text.substring(0, opening));
        if (headline.isPresent()) {
            text = text.substring(opening).strip();
        }
        return delivery.toArticle(new Found(text).title(headline).published(published.map(day -> new Moment(day, Optional.empty()))));
    }

    private static String withoutDateMark(String content) {
        Matcher mark = DATE_MARK.matcher(content);
        return mark.find() ? LEADING_BUTTONS.matcher(content.substring(mark.end())).replaceFirst("") : content;
    }

    /// What belongs to the page and not to the article: buttons, who wrote it, captions of pictures that are not there.
    private static boolean isFurniture(String line) {
        return line.length() <= LONGEST_FURNITURE && (FURNITURE_LINE.matcher(line).matches() || BYLINE.matcher(line).matches() || CAPTION.matcher(line).matches());
    }

    /// The longest line of the first paragraph, if no line of it is long or ends as a sentence, and the paragraph is not all there is.
    private static Optional<String> headline(String opening) {
        boolean linesOnly = opening.lines().allMatch(line -> line.length() <= MAX_HEADLINE
                && ".!?:;,”\"…".indexOf(line.charAt(line.length() - 1)) < 0);
        return linesOnly ? opening.lines().max(Comparator.comparingInt(String::length)) : Optional.empty();
    }
}
