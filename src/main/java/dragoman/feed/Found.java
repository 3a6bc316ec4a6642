package dragoman.feed;

import dragoman.article.Rights;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a reader found in the content itself.
record Found(Optional<String> id, Optional<String> title, Optional<String> publisher, Optional<URI> url,
        Optional<LocalDate> published, Optional<String> language, Rights rights, List<String> sources, String text) {
}
