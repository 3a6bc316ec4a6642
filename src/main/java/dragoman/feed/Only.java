package dragoman.feed;

import dragoman.article.Article;
import java.util.List;

/// For those who want one article and nothing else.
final class Only {

    private Only() {
    }

    static Article article(List<Reading> readings) throws UnreadableArticleException {
        if (readings.size() != 1) {
            throw new UnreadableArticleException("it holds %d items; deliver them one by one".formatted(readings.size()));
        }
        return switch (readings.getFirst()) {
            case Reading.Told told -> told.article();
            case Reading.Withdrawn _ -> throw new UnreadableArticleException("it takes an article back and holds none");
        };
    }
}
