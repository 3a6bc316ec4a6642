package dragoman.channel.web;

import static dragoman.channel.web.Browsing.ask;
import static dragoman.channel.web.Browsing.settled;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dragoman.testsupport.Corpus;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the page weighs, how soon something is seen and whether anything moves, measured in the browser over the shipped articles. The figures
/// are printed: `deploy/test -o -q -Dtest=PageMeasuresTest -DskipITs`.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageMeasuresTest {

    private static final int MOST_JAVASCRIPT = 60_000;
    private static final double MOST_SHIFT = 0.01;
    /// Keeps count of what moves without the reader having done anything.
    private static final String OBSERVE = """
            window.shifts = [];
            new PerformanceObserver(list => window.shifts.push(...list.getEntries().filter(entry => !entry.hadRecentInput)
              .map(entry => ({value: entry.value, nodes: entry.sources.map(source => (source.node?.outerHTML ?? source.node?.textContent ?? '').slice(0, 120))}))))
              .observe({type: 'layout-shift', buffered: true});""";

    @TestHTTPResource("/")
    URI address;
    @Inject
    Corpus corpus;

    private Browsing browsing;

    @BeforeAll
    void launch() throws IOException {
        browsing = new Browsing();
        corpus.clear();
        corpus.ingestShipped();
    }

    @AfterAll
    void quit() {
        browsing.close();
    }

    @Test
    void thePageIsLightSoonThereAndStill() {
        browsing.open(address, options -> options).locator(".suggestion").first().waitFor();
        Page page = browsing.open(URI.create("about:blank"), options -> options);
        page.addInitScript(OBSERVE);
        Map<String, Integer> bytes = new java.util.TreeMap<>();
        List<Runnable> sizes = new ArrayList<>();
        page.onRequestFinished(request -> {
            String path = URI.create(request.url()).getPath();
            sizes.add(() -> bytes.merge(path.endsWith(".js") ? "JavaScript" : path.endsWith(".css") ? "styles" : path.startsWith("/api/") ? "data" : "page and icon", request.sizes().responseBodySize, Integer::sum));
        });
        page.navigate(address.toString());
        page.locator(".suggestion").first().waitFor();
        // asking for a size lets the browser report further requests: they are counted too
        for (int i = 0; i < sizes.size(); i++) {
            sizes.get(i).run();
        }
        page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
        double painted = ((Number) page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")).doubleValue();
        double empty = shift(page);
        ask(page, "What did the EU leaders decide about the loan for Ukraine in December 2025?");
        settled(page);
        page.waitForTimeout(500);
        double answered = shift(page) - empty;
        System.out.printf("%nbytes over the wire (gzip): %s%nfirst contentful paint: %.0f ms%nlayout shift: loading %.4f, answering %.4f%n", bytes, painted, empty, answered);
        assertTrue(bytes.get("JavaScript") < MOST_JAVASCRIPT, bytes::toString);
        assertTrue(empty + answered <= MOST_SHIFT, () -> page.evaluate("JSON.stringify(shifts)").toString());
        browsing.assertNothingForeignAndNothingFailed();
    }

    private static double shift(Page page) {
        return ((Number) page.evaluate("shifts.reduce((sum, shift) => sum + shift.value, 0)")).doubleValue();
    }
}
