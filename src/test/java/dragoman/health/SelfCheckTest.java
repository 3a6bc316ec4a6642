package dragoman.health;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.AnswerForesight;
import dragoman.answer.SiteRules;
import dragoman.article.ArticleRepository;
import dragoman.testsupport.HeldTable;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// The program notices when it does not answer any more, and when its disk is full.
@QuarkusTest
class SelfCheckTest {

    @Inject
    AnswerForesight foresight;
    @Inject
    SiteRules sites;
    @Inject
    ArticleRepository articles;
    @Inject
    DataSource dataSource;

    private record Chosen(long diskFreeMegabytes) implements HealthSettings {

        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration answerLimit() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration stuckLimit() {
            return Duration.ofSeconds(90);
        }

        @Override
        public Optional<Path> diskFolder() {
            return Optional.of(Path.of("target"));
        }
    }

    private SelfCheck check(long megabytes, Clock clock) {
        return new SelfCheck(foresight, sites, articles, new Chosen(megabytes), clock);
    }

    @Test
    void itIsReadyAsLongAsItAnswers() throws Exception {
        SelfCheck self = check(1, Clock.systemUTC());
        self.look();
        assertEquals(Optional.empty(), self.notReady());
        try (HeldTable _ = new HeldTable(dataSource, "passage, article, article_version")) {
            self.look();
            assertTrue(self.notReady().orElseThrow().startsWith("the database does not answer in time"), self.notReady().toString());
            assertFalse(self.isStuck(), "to be started anew does not help against a database that is away");
        }
        self.look();
        assertEquals(Optional.empty(), self.notReady());
    }

    @Test
    void aFullDiskMakesItNotReady() {
        SelfCheck self = check(Long.MAX_VALUE, Clock.systemUTC());
        self.look();
        assertTrue(self.notReady().orElseThrow().contains("MB are free where target lies"), self.notReady().toString());
    }

    @Test
    void aQuestionThatDoesNotComeBackMakesItNotReadyAndThenStuck() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-06-03T10:00:00Z"));
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        SelfCheck self = check(1, clock);
        self.look();
        now.set(now.get().plusSeconds(1));
        Thread looking;
        try (HeldTable _ = new HeldTable(dataSource, "passage, article, article_version")) {
            looking = Thread.ofPlatform().start(self::look);
            Thread.sleep(300);
            now.set(now.get().plusSeconds(11));
            assertEquals(Optional.of("no answer for 11 seconds"), self.notReady());
            assertFalse(self.isStuck());
            now.set(now.get().plusSeconds(80));
            assertTrue(self.isStuck());
        }
        looking.join();
        assertFalse(self.isStuck());
    }

    @Test
    void healthTellsOfIt() {
        given().get("/q/health/live").then().statusCode(200).body("checks.find { it.name == 'answering' }.status", equalTo("UP"));
    }
}
