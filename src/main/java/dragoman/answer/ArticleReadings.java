package dragoman.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.answer.Draft.Evidence;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.ArticleVersion;
import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.evidence.Quote;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Article versions as the answerer reads them. Versions never change, so what was read once stays true; whether they are live is for
/// others to ask.
@ApplicationScoped
class ArticleReadings {

    private static final long CACHED_CHARACTERS = 3_000_000;

    private final SentenceSplitter splitter;
    private final Names names;
    private final Cache<ArticleVersion, ReadArticle> read = Caffeine.newBuilder().maximumWeight(CACHED_CHARACTERS)
            .weigher((ArticleVersion version, ReadArticle _) -> version.article().text().length()).build();

    ArticleReadings(SentenceSplitter splitter) {
        this.splitter = splitter;
        this.names = new Names();
    }

    ReadArticle of(ArticleVersion version) {
        return read.get(version, v -> ReadArticle.of(v, splitter, names));
    }

    /// The exact words with what of their article bears on them.
    Quote quote(Evidence evidence) {
        Span span = evidence.span();
        List<Sentence> upTo = of(evidence.version()).sentences().stream().filter(sentence -> sentence.span().start() < span.end()).toList();
        Set<String> speakers = upTo.stream().filter(sentence -> sentence.span().end() > span.start())
                .flatMap(sentence -> sentence.speakers().stream()).collect(Collectors.toSet());
        Set<String> earlier = upTo.stream().flatMap(sentence -> sentence.names().stream()).map(Name::canonical).collect(Collectors.toSet());
        return new Quote(evidence.quote(), evidence.version().article().published(), speakers,
                evidence.version().article().title() + " " + evidence.version().article().publisher().name(), earlier);
    }
}
