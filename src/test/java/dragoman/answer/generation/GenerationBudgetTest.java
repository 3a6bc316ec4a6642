package dragoman.answer.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dragoman.answer.generation.GenerationBudget.Reservation;
import dragoman.answer.generation.ModelSettings.Provider;
import dragoman.database.Database;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GenerationBudgetTest {

    @Inject
    Database database;
    @Inject
    Corpus corpus;

    private final MovableClock clock = new MovableClock(LocalDate.of(2025, 6, 3));
    private GenerationBudget budget;

    @BeforeEach
    void open() {
        database.query("not emptied", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("truncate model_usage");
            }
        });
        budget = limited(OptionalLong.of(1_000));
    }

    private GenerationBudget limited(OptionalLong tokens) {
        TestModelSettings base = TestModelSettings.at(Provider.OPENAI, "http://localhost:1");
        return new GenerationBudget(database, new TestModelSettings(base.provider(), base.baseUrl(), base.apiKey(), base.apiKeyFile(), base.firstTokenLimit(), base.totalLimit(),
                base.answerTokens(), tokens, base.concurrent(), base.queue(), base.retries(), base.cache()), clock);
    }

    private FallbackCause refused(TokenAccount account, long tokens) {
        return assertThrows(ModelFailure.class, () -> budget.reserve(account, tokens)).cause();
    }

    @Test
    void aDayHasSoManyTokensAndNoMore() throws ModelFailure {
        Reservation first = budget.reserve(TokenAccount.DEFAULT, 600);
        assertEquals(FallbackCause.BUDGET_SPENT, refused(TokenAccount.DEFAULT, 500));
        budget.settle(first, 100);
        budget.reserve(TokenAccount.DEFAULT, 900);
        assertEquals(FallbackCause.BUDGET_SPENT, refused(TokenAccount.DEFAULT, 1));
        clock.move(Duration.ofDays(1));
        budget.reserve(TokenAccount.DEFAULT, 1_000);
        assertEquals(2, corpus.count("select count(*) from model_usage"));
    }

    @Test
    void aSiteHasTokensOfItsOwnWithinThoseOfAll() throws ModelFailure {
        TokenAccount courier = new TokenAccount("courier", OptionalLong.of(300));
        TokenAccount herald = new TokenAccount("herald", OptionalLong.empty());
        assertEquals(FallbackCause.BUDGET_SPENT, refused(courier, 301));
        budget.reserve(courier, 300);
        assertEquals(FallbackCause.BUDGET_SPENT, refused(courier, 1));
        budget.reserve(herald, 500);
        assertEquals(FallbackCause.BUDGET_SPENT, refused(herald, 201));
        budget.reserve(TokenAccount.DEFAULT, 200);
        assertEquals(FallbackCause.BUDGET_SPENT, refused(TokenAccount.DEFAULT, 1));
        assertEquals(300, corpus.count("select tokens from model_usage where site = 'courier'"));
    }

    @Test
    void moreThanADaysTokensAreNeverSetAside() {
        assertEquals(FallbackCause.BUDGET_SPENT, refused(TokenAccount.DEFAULT, 1_001));
    }

    @Test
    void manyAtOnceDoNotOverdraw() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(executor.submit(() -> {
                    try {
                        budget.reserve(TokenAccount.DEFAULT, 100);
                        return true;
                    } catch (ModelFailure e) {
                        return false;
                    }
                }));
            }
            int granted = 0;
            for (Future<Boolean> one : all) {
                granted += one.get() ? 1 : 0;
            }
            assertEquals(10, granted);
            assertEquals(1_000, corpus.count("select tokens from model_usage"));
        }
    }

    @Test
    void withoutALimitTokensAreCountedAllTheSame() throws ModelFailure {
        GenerationBudget unlimited = limited(OptionalLong.empty());
        unlimited.settle(unlimited.reserve(TokenAccount.DEFAULT, 6_000_000), 2_000_000);
        unlimited.settle(unlimited.reserve(TokenAccount.DEFAULT, 6_000_000), 3_000_000);
        assertEquals(5_000_000, corpus.count("select tokens from model_usage"));
    }
}
