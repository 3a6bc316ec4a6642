package dragoman.feed;

import dragoman.article.Article;
import dragoman.article.ArticleDetails;
import dragoman.article.Publisher;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The content of an article as it arrived, and what is said of it beside the content.
///
/// @param bytes     the content
/// @param charset   the encoding that came with it, such as that of the header Content-Type
/// @param stated    wins over what a reader finds in the content
/// @param otherwise stands in for what neither is stated nor found in the content
/// @param styleSheets of those that a page links to, by address
public record Delivery(byte[] bytes, Optional<Charset> charset, Stated stated, Stated otherwise, Map<URI, StyleSheet> styleSheets) {

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*");
    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final int LONGEST_DETAIL = 2_000;

    /// A delivery of text that states nothing beside its content.
    public static Delivery of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /// A delivery that states nothing beside its content.
    public static Delivery of(byte[] content) {
        return new Delivery(content, Optional.empty(), Stated.NOTHING, Stated.NOTHING);
    }

    /// A delivery that brings no style sheets.
    public Delivery(byte[] bytes, Optional<Charset> charset, Stated stated, Stated otherwise) {
        this(bytes, charset, stated, otherwise, Map.of());
    }

    /// The same delivery, with these style sheets of the page that it is.
    public Delivery styled(Map<URI, StyleSheet> sheets) {
        return new Delivery(bytes, charset, stated, otherwise, sheets);
    }

    /// The same delivery, of which this is stated.
    public Delivery stating(Stated other) {
        return new Delivery(bytes, charset, other, otherwise, styleSheets);
    }

    /// The same delivery, with this where nothing else is known.
    public Delivery or(Stated other) {
        return new Delivery(bytes, charset, stated, other, styleSheets);
    }

    /// The same delivery, with this id where neither it nor the content states one: where a file of that name held the
    /// article before, this is its next version.
    public Delivery orId(String fallbackId) {
        return or(otherwise.withId(Optional.of(fallbackId)));
    }

    /// The content as text; see {@link TextDecoder}.
    String content() {
        return TextDecoder.decode(bytes, charset);
    }

    /// Where the publisher is at home.
    Optional<ZoneId> zone() {
        return stated.zone().or(otherwise::zone);
    }

    /// Joins what was stated with what a reader found.
    ///
    /// @throws UnreadableArticleException if a text, a title or a day of publication is in neither
    Article toArticle(Found found) throws UnreadableArticleException {
        if (found.text().isBlank()) {
            throw new UnreadableArticleException("no article text was found; deliver the paragraphs of the article");
        }
        Optional<Instant> appeared = stated.published().isPresent() ? stated.appeared()
                : stated.appeared().or(() -> found.published().flatMap(Moment::instant))
                        .or(() -> found.published().isPresent() ? Optional.empty() : otherwise.appeared());
        LocalDate day = stated.published().or(() -> found.published().map(Moment::day)).or(otherwise::published).orElseThrow(
                () -> new UnreadableArticleException("no date of publication was found; state it in the content or as published=YYYY-MM-DD"));
        String headline = oneLine(stated.title().or(found::title).or(otherwise::title).filter(t -> !t.isBlank())
                .orElseGet(() -> Headlines.fromOpening(found.text())));
        Optional<URI> address = stated.url().or(found::url).or(otherwise::url);
        Publisher by = stated.publisher().or(found::publisher).or(otherwise::publisher).map(Delivery::oneLine).filter(p -> !p.isBlank())
                .map(Publisher::new).orElse(Publisher.NOT_STATED);
        String language = stated.language().or(found::language).or(otherwise::language).map(String::strip)
                .filter(tag -> LANGUAGE.matcher(tag).matches()).map(tag -> tag.replace('_', '-')).orElse("en");
        ArticleDetails details = new ArticleDetails(storable(appeared), storable(stated.modified().or(found::modified).or(otherwise::modified)), detail(found.section()), detail(found.author()),
                detail(found.rightsNotice()), detail(stated.correction().or(found::correction)), stated.embargo().or(found::embargo).or(otherwise::embargo).map(Delivery::exact));
        try {
            return new Article(key(found.id(), found.url()).orElseGet(() -> Article.contentKey(found.text())), headline, by, address, day, language, found.rights(),
                    found.sources(), found.text(), details);
        } catch (IllegalArgumentException e) {
            throw new UnreadableArticleException(e.getMessage());
        }
    }

    /// What the article is known by.
    private Optional<String> key(Optional<String> foundId, Optional<URI> foundUrl) {
        return stated.url().or(() -> foundUrl).or(otherwise::url).map(URI::toString)
                .or(() -> stated.id().or(() -> foundId).or(otherwise::id).map(Delivery::oneLine).filter(id -> !id.isEmpty()).map(Article::idKey));
    }

    /// The notice that the article with this id or address is taken back.
    ///
    /// @throws UnreadableArticleException if neither the content nor the one who delivers it says which article
    Reading.Withdrawn toWithdrawal(Optional<String> foundId, Optional<URI> foundUrl) throws UnreadableArticleException {
        return new Reading.Withdrawn(key(foundId, foundUrl)
                .orElseThrow(() -> new UnreadableArticleException("an article is taken back without saying which; state its id or url")));
    }

    private static Optional<String> detail(Optional<String> value) {
        return value.map(Delivery::oneLine).filter(v -> !v.isBlank()).map(v -> v.length() > LONGEST_DETAIL ? v.substring(0, LONGEST_DETAIL).strip() : v);
    }

    /// People know no other moments.
    private static Optional<Instant> storable(Optional<Instant> moment) {
        return moment.filter(one -> one.isAfter(EARLIEST) && one.isBefore(ArticleDetails.UNTIL_FURTHER_NOTICE)).map(Delivery::exact);
    }

    /// As exact as PostgreSQL is, so that what is read back is what was stored.
    private static Instant exact(Instant moment) {
        return moment.isBefore(EARLIEST) ? EARLIEST : moment.truncatedTo(ChronoUnit.MICROS);
    }

    private static String oneLine(String value) {
        return CleanText.of(value).replaceAll("\\s+", " ").strip();
    }
}
