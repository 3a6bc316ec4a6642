package dragoman.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Slack's published limits of blocks (docs.slack.dev, reference of Block Kit).
final class BlockLimits {

    static final int MESSAGE = 50;
    static final int VIEW = 100;
    /// Longer texts of messages are cut.
    static final int TEXT = 4_000;
    private static final int SECTION = 3_000;
    private static final int CONTEXT_ELEMENTS = 10;
    private static final int CONTEXT_TEXT = 3_000;
    private static final int ACTIONS = 25;
    private static final int HEADER = 150;
    private static final int BUTTON_LABEL = 75;
    private static final int BUTTON_VALUE = 2_000;
    private static final int URL = 3_000;
    private static final int ID = 255;
    private static final int VIEW_TITLE = 24;

    private BlockLimits() {
    }

    /// What is against a limit.
    static List<String> check(JsonNode blocks, int most) {
        List<String> wrong = new ArrayList<>();
        if (blocks.size() > most) {
            wrong.add(blocks.size() + " blocks");
        }
        for (JsonNode block : blocks) {
            Set<String> ids = new HashSet<>();
            require(wrong, block.path("block_id").asText("").length() <= ID, "block_id too long");
            switch (block.path("type").asText()) {
                case "section" -> {
                    require(wrong, block.has("text") || block.has("fields"), "a section without text");
                    text(wrong, block.path("text"), SECTION, "section");
                }
                case "context" -> {
                    require(wrong, !block.path("elements").isEmpty() && block.path("elements").size() <= CONTEXT_ELEMENTS, block.path("elements").size() + " elements of a context");
                    block.path("elements").forEach(element -> text(wrong, element, CONTEXT_TEXT, "context"));
                }
                case "header" -> {
                    require(wrong, block.path("text").path("type").asText().equals("plain_text"), "a header must be plain text");
                    text(wrong, block.path("text"), HEADER, "header");
                }
                case "divider" -> {
                    // nothing in it
                }
                case "actions" -> {
                    require(wrong, !block.path("elements").isEmpty() && block.path("elements").size() <= ACTIONS, block.path("elements").size() + " elements of actions");
                    for (JsonNode button : block.path("elements")) {
                        require(wrong, button.path("type").asText().equals("button"), "an element that the bot does not know");
                        require(wrong, button.path("text").path("type").asText().equals("plain_text"), "a button's label must be plain text");
                        text(wrong, button.path("text"), BUTTON_LABEL, "button");
                        require(wrong, button.path("value").asText("").length() <= BUTTON_VALUE, "value of a button too long");
                        require(wrong, button.path("url").asText("").length() <= URL, "address of a button too long");
                        String id = button.path("action_id").asText("");
                        require(wrong, !id.isEmpty() && id.length() <= ID && ids.add(id), "action_id " + id);
                    }
                }
                default -> wrong.add("a block that the bot does not know: " + block.path("type").asText());
            }
        }
        return wrong;
    }

    static List<String> checkView(JsonNode view) {
        List<String> wrong = check(view.path("blocks"), VIEW);
        if (view.path("type").asText().equals("modal")) {
            text(wrong, view.path("title"), VIEW_TITLE, "title of a view");
            text(wrong, view.path("close"), VIEW_TITLE, "button of a view");
        } else {
            require(wrong, view.path("type").asText().equals("home"), "a view of an unknown type");
        }
        return wrong;
    }

    private static void text(List<String> wrong, JsonNode text, int most, String where) {
        String words = text.path("text").asText("");
        require(wrong, !words.isEmpty(), "a " + where + " without words");
        require(wrong, words.length() <= most, "a " + where + " of " + words.length() + " characters");
        if (text.path("type").asText().equals("mrkdwn")) {
            String bare = words.replaceAll("<(?:https?://[^<>|]+\\|[^<>|]*|@U[A-Z0-9]+)>", "");
            require(wrong, !bare.contains("<") && !bare.contains(">"), "a " + where + " with an angle bracket that is not escaped");
            require(wrong, bare.replaceAll("&(?:amp|lt|gt);", "").indexOf('&') < 0, "a " + where + " with an ampersand that is not escaped");
        }
    }

    private static void require(List<String> wrong, boolean met, String otherwise) {
        if (!met) {
            wrong.add(otherwise);
        }
    }
}
