package dragoman.feed;

import dragoman.feed.StyleSheet.Declaration;
import dragoman.feed.StyleSheet.Import;
import dragoman.feed.StyleSheet.Rule;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/// What holds for each element of a page on some screens, after all its style sheets: the cascade of CSS 2.2, section 6.4, of authors' sheets.
final class Cascade {

    private static final String LINKED = "link[rel~=(?i)(?:^|\\s)stylesheet(?:\\s|$)][href]:not([rel~=(?i)alternate]):not([disabled])";
    private static final int LONGEST_OWN = 600_000;
    private static final long MOST_COMPARISONS = 3_000_000;
    private static final int MOST_SHEETS = 32;
    /// Matching by place among the siblings looks at all of them.
    private static final int SIBLINGS_A_COMPARISON = 50;
    private static final int UNLAYERED = 1_023;
    /// A rank is importance, whether the element says it itself, layer, specificity and order, each where it outweighs all behind it.
    private static final long IMPORTANT = 1L << 62;
    private static final long OF_THE_ELEMENT = 1L << 61;
    private static final int LAYER_AT = 51;
    private static final int ORDER_BITS = 27;
    private static final Pattern VARIABLE = Pattern.compile("var\\(\\s*(--[^\\s,()]{1,100})\\s*(?:,([^()]{0,200}(?:\\([^()]{0,100}\\)[^()]{0,100})?))?\\)");
    private static final int MOST_VARIABLES = 20;
    private static final int LONGEST_VALUE = 1_000;

    private final Document page;
    private final int[] widths;
    private final Map<URI, StyleSheet> linked;
    private final Map<String, List<Element>> index = new HashMap<>();
    private final List<Map<Element, Map<String, Ranked>>> styles;
    private final Set<URI> seen = new HashSet<>();
    private final Map<String, Integer> layers = new HashMap<>();
    private long comparisons;
    private int order;

    private Cascade(Document page, Map<URI, StyleSheet> linked, int... widths) {
        this.page = page;
        this.linked = linked;
        this.widths = widths;
        this.styles = IntStream.range(0, widths.length).<Map<Element, Map<String, Ranked>>>mapToObj(_ -> new IdentityHashMap<>()).toList();
    }

    private record Ranked(String value, long rank) {
    }

    /// @param linked the style sheets that are known of those the page links to, by {@linkplain #links address}
    /// @param widths of screens, in pixels
    /// @throws UnreadableArticleException if the styles are more than a page of news has
    static Cascade of(Document page, Map<URI, StyleSheet> linked, int... widths) throws UnreadableArticleException {
        Cascade cascade = new Cascade(page, linked, widths);
        cascade.apply();
        return cascade;
    }

    /// The addresses of the style sheets that a page links to.
    static List<URI> links(Document page) {
        return page.select(LINKED).stream().flatMap(link -> address(link).stream()).distinct().limit(MOST_SHEETS).toList();
    }

    private static Optional<URI> address(Element link) {
        return WebAddress.of(link.absUrl("href"));
    }

    /// What is said of a property on the screen of that number; empty if nothing is.
    Optional<String> value(int screen, Element element, String property) {
        return Optional.ofNullable(styles.get(screen).get(element)).map(values -> values.get(property)).map(Ranked::value).flatMap(value -> resolved(screen, element, value));
    }

    /// The value with what its variables stand for; empty if one stands for nothing.
    private Optional<String> resolved(int screen, Element element, String value) {
        String plain = value;
        for (int i = 0; i < MOST_VARIABLES && plain.contains("var("); i++) {
            Matcher variable = VARIABLE.matcher(plain);
            if (!variable.find()) {
                return Optional.empty();
            }
            Optional<String> meant = custom(screen, element, variable.group(1)).or(() -> Optional.ofNullable(variable.group(2)).map(String::strip));
            if (meant.isEmpty() || plain.length() + meant.get().length() > LONGEST_VALUE) {
                return Optional.empty();
            }
            plain = plain.substring(0, variable.start()) + meant.get() + plain.substring(variable.end());
        }
        return Optional.of(plain.strip()).filter(found -> !found.contains("var("));
    }

    private Optional<String> custom(int screen, Element element, String name) {
        for (Element at = element; at != null; at = at.parent()) {
            Ranked found = styles.get(screen).getOrDefault(at, Map.of()).get(name);
            if (found != null) {
                return Optional.of(found.value);
            }
        }
        return Optional.empty();
    }

    private void apply() throws UnreadableArticleException {
        int own = 0;
        List<Element> sheets = page.select("style, " + LINKED);
        if (!sheets.isEmpty()) {
            page.stream().forEach(this::enter);
        }
        for (Element element : sheets) {
            if (!Set.of("", "text/css").contains(element.attr("type").strip().toLowerCase(Locale.ROOT))) {
                continue;
            }
            List<MediaQuery> media = element.hasAttr("media") && !isLoadedLate(element) ? StyleSheet.media(element.attr("media")) : List.of();
            if (element.normalName().equals("style")) {
                own += element.data().length();
                if (own > LONGEST_OWN) {
                    throw new UnreadableArticleException("the page has more than %,d characters of styles in it; deliver the article alone".formatted(LONGEST_OWN));
                }
                apply(StyleSheet.parse(element.data(), WebAddress.of(page.baseUri())), List.of(media));
            } else if (address(element).isPresent()) {
                apply(address(element).get(), List.of(media));
            }
        }
        Map<String, List<Declaration>> parsed = new HashMap<>();
        for (Element element : page.select("[style]")) {
            String style = element.attr("style");
            List<Declaration> declarations = parsed.get(style);
            if (declarations == null) {
                declarations = StyleSheet.declarations(style);
                parsed.put(style, declarations);
            }
            for (int screen = 0; screen < widths.length; screen++) {
                declare(screen, element, declarations, UNLAYERED, OF_THE_ELEMENT);
            }
        }
    }

    /// Sheets that are first for paper, so that they do not hold up the page, and then for all.
    private static boolean isLoadedLate(Element link) {
        return link.attr("onload").contains("media");
    }

    private void enter(Element element) {
        index.computeIfAbsent("*", _ -> new ArrayList<>()).add(element);
        index.computeIfAbsent(element.normalName(), _ -> new ArrayList<>()).add(element);
        element.classNames().forEach(name -> index.computeIfAbsent("." + name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(element));
        if (!element.id().isEmpty()) {
            index.computeIfAbsent("#" + element.id(), _ -> new ArrayList<>()).add(element);
        }
    }

    private void apply(URI address, List<List<MediaQuery>> media) throws UnreadableArticleException {
        StyleSheet sheet = linked.get(address);
        if (sheet != null && seen.add(address)) {
            apply(sheet, media);
            // the same sheet may be linked twice, but never imports itself
            seen.remove(address);
        }
    }

    private void apply(StyleSheet sheet, List<List<MediaQuery>> media) throws UnreadableArticleException {
        for (Import other : sheet.imports()) {
            List<List<MediaQuery>> both = new ArrayList<>(media);
            both.add(other.media());
            apply(other.address(), both);
        }
        sheet.layers().forEach(layer -> layers.putIfAbsent(layer, Math.min(layers.size(), UNLAYERED - 1)));
        for (Rule rule : sheet.rules()) {
            int[] screens = IntStream.range(0, widths.length).filter(screen -> Stream.concat(media.stream(), rule.media().stream())
                    .allMatch(queries -> MediaQuery.any(queries, widths[screen]))).toArray();
            if (screens.length > 0) {
                for (StyleSelector selector : rule.selectors()) {
                    apply(rule, selector, screens);
                }
            }
            order++;
        }
    }

    private void apply(Rule rule, StyleSelector selector, int[] screens) throws UnreadableArticleException {
        List<Element> candidates = index.getOrDefault(selector.key(), List.of());
        if (candidates.isEmpty()) {
            return;
        }
        long size = candidates.size();
        comparisons += selector.query().contains("-of-type") || selector.query().contains("-child") ? size + size * size / SIBLINGS_A_COMPARISON : size;
        if (comparisons > MOST_COMPARISONS) {
            throw new UnreadableArticleException("the styles of the page are more than can be looked at; deliver the article alone");
        }
        Optional<Evaluator> evaluator = evaluator(selector.query());
        if (evaluator.isEmpty()) {
            return;
        }
        for (Element element : candidates) {
            if (evaluator.get().matches(page, element)) {
                for (int screen : screens) {
                    declare(screen, element, rule.declarations(), layers.getOrDefault(rule.layer(), UNLAYERED), (long) selector.specificity() << ORDER_BITS | order);
                }
            }
        }
    }

    private static Optional<Evaluator> evaluator(String query) {
        try {
            return Optional.of(QueryParser.parse(query));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // of another level of CSS
            return Optional.empty();
        }
    }

    /// @param layer the later, the stronger, but for what is important
    /// @param rank  within the layer
    private void declare(int screen, Element element, List<Declaration> declarations, int layer, long rank) {
        Map<String, Ranked> values = styles.get(screen).computeIfAbsent(element, _ -> new HashMap<>());
        for (Declaration declaration : declarations) {
            Ranked ranked = new Ranked(declaration.value(), declaration.important() ? rank | IMPORTANT | (long) (UNLAYERED - layer) << LAYER_AT : rank | (long) layer << LAYER_AT);
            // of equals the later one holds
            values.merge(declaration.property(), ranked, (old, other) -> other.rank >= old.rank ? other : old);
        }
    }
}
