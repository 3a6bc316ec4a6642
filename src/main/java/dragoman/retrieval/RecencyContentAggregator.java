package dragoman.retrieval;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.query.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins what was found for several wordings of one question, for LangChain4j's `RetrievalAugmentor`.
///
/// A content scores the sum of `1 / (60 + place)` over the lists it is in (reciprocal rank fusion), and up to as much again if it is
/// current by `published`, an ISO date in its metadata: newer reporting goes before older where both are found about equally well.
@ApplicationScoped
public class RecencyContentAggregator implements ContentAggregator {

    private static final String PUBLISHED = "published";

    private final Clock clock;

    RecencyContentAggregator(Clock clock) {
        this.clock = clock;
    }

    /// Each content once, best first. Contents without a date count as old.
    @Override
    public List<Content> aggregate(Map<Query, Collection<List<Content>>> found) {
        LocalDate today = LocalDate.now(clock);
        Map<Content, Double> scores = new LinkedHashMap<>();
        for (Collection<List<Content>> lists : found.values()) {
            for (List<Content> list : lists) {
                for (int place = 0; place < list.size(); place++) {
                    Content content = list.get(place);
                    scores.merge(content, (1 + recency(content, today)) / (PassageStore.FUSION + place + 1), Double::sum);
                }
            }
        }
        return scores.keySet().stream().sorted(Comparator.comparing(scores::get).reversed()).toList();
    }

    private static double recency(Content content, LocalDate today) {
        String published = content.textSegment().metadata().getString(PUBLISHED);
        return published == null ? 0 : Recency.of(LocalDate.parse(published), today, Optional.empty());
    }
}
