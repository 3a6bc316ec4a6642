package dragoman.channel.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Slack's markup: makes any text harmless in it, and takes it out of what people write.
final class Mrkdwn {

    private static final Pattern EMOJI = Pattern.compile(":(?=[\\w+'-]+:)");
    private static final Pattern QUOTED = Pattern.compile("(?m)^([^\\S\\r\\n]*+)&gt;");
    private static final Pattern REFERENCE = Pattern.compile("<([^<>|]*)(?:\\|([^<>]*))?>");
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\*_~`\\[\\]<>#|!&]");

    private Mrkdwn() {
    }

    /// Text that Slack shows as it is: characters that Slack reads as markup and has no escape for stand as others that look like them.
    static String escape(String text) {
        String plain = text.replaceAll("\\s+", " ").strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace('*', '∗').replace('_', 'ˍ').replace('~', '∼').replace('`', 'ˋ');
        return QUOTED.matcher(EMOJI.matcher(plain).replaceAll("∶")).replaceAll("$1\u200b&gt;");
    }

    /// A link; without an address that can stand in one, only its words.
    static String link(String address, String words) {
        return isSafe(address) ? "<" + address.replace("&", "&amp;") + "|" + escape(words) + ">" : escape(words);
    }

    /// The same for the Markdown of messages that grow.
    static String markdown(String text) {
        return MARKDOWN.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("\\\\$0");
    }

    static String markdownLink(String address, String words) {
        return isSafe(address) && !address.contains("(") && !address.contains(")") ? "[" + markdown(words) + "](" + address + ")" : markdown(words);
    }

    private static boolean isSafe(String address) {
        return address != null && address.matches("https?://[^\\s<>|\"]{1,1500}");
    }

    /// What somebody wrote, without the markup that Slack put in.
    static String plain(String written) {
        Matcher reference = REFERENCE.matcher(written);
        String text = reference.replaceAll(match -> {
            String target = match.group(1);
            String label = match.group(2);
            boolean person = target.startsWith("@") || target.startsWith("!");
            return Matcher.quoteReplacement(person ? "" : label != null ? label : target.startsWith("#") ? "" : target);
        });
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replaceAll("[ \\t]+", " ").strip();
    }

    /// Whether it speaks to people other than that one.
    static boolean addressesOthers(String written, String user) {
        Matcher reference = REFERENCE.matcher(written);
        return reference.results().anyMatch(match -> match.group(1).startsWith("@") && !match.group(1).equals("@" + user));
    }

    /// At most that many characters, and an ellipsis where it was longer.
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        // neither half a character nor half an entity
        end = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        int entity = text.lastIndexOf('&', end - 1);
        return text.substring(0, entity >= 0 && entity > end - 6 && text.indexOf(';', entity) >= end ? entity : end) + "…";
    }
}
