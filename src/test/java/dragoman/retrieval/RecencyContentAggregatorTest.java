package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import dragoman.testsupport.MovableClock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecencyContentAggregatorTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);

    private final RecencyContentAggregator aggregator = new RecencyContentAggregator(new MovableClock(TODAY));

    private static Content content(String text, LocalDate published) {
        return Content.from(TextSegment.from(text, new Metadata().put("published", published.toString())));
    }

    @SafeVarargs
    private List<String> aggregate(List<Content>... lists) {
        Map<Query, Collection<List<Content>>> found = new LinkedHashMap<>();
        for (List<Content> list : lists) {
            found.put(Query.from("wording " + found.size()), List.of(list));
        }
        return aggregator.aggregate(found).stream().map(content -> content.textSegment().text()).toList();
    }

    @Test
    void whatSeveralWordingsFindGoesFirstAndStandsOnce() {
        Content a = content("a", TODAY);
        Content b = content("b", TODAY);
        Content c = content("c", TODAY);
        assertEquals(List.of("b", "a", "c"), aggregate(List.of(a, b), List.of(b, c)));
    }

    @Test
    void ofWhatIsFoundAboutEquallyWellTheNewerGoesFirst() {
        assertEquals(List.of("new", "old"), aggregate(List.of(content("old", TODAY.minusYears(1)), content("new", TODAY))));
    }

    @Test
    void beingCurrentIsWorthNoMoreThanBeingFoundTwice() {
        Content old = content("old", TODAY.minusYears(3));
        assertEquals(List.of("old", "new"), aggregate(List.of(old), List.of(old, content("new", TODAY))));
    }

    @Test
    void aContentWithoutADateCountsAsOld() {
        assertEquals(List.of("new", "undated"), aggregate(List.of(Content.from("undated"), content("new", TODAY))));
        assertEquals(List.of("undated", "ancient"), aggregate(List.of(Content.from("undated"), content("ancient", LocalDate.of(1950, 1, 1)))));
    }

    @Test
    void whatIsEqualKeepsItsOrder() {
        assertEquals(List.of("a", "b"), aggregate(List.of(content("a", TODAY)), List.of(content("b", TODAY))));
        assertEquals(List.of(), aggregate());
    }
}
