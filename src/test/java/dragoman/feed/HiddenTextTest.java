package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the style sheets of a page keep from its readers, wherever they stand.
class HiddenTextTest {

    private static final URI PAGE = URI.create("https://courier.example/news/border");
    private static final URI SHEET = URI.create("https://courier.example/site.css");
    private static final String SEEN = "Ministers of nine states met in Vienna.";
    private static final String OTHER = "They agreed on three crossings.";

    private static String text(String head, String body, Map<URI, String> sheets) throws UnreadableArticleException {
        Map<URI, StyleSheet> linked = new HashMap<>();
        for (Map.Entry<URI, String> sheet : sheets.entrySet()) {
            linked.put(sheet.getKey(), StyleSheet.parse(sheet.getValue(), Optional.of(sheet.getKey())));
        }
        return PageText.of(PageText.page("<html lang=en class=page><head>%s</head><body><article><p>%s</p>%s</article></body></html>".formatted(head, SEEN, body),
                PAGE.toString()), linked);
    }

    private static void assertHidden(String css, String body) throws UnreadableArticleException {
        assertEquals(SEEN, text("<style>" + css + "</style>", body, Map.of()), "own: " + css);
        assertEquals(SEEN, text("<link rel=stylesheet href=/site.css>", body, Map.of(SHEET, css)), "linked: " + css);
    }

    private static void assertSeen(String css, String body) throws UnreadableArticleException {
        assertEquals(SEEN + "\n\n" + OTHER, text("<style>" + css + "</style>", body, Map.of()), "own: " + css);
        assertEquals(SEEN + "\n\n" + OTHER, text("<link rel=stylesheet href=/site.css>", body, Map.of(SHEET, css)), "linked: " + css);
    }

    @ParameterizedTest
    @ValueSource(strings = {"display:none", "DISPLAY : NONE", "d\\69splay:none", "display:/**/none", "visibility:hidden", "visibility:collapse", "content-visibility:hidden", "opacity:0",
            "opacity:.0", "font-size:0", "font-size:1px", "font:0/0 a", "font:normal 0 serif", "width:0;overflow:hidden", "max-height:0;overflow:clip", "height:1px;width:1px;overflow:hidden",
            "position:absolute;left:-9999px", "position:fixed;top:-200vh", "position:absolute;right:-100%", "text-indent:-9999px", "text-indent:-100em", "margin-left:-10000px",
            "clip:rect(0,0,0,0)", "clip:rect(1px, 1px, 1px, 1px)", "clip-path:inset(50%)", "clip-path:circle(0)", "transform:scale(0)", "transform:translateX(-10000px)", "color:#fff",
            "color:white", "color:#FFFFFFFF", "color:#fefefe", "color:rgb(255, 255, 255)", "color:rgb(255 255 255 / 1)", "color:hsl(0, 0%, 100%)", "color:transparent",
            "color:rgba(0,0,0,0)", "color:rgb(0 0 0 / 0%)", "color:#0000", "background:#123456;color:#123456", "background:no-repeat #111;color:#111", "color:red;color:white",
            "--c:#fff;color:var(--c)",
            "color:var(--none, white)", "--n:none;display:var(--n)", "opacity:var(--o, 0)", "opacity:.001", "opacity:-1", "opacity:1%", "opacity:calc(0)", "color:grey;background:#808080",
            "color:snow", "color:white;color:bogus", "background:#000", "color:rgb(100% 100% 100%)", "color:hsl(120deg 50% 100%)", "color:rgb(0 0 0 / 1%)", "-webkit-text-fill-color:transparent",
            "position:absolute;left:calc(-9999px)", "position:absolute;inset:-9999px auto auto -9999px", "position:fixed;inset-inline-start:-9999px", "margin:0 0 0 -9999px",
            "transform:translate(-200%)", "transform:translateY(-100vh)", "translate:-9999px", "scale:0", "-webkit-transform:scale(0)", "block-size:0;overflow:hidden", "height:0;overflow:auto",
            "text-indent:100%;white-space:nowrap;overflow:hidden", "clip-path:polygon(0 0, 0 0, 0 0)",
            "background:url(none);display:none", "display:none;background:URL( none ) no-repeat",
            "nonsense;display:none", "bad:;;display:none", "--custom:{};display:none", "display:none", "animation:none;opacity:0"})
    void whatHides(String style) throws UnreadableArticleException {
        assertHidden("p.x{%s}".formatted(style), "<p class=x>%s</p>".formatted(OTHER));
        assertEquals(SEEN, text("", "<p style='%s'>%s</p>".formatted(style, OTHER), Map.of()), "inline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"background:url(none);cursor:default", "display:block", "visibility:visible", "opacity:.2", "opacity:1", "font-size:12px", "font-size:0.9em", "font:12px/0 a", "width:0", "height:0",
            "max-height:300px;overflow:hidden", "left:-9999px", "position:relative;left:-20px", "margin-left:-300px", "text-indent:-20px", "clip:auto", "clip-path:inset(0)",
            "transform:translateX(-50%)", "color:inherit", "color:currentcolor", "color:#333", "background:#000;color:#fff", "background:url(a.png);color:#fff",
            "background-image:linear-gradient(red, blue);color:white", "color:var(--ink)", "background:none", "background:transparent", "display:none;display:block",
            "animation:appear 1s forwards;opacity:0", "background-color:hsl(var(--h),50%,90%);color:hsl(var(--h),50%,10%)", "-webkit-text-fill-color:#333;color:#fff",
            "color:#fff;text-shadow:0 1px 2px #000", "height:0;padding-bottom:56%;overflow:hidden", "height:0;overflow:hidden;min-height:100px", "width:0;flex:1;overflow:hidden",
            "height:0%;overflow:hidden", "display:none\\9", "position:relative;top:-100%", "position:sticky;top:-9999px", "background:rgba(0,0,0,.5);color:#fff", "color:oklch(1 0 0)",
            "height:0;overflow:hidden;display:inline", "content:'display:none'", "background:url('display:none')"})
    void whatDoesNotHide(String style) throws UnreadableArticleException {
        assertSeen("p.x{%s}".formatted(style), "<p class=x>%s</p>".formatted(OTHER));
        assertEquals(SEEN + "\n\n" + OTHER, text("", "<p style=\"%s\">%s</p>".formatted(style, OTHER), Map.of()), "inline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.x", "P.X", "#i", ".x:not(:focus)", ".x:not(:hover):not(:active)", "article > .x", "p + .x", "p ~ .x", "[data-k=v]", "[data-k]", "[class~=x]",
            "[class^='x'][class$='x']", "[lang|=en] .x", "article p:last-child", "p:nth-child(2n)", ":is(.no, .x)", ":where(.no, #i)", "html.page .x", ":root .x", ".no, .x", "body *.x", ".\\78",
            "p.x:not(.y)", "*:not(h1) > .x"})
    void whateverSelectorHides(String selector) throws UnreadableArticleException {
        assertHidden(selector + "{display:none}", "<p class=x id=i data-k=v>%s</p>".formatted(OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {".x:hover", ".x::before", ".x:before", ".x:target", ".y", "article > * > .x", ".x .x", "p.x:not(.x)", ":contains(Ministers)", ".x:matches((a+)+$)", "[class!=no]",
            "[data-k~=v1]", ".x:first-child", "a:b:c", "svg|p"})
    void whateverIsAboutOthers(String selector) throws UnreadableArticleException {
        assertSeen(selector + "{display:none}", "<p class=x id=i data-k='v1x v2'>%s</p>".formatted(OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {".x{display:none}.x{display:block}", "#i{display:block}.x{display:none}", ".x{display:block!important}#i{display:none}", "article .x{display:block}.x{display:none}",
            ".x{color:#fff}.x{color:#000}", "@media print{.x{display:none}}", "@media (max-width:600px){.x{display:none}}", "@media (min-width:600px){.x{display:none}}",
            ".x{display:none}@media screen and (min-width:40em){.x{display:block}}", "@media (prefers-color-scheme:dark){.x{color:#fff}}", "@media not screen{.x{display:none}}",
            "@keyframes k{0%{display:none}}", "@font-face{font-family:x;display:none}", "/* .x{display:none} */", "/* .x{display:none}", "article{color:#fff}.x{color:#222}p{color:#222}",
            "article{font-size:0}p{font-size:16px}", "article{visibility:hidden}p{visibility:visible}", "body{opacity:0}", "body{display:none}", "body{background:#000;color:#eee}",
            "html{background:#fff}p{color:#222}", "@supports not (display:grid){.x{display:none}}",
            "@supports (-webkit-touch-callout:none){.x{display:none}}", "@layer a{#i{display:none}}.x{display:block}", "@layer a,b;@layer b{.x{display:block}}@layer a{#i{display:none}}",
            ":root{color-scheme:dark}.x{color:#fff}", "p{color:#fff}", "article{text-indent:-9999px}p{text-indent:0}", "@media (hover:hover){.x{display:none}}",
            "@media (prefers-reduced-motion){.x{display:none}}", ".x{background:#000}article{color:#fff;background:#123}"})
    void theCascadeDecides(String css) throws UnreadableArticleException {
        assertSeen(css, "<p class=x id=i>%s</p>".formatted(OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {".x{display:block}.x{display:none}", ".x{display:none!important}#i{display:block}", "@media screen{.x{display:none}}", "@media all and (min-width:300px){.x{display:none}}",
            "@media (max-width:600px){.x{display:none}}@media (min-width:601px){.x{display:none}}", "@media not print{.x{display:none}}", "@layer base{.x{display:none}}",
            "@supports (display:grid){.x{display:none}}", "@import url(none.css) layer(a);.x{display:none}", "@charset 'utf-8';.x{display:none}", "<!-- .x{display:none} -->", "}.x{display:none}",
            ".y{color:red;&:hover{color:blue}}.x{display:none}", "%%% {} .x{display:none}", ".x{display:none", "@media screen{.x{display:none", ".x{display:none}/* to the end",
            "@media (width>=600px){.y{color:red}}.x{display:none}", "@container (min-width:3px){.y{color:red}}.x{display:none}", "@media (width>=0px){.x{display:none}}",
            "@media (min-width:0){.x{display:none}}", "@media (prefers-color-scheme:light){.x{display:none}}", "@layer a{.x{display:none!important}}.x{display:block!important}",
            "@unknown x;.x{display:none}", ":root{--c:#fff}.x{color:var(--c)}", "article{--c:white}.x{color:var(--d, var(--c))}", ".x{display:none}@layer a{#i{display:block}}",
            "@layer b,a;@layer a{.x{display:none}}@layer b{#i{display:block}}", "html{background:#000;color:#fff}.x{color:#000}"})
    void sheetsAreReadAsBrowsersDo(String css) throws UnreadableArticleException {
        assertHidden(css, "<p class=x id=i>%s</p>".formatted(OTHER));
    }

    @Test
    void whatIsHandedDownHidesToo() throws UnreadableArticleException {
        assertHidden(".x{color:#fff}", "<div class=x><p>%s</p></div>".formatted(OTHER));
        assertHidden(".x{color:#fff;background:#000}.x p{background:#fff}", "<div class=x><p>%s</p></div>".formatted(OTHER));
        assertHidden(".x{font-size:0}.x p{font-size:1.5em}", "<div class=x><p>%s</p></div>".formatted(OTHER));
        assertEquals(SEEN, text("", "<div bgcolor=#000000><p><font color=black>%s</font></p></div>".formatted(OTHER), Map.of()));
        assertEquals(SEEN + "\n\nThey agreed.", text("<style>b{display:none}</style>", "<p>They <b>never</b>agreed.</p>", Map.of()));
    }

    @Test
    void sheetsAreTakenWhereTheyStand() throws UnreadableArticleException {
        assertWithLinks(SEEN, List.of("<link rel=stylesheet href=../site.css>", "<link rel='preload STYLESHEET' href='https://courier.example/site.css#a'>",
                "<base href='/a/'><link rel=stylesheet href=../site.css>", "<link rel=stylesheet media='screen, print' href=/site.css>",
                "<link rel=stylesheet media=print onload=\"this.media='all'\" href=/site.css>", "<style>@import '/site.css';</style>",
                "<style>.x{display:block}</style><link rel=stylesheet href=/site.css>"));
        assertWithLinks(SEEN + "\n\n" + OTHER, List.of("<link rel='alternate stylesheet' href=/site.css>", "<link rel=preload href=/site.css>", "<link rel=stylesheet media=print href=/site.css>",
                "<link rel=stylesheet disabled href=/site.css>", "<link rel=stylesheet href=/other.css>", "<noscript><link rel=stylesheet href=/site.css></noscript>",
                "<link rel=stylesheet href=/site.css><style>.x{display:block}</style>", "<style media=print>@import '/site.css';</style>", "<style>@import '/site.css' print;</style>"));
    }

    private static void assertWithLinks(String expected, List<String> links) throws UnreadableArticleException {
        for (String link : links) {
            assertEquals(expected, text(link, "<p class=x>%s</p>".formatted(OTHER), Map.of(SHEET, ".x{display:none}")), link);
        }
    }

    @Test
    void sheetsImportEachOther() throws UnreadableArticleException {
        URI other = URI.create("https://courier.example/parts/a.css");
        Map<URI, String> sheets = Map.of(SHEET, "@import 'parts/a.css';.y{display:none}", other, "@import '../site.css';.x{display:none}");
        assertEquals(SEEN, text("<link rel=stylesheet href=/site.css>", "<p class=x>%s</p><p class=y>%s</p>".formatted(OTHER, OTHER), sheets));
        assertEquals(List.of(other), StyleSheet.parse(sheets.get(SHEET), Optional.of(SHEET)).imports().stream().map(StyleSheet.Import::address).toList());
    }

    @Test
    void longListsTakeNoLongerThanTheirLength() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> text("", "<ul>" + "<li>one of many".repeat(60_000) + "</ul>", Map.of()));
    }

    @Test
    void stylesMadeToStallAreRefused() {
        String many = "<p>x</p>".repeat(20_000);
        for (String css : List.of("*{color:red}".repeat(5_000), "p{color:red}".repeat(9_000))) {
            assertThrows(UnreadableArticleException.class, () -> text("<style>" + css + "</style>", many, Map.of()));
        }
        assertThrows(UnreadableArticleException.class, () -> text("<style>" + "p{color:red}".repeat(60_000) + "</style>", "", Map.of()));
        assertThrows(UnreadableArticleException.class, () -> StyleSheet.parse("a{width:" + "calc(1+".repeat(100_000), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "a{", "a{b:(", "@media x{", "a ", "a,", ":not(", "[", ";", "@x ", "/*", "\\", "\n}}}}", "a{b:c;}", "p{background:url(a) ", "p{color:#fff", "p{transform:translate(1px) ", "p{font:italic bold ", "p{clip:rect(0 ", "p{left:-9", "p{--x:var(--x) ", "p:nth-of-type(2n){color:red}", "a > ", "* ", "a{b:url(", "'"})
    void sheetsMadeToStallDoNot(String part) {
        // ten times what any of them takes on a slow machine; it is for what grows with the square
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            String repeated = part.startsWith("p{") ? part + part.substring(part.indexOf(':') + 1).repeat(100_000 / part.length()) : part.repeat(100_000 / part.length());
            try {
                text("<style>" + repeated + "p.x{display:none}</style>", "<p class=x>%s</p>".formatted(OTHER).repeat(500), Map.of());
            } catch (UnreadableArticleException e) {
                assertEquals(false, e.getMessage().isBlank());
            }
        });
    }
}
