package dragoman.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page that shows blocks about as Slack does, to look at them without Slack.
final class BlockPreview {

    private static final Pattern REFERENCE = Pattern.compile("<([^<>|]+)(?:\\|([^<>]*))?>");
    private static final String STYLE = """
            body{margin:0;background:#fff;font:15px/1.46 Lato,"Helvetica Neue",Arial,sans-serif;color:#1d1c1d}
            .message{display:flex;gap:8px;padding:16px 20px;max-width:680px}
            .face{flex:none;width:36px;height:36px;border-radius:8px;background:#123b5d;color:#fff;display:grid;place-items:center;font-weight:700}
            .name{font-weight:900}.app{background:#e8e8e8;color:#616061;font-size:10px;padding:1px 4px;border-radius:3px;margin:0 6px;vertical-align:middle}.time{color:#616061;font-size:12px}
            .section{margin:4px 0;white-space:pre-wrap}.context{color:#616061;font-size:13px;margin:6px 0;display:flex;flex-wrap:wrap;gap:2px 12px;white-space:pre-wrap}
            .header{font-size:18px;font-weight:900;margin:8px 0}.actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}hr{border:0;border-top:1px solid #ddd;margin:12px 0}
            button{font:700 13px Lato,Arial,sans-serif;padding:5px 12px;border:1px solid #bbb;border-radius:4px;background:#fff;color:#1d1c1d}a{color:#1264a3;text-decoration:none}""";

    private BlockPreview() {
    }

    /// @param time what stands beside the bot's name
    static String page(JsonNode blocks, String time) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Message</title><style>").append(STYLE).append("</style></head><body>")
                .append("<article class=\"message\"><div class=\"face\">D</div><div><span class=\"name\">Dragoman</span><span class=\"app\">APP</span><span class=\"time\">").append(time)
                .append("</span>");
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            switch (type) {
                case "section", "header" -> html.append("<div class=\"").append(type).append("\">").append(text(block.path("text"))).append("</div>");
                case "context" -> {
                    html.append("<div class=\"context\">");
                    block.path("elements").forEach(element -> html.append("<span>").append(text(element)).append("</span>"));
                    html.append("</div>");
                }
                case "actions" -> {
                    html.append("<div class=\"actions\">");
                    block.path("elements").forEach(button -> html.append("<button>").append(text(button.path("text"))).append("</button>"));
                    html.append("</div>");
                }
                case "divider" -> html.append("<hr>");
                default -> throw new IllegalArgumentException("a block that cannot be shown: " + type);
            }
        }
        return html.append("</div></article></body></html>").toString();
    }

    private static String text(JsonNode text) {
        String words = text.path("text").asText();
        if (text.path("type").asText().equals("plain_text")) {
            return escape(words);
        }
        Matcher reference = REFERENCE.matcher(words);
        String linked = reference.replaceAll(match -> {
            String target = match.group(1);
            String shown = match.group(2) != null ? match.group(2) : target;
            return Matcher.quoteReplacement(target.startsWith("@") ? "<a>@alice</a>" : "<a href=\"" + target.replace("\"", "%22") + "\">" + shown + "</a>");
        });
        return linked.replaceAll("(?<![\\w*])\\*([^*\\n]+)\\*(?![\\w*])", "<b>$1</b>").replaceAll("(?<![\\w_=/])_([^_\\n]+)_(?![\\w_])", "<i>$1</i>")
                .replaceAll("`([^`\\n]+)`", "<code>$1</code>");
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
