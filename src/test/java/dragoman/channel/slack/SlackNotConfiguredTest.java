package dragoman.channel.slack;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// A service without a Slack app.
@QuarkusTest
class SlackNotConfiguredTest {

    @Inject
    SlackApp app;

    @Test
    void whatIsMeantForABotIsToldThatThereIsNone() {
        given().contentType(ContentType.JSON).body("{\"type\": \"url_verification\", \"challenge\": \"x\"}").post("/slack/events").then().statusCode(503)
                .contentType("application/problem+json").body("status", equalTo(503)).body("detail", containsString("DRAGOMAN_SLACK_SIGNING_SECRET"));
        given().get("/slack/install").then().statusCode(503).body("detail", containsString("DRAGOMAN_SLACK_CLIENT_ID"));
        assertTrue(app.app().isEmpty());
    }
}
