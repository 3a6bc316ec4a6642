package dragoman.feed;

import dragoman.article.Budget;
import java.net.URI;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Takes out of a page the words that its reader sees neither on a telephone nor on a desk.
final class HiddenText {

    private static final String NEVER_SEEN = "script, noscript, template, iframe, svg, math annotation, object, embed, canvas, head > :not(style, link), [hidden], [popover], "
            + "[aria-hidden=true], input, select, textarea, meter, progress, rp, dialog:not([open])";
    private static final int[] WIDTHS = {390, 1280};
    /// An article is not hidden as a whole by its colour: where that seems so, its ground was not understood.
    private static final double MOST_BY_COLOUR = 0.5;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{0,10}(?:\\.\\d{1,10})?");
    private static final Pattern NOTHING = Pattern.compile("[-+]?(?:0+\\.?0*|\\.0+)(?:[a-z]+|%)?");
    private static final Pattern SPECK = Pattern.compile("[01]?(?:\\.\\d{1,9})?px|0+(?:\\.0+)?(?:[a-z]+)?");
    private static final Pattern RELATIVE = Pattern.compile("inherit|unset|revert|larger|smaller|[\\d.]{1,9}(?:em|%|ex|ch)");
    private static final Pattern FAR_OFF = Pattern.compile("-(?:(?:[5-9]\\d{2}|\\d{4,9})(?:\\.\\d{1,9})?(?:px|pt)|\\d{3,9}(?:\\.\\d{1,9})?(?:r?em|vw|vh))");
    private static final Pattern SIDE_AWAY = Pattern.compile("-\\d{3,9}(?:\\.\\d{1,9})?%");
    /// Negative margins are a means of setting columns.
    private static final Pattern FARTHER_OFF = Pattern.compile("-\\d{4,9}(?:\\.\\d{1,9})?[a-z]*");
    private static final Pattern SHRUNK = Pattern.compile("scale(?:3d|x|y)?\\(\\s*0*(?:\\.0+)?\\s*[,)]|translate(?:3d|x|y)?\\([^)]{0,60}-(?:\\d{4,9}|\\d{3,9}(?:%|v[hw]))");
    private static final Pattern CUT = Pattern.compile("rect\\(\\s*[01](?:px)?[\\s,].*|inset\\(\\s*(?:[5-9]\\d|100)(?:\\.\\d{1,9})?%.*|circle\\(\\s*0(?:px|%)?\\s*[ )].*|polygon\\(0(?:px|%)? 0(?:px|%)?(?:, ?0(?:px|%)? 0(?:px|%)?)*\\)");
    private static final Pattern FONT_OF_NO_SIZE = Pattern.compile("(?:[^/]{0,60}\\s)?0(?:\\.0+)?(?:px|r?em|pt|%)?\\s*[/\\s].*");
    private static final Set<String> NOT_SIZED = Set.of("inline", "table-cell", "contents", "table-row");

    private final Cascade cascade;
    private final int screen;
    private final Set<TextNode> seen;
    private final Set<TextNode> seenInAnyColour;

    private HiddenText(Cascade cascade, int screen, Set<TextNode> seen, Set<TextNode> seenInAnyColour) {
        this.cascade = cascade;
        this.screen = screen;
        this.seen = seen;
        this.seenInAnyColour = seenInAnyColour;
    }

    /// What an element hands down to what is in it.
    ///
    /// @param indented whether lines begin far off
    /// @param colour   empty where it is not known
    /// @param ground   empty where it is no plain colour
    private record Surroundings(boolean visible, boolean sized, boolean indented, Optional<Colour> colour, Optional<Colour> ground) {

        boolean isReadable() {
            return visible && sized && !indented;
        }

        boolean isInSight() {
            return colour.isEmpty() || !colour.get().isTransparent() && (ground.isEmpty() || !colour.get().isLost(ground.get()));
        }
    }

    /// @param linked what is known of the style sheets that the page links to
    /// @throws UnreadableArticleException if the styles are more than a page of news has
    static void removeFrom(Document page, Map<URI, StyleSheet> linked) throws UnreadableArticleException {
        page.select(NEVER_SEEN).remove();
        Cascade cascade = Cascade.of(page, linked, WIDTHS);
        page.select("style, link").remove();
        Set<TextNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<TextNode> seenInAnyColour = Collections.newSetFromMap(new IdentityHashMap<>());
        Element body = page.body();
        for (int screen = 0; screen < WIDTHS.length; screen++) {
            HiddenText judge = new HiddenText(cascade, screen, seen, seenInAnyColour);
            Surroundings around = new Surroundings(true, true, false, Optional.of(Colour.BLACK), Optional.of(Colour.WHITE));
            judge.look(body, body.parent() == null ? around : judge.surroundings(body.parent(), around));
        }
        Set<TextNode> kept = letters(seen) < MOST_BY_COLOUR * letters(seenInAnyColour) ? seenInAnyColour : seen;
        body.nodeStream(TextNode.class).toList().stream().filter(text -> !kept.contains(text)).forEach(Node::remove);
    }

    private static long letters(Set<TextNode> texts) {
        return texts.stream().mapToLong(text -> text.getWholeText().strip().length()).sum();
    }

    private void look(Element element, Surroundings around) {
        // what hides all of a page is taken back by its scripts
        if (!isPage(element) && isGone(element)) {
            return;
        }
        Surroundings here = surroundings(element, around);
        for (Node child : element.childNodes()) {
            switch (child) {
                case Element inner -> look(inner, here);
                case TextNode text when here.isReadable() -> {
                    seenInAnyColour.add(text);
                    if (here.isInSight()) {
                        seen.add(text);
                    }
                }
                default -> {
                    // comments and data
                }
            }
        }
    }

    private static boolean isPage(Element element) {
        return element.normalName().equals("body") || element.normalName().equals("html");
    }

    private Optional<String> value(Element element, String property) {
        Budget.take(1);
        return cascade.value(screen, element, property);
    }

    private boolean is(Element element, String property, Pattern pattern) {
        return value(element, property).filter(value -> pattern.matcher(value).matches()).isPresent();
    }

    private boolean is(Element element, String property, String word) {
        return value(element, property).filter(word::equals).isPresent();
    }

    /// Whether nothing within the element is seen.
    private boolean isGone(Element element) {
        return is(element, "display", "none") || is(element, "content-visibility", "hidden")
                || value(element, "opacity").filter(HiddenText::isNearlyNothing).isPresent() && !isAnimated(element)
                || isSqueezed(element) || isAway(element)
                || is(element, "clip", CUT) || is(element, "clip-path", CUT) || is(element, "scale", NOTHING) || is(element, "translate", FAR_OFF)
                || value(element, "transform").filter(value -> SHRUNK.matcher(value).find()).isPresent();
    }

    private static boolean isNearlyNothing(String value) {
        String number = value.endsWith("%") ? value.substring(0, value.length() - 1) : value;
        return NUMBER.matcher(number).matches() && number.chars().anyMatch(Character::isDigit)
                && Double.parseDouble(number) / (value.endsWith("%") ? 100 : 1) < Colour.HARDLY_THERE;
    }

    /// Whether an element has no room for its words and does not let them out.
    private boolean isSqueezed(Element element) {
        boolean clips = Stream.of("overflow", "overflow-x", "overflow-y").anyMatch(property -> value(element, property).filter(value -> !value.contains("visible")).isPresent());
        if (!clips || !isTakenOut(element) && (value(element, "display").filter(NOT_SIZED::contains).isPresent() || Set.of("td", "th").contains(element.normalName()))) {
            return false;
        }
        boolean low = hasNoRoom(element, List.of("height", "max-height"), List.of("min-height", "padding", "padding-top", "padding-bottom", "flex", "flex-grow"));
        boolean narrow = hasNoRoom(element, List.of("width", "max-width"), List.of("min-width", "padding", "flex", "flex-grow"));
        return low || narrow || is(element, "text-indent", "100%") && is(element, "white-space", "nowrap");
    }

    private boolean hasNoRoom(Element element, List<String> sizes, List<String> givingRoom) {
        return sizes.stream().anyMatch(size -> is(element, size, SPECK))
                && givingRoom.stream().noneMatch(size -> value(element, size).filter(value -> !startsWithNothing(value)).isPresent());
    }

    private static boolean startsWithNothing(String value) {
        return NOTHING.matcher(value.split("\\s", 2)[0]).matches();
    }

    private boolean isAway(Element element) {
        boolean absolute = isTakenOut(element);
        boolean placed = absolute || is(element, "position", "relative");
        return Stream.of("left", "right", "top", "bottom").anyMatch(side -> placed && is(element, side, FAR_OFF) || absolute && is(element, side, SIDE_AWAY))
                || is(element, "margin-left", FARTHER_OFF) || is(element, "margin-top", FARTHER_OFF);
    }

    /// Whether an element is placed by itself, whatever stands around it.
    private boolean isTakenOut(Element element) {
        return is(element, "position", "absolute") || is(element, "position", "fixed");
    }

    /// What fades in is seen soon.
    private boolean isAnimated(Element element) {
        return value(element, "animation").or(() -> value(element, "animation-name")).filter(value -> !value.equals("none")).isPresent();
    }

    private Surroundings surroundings(Element element, Surroundings around) {
        boolean visible = isPage(element) || value(element, "visibility").map(value -> switch (value) {
            case "hidden", "collapse" -> isAnimated(element);
            case "visible", "initial" -> true;
            default -> around.visible;
        }).orElse(around.visible);
        boolean sized = value(element, "font-size").map(size -> !SPECK.matcher(size).matches() && !NOTHING.matcher(size).matches() && (!RELATIVE.matcher(size).matches() || around.sized))
                .or(() -> value(element, "font").map(font -> !FONT_OF_NO_SIZE.matcher(font).matches())).orElse(around.sized);
        boolean indented = value(element, "text-indent").map(distance -> FAR_OFF.matcher(distance).matches()).orElse(around.indented);
        boolean dark = value(element, "color-scheme").filter(scheme -> scheme.contains("dark")).isPresent();
        return new Surroundings(visible, sized, indented, dark ? Optional.empty() : colour(element, around), dark ? Optional.empty() : ground(element, around));
    }

    private Optional<Colour> colour(Element element, Surroundings around) {
        if (value(element, "text-shadow").filter(shadow -> !shadow.equals("none")).isPresent()) {
            return Optional.empty();
        }
        return value(element, "-webkit-text-fill-color").filter(fill -> !fill.equals("currentcolor")).or(() -> value(element, "color"))
                .or(() -> attribute(element, "color").filter(_ -> element.normalName().equals("font"))).map(value -> switch (value) {
                    case "inherit", "unset", "revert", "currentcolor" -> around.colour;
                    case "initial" -> Optional.of(Colour.BLACK);
                    default -> Colour.of(value);
                }).orElse(around.colour);
    }

    private Optional<Colour> ground(Element element, Surroundings around) {
        if (Stream.of("background", "background-image").anyMatch(property -> value(element, property).filter(value -> value.contains("url(") || value.contains("gradient(")).isPresent())) {
            return Optional.empty();
        }
        Optional<String> own = value(element, "background-color").or(() -> value(element, "background")).or(() -> attribute(element, "bgcolor"));
        if (own.isEmpty()) {
            return around.ground;
        }
        Optional<Colour> colour = Colour.of(own.get());
        if (colour.isEmpty()) {
            // words such as none leave what is behind; what is calculated is not known
            return own.get().contains("(") ? Optional.empty() : around.ground;
        }
        return colour.get().isTransparent() ? around.ground : colour.filter(Colour::isSolid);
    }

    private static Optional<String> attribute(Element element, String name) {
        return Optional.of(element.attr(name)).filter(value -> !value.isBlank());
    }
}
