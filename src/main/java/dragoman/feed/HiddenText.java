package dragoman.feed;

import java.net.URI;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Takes out of a page the words that its reader sees neither on a telephone nor on a desk.
final class HiddenText {

    private static final String NEVER_SEEN = "script, noscript, template, iframe, svg, math annotation, object, embed, canvas, head > :not(style, link), [hidden], "
            + "[aria-hidden=true], input, select, textarea, dialog:not([open])";
    private static final int[] WIDTHS = {390, 1280};

    private static final Pattern NOTHING = Pattern.compile("[-+]?(?:0+\\.?0*|\\.0+)(?:[a-z]+|%)?");
    private static final Pattern SPECK = Pattern.compile("[01]?(?:\\.\\d+)?px");
    private static final Pattern RELATIVE = Pattern.compile("inherit|unset|revert|larger|smaller|[\\d.]+(?:em|%|ex|ch)");
    private static final Pattern FAR_OFF = Pattern.compile("-(?:(?:[5-9]\\d{2}|\\d{4,})(?:\\.\\d+)?[a-z]*|\\d{3,}(?:\\.\\d+)?(?:%|r?em|vw|vh))");
    /// Negative margins are a means of setting columns.
    private static final Pattern FARTHER_OFF = Pattern.compile("-\\d{4,}(?:\\.\\d+)?[a-z]*");
    private static final Pattern SHRUNK = Pattern.compile("scale(?:3d|x|y)?\\(\\s*0*(?:\\.0+)?\\s*[,)]|translate(?:3d|x|y)?\\([^)]*-\\d{4,}");
    private static final Pattern CUT = Pattern.compile("rect\\(\\s*[01](?:px)?\\b.*|inset\\(\\s*(?:[5-9]\\d|100)(?:\\.\\d+)?%.*|circle\\(\\s*0(?:px|%)?\\s*[ )].*");
    private static final Pattern FONT_OF_NO_SIZE = Pattern.compile("(?:.*\\s)?0(?:\\.0+)?(?:px|r?em|pt|%)?\\s*(?:/.*|\\s.*)");

    private final Cascade cascade;
    private final int screen;
    private final Set<TextNode> seen;

    private HiddenText(Cascade cascade, int screen, Set<TextNode> seen) {
        this.cascade = cascade;
        this.screen = screen;
        this.seen = seen;
    }

    /// What an element hands down to what is in it.
    ///
    /// @param ground empty where it is no plain colour
    private record Surroundings(boolean visible, boolean sized, String colour, Optional<String> ground) {
    }

    /// @param linked what is known of the style sheets that the page links to
    /// @throws UnreadableArticleException if the styles are more than a page of news has
    static void removeFrom(Document page, Map<URI, StyleSheet> linked) throws UnreadableArticleException {
        page.select(NEVER_SEEN).remove();
        Cascade cascade = Cascade.of(page, linked, WIDTHS);
        page.select("style, link").remove();
        Set<TextNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int screen = 0; screen < WIDTHS.length; screen++) {
            new HiddenText(cascade, screen, seen).look(page.body(), new Surroundings(true, true, "", Optional.of(Colours.WHITE)));
        }
        List<TextNode> all = page.body().nodeStream(TextNode.class).toList();
        all.stream().filter(text -> !seen.contains(text)).forEach(Node::remove);
    }

    private void look(Element element, Surroundings around) {
        boolean isBody = element.normalName().equals("body");
        // what hides all of a page is taken back by its scripts
        if (!isBody && isGone(element)) {
            return;
        }
        Surroundings here = surroundings(element, around, isBody);
        boolean readable = here.visible && here.sized && !here.ground.map(ground -> Colours.alike(here.colour, ground)).orElse(false) && !here.colour.equals(Colours.TRANSPARENT);
        for (Node child : element.childNodes()) {
            switch (child) {
                case Element inner -> look(inner, here);
                case TextNode text when readable -> seen.add(text);
                default -> {
                    // comments and data
                }
            }
        }
    }

    private Optional<String> value(Element element, String property) {
        return cascade.value(screen, element, property);
    }

    private boolean is(Element element, String property, Pattern pattern) {
        return value(element, property).filter(value -> pattern.matcher(value).matches()).isPresent();
    }

    /// Whether nothing within the element is seen.
    private boolean isGone(Element element) {
        boolean clips = List.of("overflow", "overflow-x", "overflow-y").stream()
                .anyMatch(property -> value(element, property).filter(value -> value.contains("hidden") || value.contains("clip")).isPresent());
        boolean placed = value(element, "position").filter(value -> !value.equals("static")).isPresent();
        return value(element, "display").filter("none"::equals).isPresent()
                || value(element, "content-visibility").filter("hidden"::equals).isPresent()
                || is(element, "opacity", NOTHING) && !isAnimated(element)
                || clips && List.of("width", "height", "max-width", "max-height").stream().anyMatch(size -> is(element, size, NOTHING) || is(element, size, SPECK))
                || placed && List.of("left", "right", "top", "bottom").stream().anyMatch(side -> is(element, side, FAR_OFF))
                || is(element, "text-indent", FAR_OFF) || is(element, "margin-left", FARTHER_OFF) || is(element, "margin-top", FARTHER_OFF)
                || is(element, "clip", CUT) || is(element, "clip-path", CUT)
                || value(element, "transform").filter(value -> SHRUNK.matcher(value).find()).isPresent();
    }

    /// What fades in is seen soon.
    private boolean isAnimated(Element element) {
        return value(element, "animation").or(() -> value(element, "animation-name")).filter(value -> !value.equals("none")).isPresent();
    }

    private Surroundings surroundings(Element element, Surroundings around, boolean isBody) {
        boolean visible = isBody || value(element, "visibility").map(value -> switch (value) {
            case "hidden", "collapse" -> isAnimated(element);
            case "visible", "initial" -> true;
            default -> around.visible;
        }).orElse(around.visible);
        boolean sized = value(element, "font-size").map(size -> !is(element, "font-size", NOTHING) && !SPECK.matcher(size).matches()
                && (!RELATIVE.matcher(size).matches() || around.sized))
                .or(() -> value(element, "font").map(font -> !FONT_OF_NO_SIZE.matcher(font).matches())).orElse(around.sized);
        String colour = value(element, "color").or(() -> attribute(element, "color").filter(_ -> element.normalName().equals("font"))).flatMap(Colours::of).orElse(around.colour);
        boolean pictured = List.of("background", "background-image").stream()
                .anyMatch(property -> value(element, property).filter(value -> value.contains("url(") || value.contains("gradient(")).isPresent());
        Optional<String> own = value(element, "background-color").or(() -> value(element, "background")).or(() -> attribute(element, "bgcolor"))
                .flatMap(Colours::of).filter(ground -> !ground.equals(Colours.TRANSPARENT));
        return new Surroundings(visible, sized, colour, pictured ? Optional.empty() : own.isPresent() ? own : around.ground);
    }

    private static Optional<String> attribute(Element element, String name) {
        return Optional.of(element.attr(name)).filter(value -> !value.isBlank());
    }
}
