package dragoman.feed;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/// The article in a page: the paragraphs of the element that holds most of them, without what surrounds articles.
final class PageText {

    /// What no article stands in.
    private static final String NEVER_ARTICLE = "nav, aside, button, footer, figure, figcaption, picture, video, audio, menu, [role=navigation], "
            + "[role=complementary], [role=dialog], [role=contentinfo], [role=search], [role=alert], [role=alertdialog]";
    /// What is furniture by its name, which is a guess.
    private static final String FURNITURE = "form, [role=banner], [class*=share], [class*=social], [class*=related], [class*=newsletter], [class*=cookie], [class*=consent], [class*=gdpr], [class*=advert], "
            + "[class*=most-read], [class*=mostread], [class*=most-popular], [class*=trending], [class*=recommend], [class*=promo], [class*=sponsor], "
            + "[class*=breadcrumb], [class*=comments], [class*=caption], [class*=paywall], [class*=subscribe], [class*=sidebar], [class*=byline], "
            + "[class*=read-more], [class*=readmore], [class*=taboola], [class*=outbrain], [class*=skip-link], [class*=toolbar], [class*=tags], "
            + "[id*=cookie], [id*=consent], [id*=related], [id*=comments], [id*=newsletter], [id*=share], [id*=sidebar], [id*=most-read], "
            + "[data-component*=advert], [data-component*=related], [data-component*=links]";
    private static final String HOLDERS = "article, main, [role=main], [itemprop=articleBody]";
    private static final String BLOCKS = "p, li, h2, h3, h4, blockquote:not(:has(p)), pre, div:not(:has(p, div, li, table, article, section, h2, h3)), "
            + "td:not(:has(p, div, table)), section:not(:has(p, div, li, table, article, section))";
    /// Lines that stand around articles, whatever element they are in.
    private static final Pattern FURNITURE_LINE = Pattern.compile("(?i)^(?:advertisement|sponsored|share(?: this)?(?: (?:article|story|page|on \\w+))?|"
            + "(?:read|see|watch|listen)(?: more| also)?: .{0,150}[^.]|read more|sign up (?:to|for) .{0,120}|subscribe(?: to| now| today)?\\b.{0,100}|"
            + "follow us on .{0,80}|copy link|image (?:source|caption|credit)\\b.{0,100}|(?:photo|picture|image)(?: by| credit)?: .{0,80}|getty images|"
            + "\\d+ comments?|most (?:read|popular|viewed)|related (?:stories|articles|topics|content)\\b.{0,60}|more on this story|"
            + "accept (?:all )?cookies.{0,60}|(?:we|we and our partners) use cookies\\b.*|this (?:site|website) uses cookies\\b.*|skip to (?:main )?content|"
            + "(?:share|tweet|pin|email|print|whatsapp|facebook|twitter|save|[|·\\s])+|(?:©|\\(c\\)|copyright\\b).{0,120})$");
    private static final int DEEPEST = 128;
    private static final int MOST_ELEMENTS = 100_000;
    private static final int LONGEST_FURNITURE = 300;
    /// An element that holds so much of a page's text is no furniture, whatever its class says.
    private static final double HOLDS_THE_ARTICLE = 0.4;
    /// Whoever holds nearly all text of the page is as good as the page.
    private static final double NEARLY_ALL = 0.8;
    private static final double MOSTLY_LINKS = 0.7;
    private static final int SHORT = 200;
    /// Shorter lines of no block of their own are labels.
    private static final int SHORTEST_LOOSE = 60;

    private PageText() {
    }

    private enum Kind {
        HEADING, PARAGRAPH, ITEM, DROPPED
    }

    private record Block(Kind kind, String text) {
    }

    /// The page that a text in HTML is; nested no deeper than any page needs to be.
    static Document page(String html, String base) {
        return Jsoup.parse(html, base, Parser.htmlParser().setMaxDepth(DEEPEST));
    }

    /// What a reader sees of the article in a page that links to no style sheets. The page is consumed.
    ///
    /// @throws UnreadableArticleException if the page, or its styles, are larger than any page of news has
    static String of(Document page) throws UnreadableArticleException {
        return of(page, Map.of());
    }

    /// What a reader of the page sees of the article in it. The page is consumed.
    ///
    /// @param linked the style sheets that are known of those the page links to
    /// @throws UnreadableArticleException if the page, or its styles, are larger than any page of news has
    static String of(Document page, Map<URI, StyleSheet> linked) throws UnreadableArticleException {
        if (page.stream().limit(MOST_ELEMENTS + 1L).count() > MOST_ELEMENTS) {
            throw new UnreadableArticleException("the page has more than %,d elements; deliver the article alone".formatted(MOST_ELEMENTS));
        }
        HiddenText.removeFrom(page, linked);
        Element body = page.body();
        page.select(NEVER_ARTICLE).stream().filter(element -> element != body).forEach(Element::remove);
        ParagraphText around = new ParagraphText(body);
        for (Element furniture : page.select(FURNITURE)) {
            if (furniture != body && furniture.parent() != null && around.in(furniture) <= HOLDS_THE_ARTICLE * around.in(body)) {
                furniture.remove();
            }
        }
        // asked once, since asking each element anew takes for ever in pages that are nested without end
        Set<Element> marked = Collections.newSetFromMap(new IdentityHashMap<>());
        marked.addAll(body.select(BLOCKS));
        Element article = holder(body, marked, new ParagraphText(body));
        List<Block> blocks = blocks(article, marked);
        StringBuilder text = new StringBuilder();
        boolean inList = false;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean item = block.kind == Kind.ITEM;
            if (block.kind != Kind.DROPPED && !(block.kind == Kind.HEADING && endsNothing(blocks, i))) {
                text.append(item && inList ? "\n" : "\n\n").append(block.text);
                inList = item;
            }
        }
        return CleanText.of(text.isEmpty() ? article.wholeText() : text.toString());
    }

    /// Whether a heading stands over nothing, or over what was left out.
    private static boolean endsNothing(List<Block> blocks, int heading) {
        return heading + 1 == blocks.size() || blocks.get(heading + 1).kind == Kind.DROPPED;
    }

    /// The element with most text, and of several the smallest.
    private static Element holder(Element body, Set<Element> marked, ParagraphText text) {
        Element best = body;
        int most = 0;
        for (Element element : body.select(HOLDERS)) {
            int length = text.in(element);
            if (length > most || length == most && length > 0) {
                best = element;
                most = length;
            }
        }
        if (most < text.in(body) / 2) {
            best = body;
        }
        for (Element inner = best; inner != null; inner = childWithNearlyAll(best, marked, text)) {
            best = inner;
        }
        return best;
    }

    private static Element childWithNearlyAll(Element element, Set<Element> marked, ParagraphText text) {
        int all = text.in(element);
        return all == 0 ? null : element.children().stream().filter(child -> !marked.contains(child) && text.in(child) >= NEARLY_ALL * all).findFirst().orElse(null);
    }

    /// How many letters of paragraphs stand in each element, counted once.
    private static final class ParagraphText {

        private final Map<Element, Integer> lengths = new IdentityHashMap<>();

        ParagraphText(Element body) {
            for (Element paragraph : body.select("p")) {
                int length = paragraph.text().length();
                for (Element at = paragraph; at != null; at = at.parent()) {
                    lengths.merge(at, length, Integer::sum);
                }
            }
        }

        int in(Element element) {
            return lengths.getOrDefault(element, 0);
        }
    }

    private static List<Block> blocks(Element article, Set<Element> marked) {
        List<Block> blocks = new ArrayList<>();
        Map<Element, Boolean> lists = new IdentityHashMap<>();
        for (Element element : article.getAllElements()) {
            if (!marked.contains(element) || isWithin(element, article, marked)) {
                continue;
            }
            String name = element.normalName();
            if (name.equals("div") || name.equals("td") || name.equals("section")) {
                loose(element, blocks);
                continue;
            }
            String words = element.text().strip();
            if (words.isEmpty()) {
                continue;
            }
            boolean heading = name.length() == 2 && name.charAt(0) == 'h';
            boolean item = name.equals("li");
            if (isFurniture(words) || item && lists.computeIfAbsent(element.parent(), PageText::isListOfLinks) || !heading && !item && isLink(element, words)) {
                blocks.add(new Block(Kind.DROPPED, ""));
            } else {
                blocks.add(new Block(heading ? Kind.HEADING : item ? Kind.ITEM : Kind.PARAGRAPH, item ? marker(element) + words : words));
            }
        }
        return blocks;
    }

    private static boolean isWithin(Element element, Element article, Set<Element> marked) {
        for (Element parent = element; parent != article;) {
            parent = parent.parent();
            if (parent == null || parent != article && marked.contains(parent)) {
                return parent != null;
            }
        }
        return false;
    }

    /// Paragraphs that are divided by line breaks only.
    private static void loose(Element element, List<Block> blocks) {
        Element copy = element.clone();
        copy.select("br").forEach(br -> br.replaceWith(new TextNode("\u2029")));
        for (String part : copy.text().split("\u2029")) {
            String words = part.strip();
            if (words.length() >= SHORTEST_LOOSE && !isFurniture(words) && !isLink(element, words)) {
                blocks.add(new Block(Kind.PARAGRAPH, words));
            }
        }
    }

    private static boolean isFurniture(String words) {
        return words.length() <= LONGEST_FURNITURE && FURNITURE_LINE.matcher(words).matches();
    }

    private static boolean isLink(Element element, String words) {
        return words.length() <= SHORT && linkText(element) >= words.length();
    }

    private static boolean isListOfLinks(Element list) {
        return list != null && list.childrenSize() > 1 && linkText(list) >= MOSTLY_LINKS * list.text().length();
    }

    private static int linkText(Element element) {
        return element.select("a[href]").stream().mapToInt(link -> link.text().length()).sum();
    }

    private static String marker(Element item) {
        boolean numbered = item.parent() != null && item.parent().normalName().equals("ol");
        return numbered ? (item.elementSiblingIndex() + 1) + ". " : "- ";
    }
}
