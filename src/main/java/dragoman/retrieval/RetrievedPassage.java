package dragoman.retrieval;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dragoman.article.Span;
import java.time.LocalDate;

/// A passage that may answer, and how well it was found.
///
/// @param articleId the article it belongs to
/// @param version   the live version of that article
/// @param span      where it stands in that version's text
/// @param text      exactly the words of the span
/// @param title     the article's headline
/// @param published the article's day of publication
/// @param score     higher is better, comparable within one retrieval only; see {@link PassageRanking}
public record RetrievedPassage(String articleId, int version, Span span, String text, String title, LocalDate published,
        double score) {

    /// The passage for LangChain4j, with `articleId`, `version`, `start`, `end`, `title` and `published` (ISO) as metadata.
    TextSegment toSegment() {
        return TextSegment.from(text, new Metadata().put("articleId", articleId).put("version", version).put("start", span.start())
                .put("end", span.end()).put("title", title).put("published", published.toString()));
    }
}
