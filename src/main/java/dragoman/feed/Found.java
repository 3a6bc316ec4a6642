package dragoman.feed;

import dragoman.article.Rights;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a reader found in the content itself, gathered piece by piece.
final class Found {

    private final String text;
    private Optional<String> id = Optional.empty();
    private Optional<String> title = Optional.empty();
    private Optional<String> publisher = Optional.empty();
    private Optional<String> author = Optional.empty();
    private Optional<String> section = Optional.empty();
    private Optional<URI> url = Optional.empty();
    private Optional<Moment> published = Optional.empty();
    private Optional<Instant> modified = Optional.empty();
    private Optional<Instant> embargo = Optional.empty();
    private Optional<String> language = Optional.empty();
    private Optional<String> rightsNotice = Optional.empty();
    private Optional<String> correction = Optional.empty();
    private Rights rights = Rights.QUOTES_ONLY;
    private List<String> sources = List.of();

    /// @param text clean text; see {@link CleanText}
    Found(String text) {
        this.text = text;
    }

    Found id(Optional<String> value) {
        id = value;
        return this;
    }

    Found title(Optional<String> value) {
        title = value;
        return this;
    }

    Found publisher(Optional<String> value) {
        publisher = value;
        return this;
    }

    Found author(Optional<String> value) {
        author = value;
        return this;
    }

    Found section(Optional<String> value) {
        section = value;
        return this;
    }

    Found url(Optional<URI> value) {
        url = value;
        return this;
    }

    Found published(Optional<Moment> value) {
        published = value;
        return this;
    }

    Found modified(Optional<Instant> value) {
        modified = value;
        return this;
    }

    Found embargo(Optional<Instant> value) {
        embargo = value;
        return this;
    }

    Found language(Optional<String> value) {
        language = value;
        return this;
    }

    Found rightsNotice(Optional<String> value) {
        rightsNotice = value;
        return this;
    }

    Found correction(Optional<String> value) {
        correction = value;
        return this;
    }

    Found rights(Rights value) {
        rights = value;
        return this;
    }

    Found sources(List<String> value) {
        sources = value;
        return this;
    }

    String text() {
        return text;
    }

    Optional<String> id() {
        return id;
    }

    Optional<String> title() {
        return title;
    }

    Optional<String> publisher() {
        return publisher;
    }

    Optional<String> author() {
        return author;
    }

    Optional<String> section() {
        return section;
    }

    Optional<URI> url() {
        return url;
    }

    Optional<Moment> published() {
        return published;
    }

    Optional<Instant> modified() {
        return modified;
    }

    Optional<Instant> embargo() {
        return embargo;
    }

    Optional<String> language() {
        return language;
    }

    Optional<String> rightsNotice() {
        return rightsNotice;
    }

    /// What the publisher says, else the paragraph of the text that tells of a correction.
    Optional<String> correction() {
        return correction.or(() -> Corrections.in(text));
    }

    Rights rights() {
        return rights;
    }

    List<String> sources() {
        return sources;
    }
}
