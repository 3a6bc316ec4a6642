package dragoman.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dragoman.channel.web.Browsing.ask;
import static dragoman.channel.web.Browsing.assertAccessible;
import static dragoman.channel.web.Browsing.reader;
import static dragoman.channel.web.Browsing.turn;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.WithModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The chat in a real browser where a language model writes, which is a stand-in over HTTP.
@QuarkusTest
@WithTestResource(WithModel.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelChatPageTest {

    private static final String PROMISE = "Anton Sapt promised 40 million crowns for the dams on the Alvar.";

    @TestHTTPResource("/")
    URI address;
    @Inject
    Corpus corpus;

    ModelStandIn model;
    private Browsing browsing;

    @BeforeAll
    void launch() {
        browsing = new Browsing();
    }

    @AfterAll
    void quit() {
        browsing.close();
    }

    @BeforeEach
    void store() {
        corpus.clear();
        model.reset();
        CircuitBreakerMaintenance.get().resetAll();
        corpus.ingestMarkdown("---\nid: dams\ntitle: Sapt promises dams\ndate: 2025-06-03\npublisher: The Test Courier\nurl: https://example.org/dams\n---\nThe Alvar has flooded twice in three years. " + PROMISE);
        corpus.ingestMarkdown("---\nid: money\ntitle: Money for the Alvar\ndate: 2025-06-04\npublisher: The Other Courier\nurl: https://example.net/money\n---\n" + PROMISE
                + " Farmers along the river asked for more, and the envoys of both states left Strelsau late in the evening without a word.");
    }

    @AfterEach
    void nothingComesFromElsewhereAndNothingFails() {
        browsing.assertNothingForeignAndNothingFailed();
    }

    @Test
    void theSameWordsInSeveralArticlesAreOneSource() {
        model.plays((request, reply) -> {
            String keys = String.join("][", request.passages().entrySet().stream().filter(passage -> passage.getValue().contains(PROMISE)).map(java.util.Map.Entry::getKey).toList());
            reply.words("%s [%s]".formatted(PROMISE, keys)).end();
        });
        Page page = browsing.open(address, options -> options);
        ask(page, "How much did Anton Sapt promise for the dams on the Alvar?");
        Locator sources = turn(page, 0).locator("dragoman-source-list");
        assertThat(sources.locator("li")).hasCount(1);
        assertThat(sources).containsText("The same words also in:");
        assertThat(sources).containsText("The Test Courier");
        assertThat(sources).containsText("The Other Courier");
        assertThat(turn(page, 0)).containsText("Written by a language model, checked against the articles");
        assertAccessible(page, "reprints");
    }

    @Test
    void whatOfTheModelIsWithheldIsSaidInTheReadersLanguage() {
        model.plays((request, reply) -> reply.words("%s [%s] Anton Sapt promised 90 million crowns. [%2$s]".formatted(PROMISE, request.passages().keySet().iterator().next())).end());
        Page page = browsing.open(address, reader(ColorScheme.LIGHT, "de"));
        ask(page, "How much did Anton Sapt promise for the dams on the river Alvar?");
        assertThat(turn(page, 0)).containsText("Zurückgehaltene Aussagen des Sprachmodells, die die Artikel nicht belegen: 1.");
        assertThat(turn(page, 0)).not().containsText("90 million");
    }

    @Test
    void aModelThatFailsIsSaidAndTheArticlesAnswer() {
        model.plays((_, reply) -> reply.status(500, "{}"));
        Page page = browsing.open(address, reader(ColorScheme.LIGHT, "fr"));
        ask(page, "How much money did Anton Sapt promise for the dams?");
        assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("40 million crowns");
        assertThat(turn(page, 0)).containsText("Le modèle de langage est injoignable. Cette réponse est dans les phrases mêmes des articles.");
    }

    @Test
    void aQuestionInAnotherLanguageIsShownAsUnderstood() {
        model.plays((request, reply) -> {
            if (request.isTranslating()) {
                reply.words("How much did Anton Sapt promise for the dams on the Alvar?").end();
            } else {
                reply.words("%s [%s]".formatted(PROMISE, request.key(PROMISE))).end();
            }
        });
        Page page = browsing.open(address, reader(ColorScheme.LIGHT, "uk"));
        ask(page, "Скільки Антон Сапт пообіцяв на греблі на Альварі?");
        assertThat(turn(page, 0).locator(".understood em")).hasText("How much did Anton Sapt promise for the dams on the Alvar?");
        assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("40 million crowns");
        assertAccessible(page, "understood");
    }
}
