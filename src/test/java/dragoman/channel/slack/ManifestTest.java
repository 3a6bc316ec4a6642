package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The manifest asks for what the program uses, and for no more.
class ManifestTest {

    private final JsonNode manifest;

    ManifestTest() throws IOException {
        manifest = new YAMLMapper().readTree(Path.of("deploy/slack/manifest.yaml").toFile());
    }

    @Test
    void itsScopesAreThoseThatTheProgramAsksFor() {
        TreeSet<String> scopes = new TreeSet<>();
        manifest.at("/oauth_config/scopes/bot").forEach(scope -> scopes.add(scope.asText()));
        assertEquals(new TreeSet<>(Arrays.asList(SlackApp.SCOPES.split(","))), scopes);
    }

    @Test
    void everyAddressIsOneThatTheProgramHas() {
        assertEquals("/diplomacy", manifest.at("/features/slash_commands/0/command").asText());
        assertEquals(SlackApp.CHECK_CLAIM, manifest.at("/features/shortcuts/0/callback_id").asText());
        for (String pointer : List.of("/features/slash_commands/0/url", "/settings/event_subscriptions/request_url", "/settings/interactivity/request_url")) {
            assertTrue(manifest.at(pointer).asText().endsWith("/slack/events"), pointer);
        }
        assertTrue(manifest.at("/oauth_config/redirect_urls/0").asText().endsWith("/slack/oauth_redirect"));
    }

    @Test
    void itKeepsToSlacksLengths() {
        assertTrue(manifest.at("/display_information/description").asText().length() <= 140);
        int length = manifest.at("/display_information/long_description").asText().length();
        assertTrue(length >= 175 && length <= 4_000, "Slack wants 175 to 4,000 characters, and there are " + length);
        assertTrue(manifest.at("/features/shortcuts/0/name").asText().length() <= 24);
    }
}
