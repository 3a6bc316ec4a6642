package dragoman.newsroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.CorpusView.Policy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SiteChangesTest {

    private static final SiteChanges ALL = new SiteChanges(Optional.of("The Courier"), Optional.of(List.of("https://courier.example")), Optional.of(Policy.OWN), Optional.of(List.of("en")),
            Optional.of("From the Courier"), Optional.of(List.of("Who met?")), Optional.of(60), Optional.of(6), Optional.of(1_000L), Optional.of(URI.create("https://courier.example/hook")));
    private static final Site CHANGED = ALL.on(Site.named("courier", "Courier", Instant.EPOCH));

    private static SiteChanges of(Optional<String> attribution, Optional<Long> tokensADay, Optional<URI> webhook) {
        return new SiteChanges(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), attribution, Optional.empty(), Optional.empty(), Optional.empty(), tokensADay, webhook);
    }

    @Test
    void whatIsGivenIsChanged() {
        assertEquals(new Site("courier", "The Courier", List.of("https://courier.example"), Policy.OWN, List.of("en"), Optional.of("From the Courier"), List.of("Who met?"), 60, 6,
                OptionalLong.of(1_000), Optional.of(URI.create("https://courier.example/hook")), CHANGED.webhookSecret(), Instant.EPOCH, Instant.EPOCH), CHANGED);
        assertTrue(CHANGED.webhookSecret().orElseThrow().startsWith("whsec_"));
    }

    @Test
    void whatIsEmptyStays() {
        assertEquals(CHANGED, of(Optional.empty(), Optional.empty(), Optional.empty()).on(CHANGED));
    }

    @Test
    void aLineALimitAndAWebhookCanBeTakenAway() {
        Site bare = of(Optional.of(" "), Optional.of(-1L), Optional.of(URI.create(""))).on(CHANGED);
        assertEquals(Optional.empty(), bare.attribution());
        assertEquals(OptionalLong.empty(), bare.tokensADay());
        assertEquals(Optional.empty(), bare.webhook());
        assertEquals(Optional.empty(), bare.webhookSecret());
    }

    @Test
    void anotherWebhookKeepsTheSecret() {
        assertEquals(CHANGED.webhookSecret(), of(Optional.empty(), Optional.empty(), Optional.of(URI.create("https://other.example/"))).on(CHANGED).webhookSecret());
    }
}
