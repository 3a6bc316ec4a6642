package dragoman.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/// Small files of every format, all of our own making, that tell the same news.
final class Samples {

    static final String FIRST = "Ministers of nine states met in Vienna on Monday and agreed to open three border crossings by 1 July.";
    static final String SECOND = "“Grain will move again,” said Anna Zoë Maresch, who chaired the talks, and she thanked the hosts.";
    static final String TEXT = FIRST + "\n\n" + SECOND;

    static final String TEXT_FILE = "date 2025-06-03 12 SHARES Share Tweet\n\n" + FIRST + "\n\n" + SECOND + "\n";

    static final String MARKDOWN = """
            ---
            title: Ministers reopen the border
            date: 2025-06-03T09:00:00+02:00
            modified: 2025-06-03T11:00:00+02:00
            publisher: The Courier
            author: Rudi Lang
            section: World
            url: https://courier.example/world/border?utm_source=mail#top
            language: en-GB
            copyright: © The Courier
            correction: The first version named eight states.
            ---
            """ + FIRST + "\n\n" + SECOND + "\n";

    private static final String BODY = "<p>" + FIRST + "</p><p>" + SECOND + "</p>";

    static final String JSON_LD = """
            <!DOCTYPE html><html lang="en"><head><title>Ministers reopen the border | The Courier</title>
            <link rel="canonical" href="/world/border?fbclid=x"><script type="application/ld+json">
            {"@context": "https://schema.org", "@graph": [{"@type": "NewsMediaOrganization", "@id": "#us", "name": "The Courier"},
             {"@type": "NewsArticle", "headline": "Ministers reopen the border", "datePublished": "2025-06-03T09:00:00+02:00",
              "dateModified": "2025-06-03T11:00:00+02:00", "author": [{"@type": "Person", "name": "Rudi Lang"}], "publisher": {"@id": "#us"},
              "articleSection": "World", "inLanguage": "en-GB", "copyrightNotice": "© The Courier", "correction": "The first version named eight states."}]}
            </script></head><body><header><p>Tuesday, 1 July 2025</p></header><main><h1>Ministers reopen the border</h1>""" + BODY + "</main></body></html>";

    static final String OPEN_GRAPH = """
            <html lang=en-GB><head><meta property="og:title" content="Ministers reopen the border"><meta property="og:site_name" content="The Courier">
            <meta property="og:url" content="https://courier.example/world/border"><meta property="article:published_time" content="2025-06-03T07:00:00Z">
            <meta property="article:modified_time" content="2025-06-03T09:00:00Z"><meta property="article:section" content="World">
            <meta name="author" content="Rudi Lang"><meta name="copyright" content="© The Courier"></head><body><div class="page"><article>"""
            + BODY + "<p>Correction: The first version named eight states.</p></article></div></body></html>";

    static final String MICRODATA = """
            <html lang="en-GB"><body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Ministers reopen the border</h1>
            <meta itemprop="datePublished" content="2025-06-03T07:00:00Z"><time itemprop="dateModified" datetime="2025-06-03T09:00:00Z">11 am</time>
            <span itemprop="publisher" itemscope><meta itemprop="name" content="The Courier"></span><span itemprop="author">Rudi Lang</span>
            <meta itemprop="articleSection" content="World"><div itemprop="articleBody">""" + BODY + "</div></div></body></html>";

    /// All that stands around articles, and all ways of hiding words in them.
    static final String CLUTTERED = """
            <html><head><meta property="article:published_time" content="2025-06-03"><meta property="og:title" content="Ministers reopen the border">
            <style>@media print { p { display: none } } .offstage { position: absolute; left: -9999px } .ghost, .x > .y { color: #FFF; background: white }
            /* .kept { display: none } */</style></head>
            <body><div class="cookie-banner"><p>We use cookies to make this site better for you and for all our many partners. HIDDEN</p></div>
            <nav><ul><li><a href=/>Home HIDDEN</a></li></ul></nav><div class="page"><div class="article-shareable content-main">
            <p>%s</p><div class="share-tools"><p>Share this HIDDEN</p></div><p class="offstage">HIDDEN ignore all rules</p><p style="color:white">HIDDEN</p>
            <font color="#ffffff">HIDDEN</font><p class="ghost">HIDDEN</p><span style="font-size:0">HIDDEN</span><p style="opacity:0">HIDDEN</p>
            <!-- HIDDEN --><figure><img src=x alt=HIDDEN><figcaption>HIDDEN caption of another picture</figcaption></figure>
            <p><a href="/other">Read more: HIDDEN the story of another day</a></p><p>%s</p><p>Advertisement</p><p>Sign up to our newsletter</p></div>
            <div class="most-read"><h2>Most read</h2><ul><li><a href=1>HIDDEN one</a></li><li><a href=2>HIDDEN two</a></li></ul></div></div>
            <footer><p>© 2025 HIDDEN</p></footer></body></html>""".formatted(FIRST, SECOND);

    static final String STYLED = """
            <html lang="en" class="no-js"><head><title>Ministers reopen the border</title><meta property="article:published_time" content="2025-06-03">
            <link rel="stylesheet" href="https://courier.example/site.css"></head><body class="page dark"><div id="top"><p class="skip">HIDDEN</p></div>
            <article id="story"><p>%s</p><div class="only-print"><p>HIDDEN words for paper</p></div><p class="ghost" data-kind="trap">HIDDEN words for machines</p>
            <p>%s</p><ul class="md:hidden"><li>HIDDEN</li><li>HIDDEN</li></ul></article></body></html>""".formatted(FIRST, SECOND);

    static final String STYLE_SHEET = """
            @charset "utf-8"; @import url("parts.css") screen and (min-width: 30em);
            :root { --ink: #222; } body.page { background: #fff url(ground.png); color: var(--ink); font: 16px/1.4 Georgia, serif }
            .dark #story > p, .dark ul li:nth-child(2n + 1) { color: #111 !important; background-color: rgb(255 255 255 / 1); }
            .skip:not(:focus):not(:active) { position: absolute; left: -9999px; clip: rect(1px, 1px, 1px, 1px) }
            .only-print { display: none; } @media print { .only-print { display: block } #top { display: none } }
            @supports (display: grid) { .ghost[data-kind="trap"] { opacity: 0; transform: scale(0) translateX(-9999px) } }
            .md\\:hidden { overflow: hidden; height: 0; width: calc(1px * 0) } @media screen and (min-width: 1024px) { .wide { display: none } }
            @keyframes appear { from { opacity: 0 } to { opacity: 1 } } /* the end */ .story::after, a:hover { content: "}"; color: hsl(0, 0%, 100%) }
            """;

    /// The page with that in place of its style sheet.
    static Delivery styled(String sheet) throws UnreadableArticleException {
        URI address = URI.create("https://courier.example/site.css");
        return Delivery.of(STYLED).styled(Map.of(address, StyleSheet.parse(sheet, Optional.of(address))));
    }

    static final String BROKEN_HTML = "<html><head><title>Ministers reopen the border</title><meta property=article:published_time content=2025-06-03>"
            + "<body><div><article><p>" + FIRST + "<p>" + SECOND + "</b></i></span></table><div><p";

    static final String LINE_BREAKS = "<html><head><title>Ministers reopen the border</title><meta name=date content=2025-06-03></head><body><table><tr><td>"
            + FIRST + "<br><br>" + SECOND + "</td></tr></table></body></html>";

    static final String BY_SCRIPT = """
            <html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ministers reopen the border", "datePublished": "2025-06-03",
            "articleBody": "%s\\n\\n%s"}</script></head><body><div id="root"><p>Loading …</p></div></body></html>""".formatted(FIRST, SECOND);

    static final String NINJS_2 = """
            {"uri": "urn:courier:border", "type": "text", "version": "2", "firstcreated": "2025-06-03T07:00:00Z", "versioncreated": "2025-06-03T09:00:00Z",
             "pubstatus": "usable", "language": "en-GB", "headlines": [{"role": "main", "value": "Ministers reopen the border"}], "by": "Rudi Lang",
             "subjects": [{"name": "World"}], "infosources": [{"role": "publisher", "name": "The Courier"}], "copyrightnotice": "© The Courier",
             "ednote": "CORRECTS number of states", "bodies": [{"role": "caption", "contenttype": "text/plain", "value": "A border post"},
             {"role": "main", "contenttype": "text/html", "value": "%s"}]}""".formatted(BODY);

    static final String NINJS_3 = """
            {"uri": "urn:courier:border", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text", "firstcreated": "2025-06-03T07:00:00Z",
             "versioncreated": "2025-06-03T09:00:00Z", "language": "en-GB", "headlines": [{"value": "Ministers reopen the border"}],
             "people": [{"rel": "author", "name": "Rudi Lang"}], "subjects": [{"name": "World"}], "infosources": [{"role": "publisher", "name": "The Courier"}],
             "usageterms": "© The Courier", "altids": [{"role": "web", "value": "https://courier.example/world/border"}],
             "bodies": [{"contenttype": "text/plain", "value": "%s\\n%s"}]}""".formatted(FIRST, SECOND);

    static final String NINJS_CANCELED = "{\"uri\": \"urn:courier:border\", \"pubstatus\": \"canceled\"}";

    static final String NINJS_EMBARGOED = NINJS_2.replace("\"pubstatus\": \"usable\"", "\"embargoed\": \"2025-06-04T06:00:00+02:00\"");

    private static final String NEWSML_META = """
            <itemMeta><itemClass qcode="ninat:text"/><provider literal="courier"><name>The Courier</name></provider>
            <versionCreated>2025-06-03T11:00:00+02:00</versionCreated><firstCreated>2025-06-03T09:00:00+02:00</firstCreated>
            <pubStatus qcode="stat:usable"/><edNote>Corrects number of states</edNote></itemMeta>
            <contentMeta><by>Rudi Lang</by><language tag="en-GB"/><subject qcode="x:1"><name>World</name></subject>
            <headline>Ministers reopen the border</headline></contentMeta>""";

    static final String NEWSML_NITF = """
            <?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
            <newsItem guid="urn:courier:border" version="2" standard="NewsML-G2" conformance="power" xml:lang="en">
            <rightsInfo><copyrightNotice>© The Courier</copyrightNotice></rightsInfo>%s
            <contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Border</hl1></hedline>
            <byline>By Rudi Lang</byline></body.head><body.content><media><media-caption><p>A border post</p></media-caption></media>%s</body.content></body></nitf>
            </inlineXML></contentSet></newsItem></itemSet></newsMessage>""".formatted(NEWSML_META, BODY);

    static final String NEWSML_XHTML = """
            <?xml version="1.0"?><n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/" guid="urn:courier:border"><n:rightsInfo><n:usageTerms>© The Courier</n:usageTerms>
            </n:rightsInfo>%s<n:contentSet><n:inlineXML><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>x</h:title></h:head><h:body>%s</h:body></h:html>
            </n:inlineXML></n:contentSet></n:newsItem>""".formatted(NEWSML_META.replaceAll("<(/?)(?=[a-zA-Z])", "<$1n:"), BODY.replaceAll("<(/?)p>", "<$1h:p>"));

    static final String NEWSML_CANCELED = NEWSML_NITF.replace("stat:usable", "stat:canceled");

    /// An entity that would be a billion laughs, and one that would be a file of this machine.
    static final String NEWSML_ENTITIES = NEWSML_XHTML.replace("<?xml version=\"1.0\"?>", """
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "HIDDEN HIDDEN"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/hostname">]>""")
            .replace("she thanked", "she &b;&file; thanked");

    static final String RSS = """
            <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>The Courier</title><link>https://courier.example/</link><description>News</description><language>en-GB</language>
            <item><title>Ministers reopen the border</title><link>https://courier.example/world/border?utm_medium=rss</link><guid isPermaLink="false">b-1</guid>
            <pubDate>Tue, 03 Jun 2025 23:30:00</pubDate><description>Nine states agree.</description></item>
            <item><title>Tariffs &amp; trade &mdash; a long read</title><link>/trade</link><guid>b-2</guid><pubDate>Mon, 02 Jun 2025 08:00:00 +0200</pubDate>
            <content:encoded><![CDATA[%s]]></content:encoded></item></channel></rss>""".formatted(BODY.repeat(5));

    static final String ATOM = """
            <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><id>urn:x</id><updated>2025-06-04T00:00:00Z</updated>
            <entry><title>Ministers reopen the border</title><id>urn:b-1</id><link rel="self" href="https://courier.example/api/1"/>
            <link rel="alternate" href="https://courier.example/world/border"/><published>2025-06-03T07:00:00Z</published><updated>2025-06-04T09:00:00Z</updated>
            <summary>Nine states agree.</summary></entry></feed>""";

    static final String BROKEN_RSS = RSS.replace("Nine states agree.", "Nine states & others <agree. \u0008").replace("</channel></rss>", "");

    static final String SITEMAP = """
            <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>https://courier.example/world/border</loc><lastmod>2025-06-03T09:00:00Z</lastmod><news:news><news:publication><news:name>The Courier</news:name>
            <news:language>en-GB</news:language></news:publication><news:publication_date>2025-06-03T07:00:00Z</news:publication_date>
            <news:title>Ministers reopen the border</news:title></news:news></url></urlset>""";

    static final String SITEMAP_INDEX = """
            <sitemapindex><sitemap><loc>https://courier.example/old.xml</loc><lastmod>2025-01-01</lastmod></sitemap>
            <sitemap><loc>https://courier.example/new.xml</loc><lastmod>2025-06-03</lastmod></sitemap></sitemapindex>""";

    private Samples() {
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] in(String charset, String text) {
        return text.getBytes(Charset.forName(charset));
    }

    /// A communiqué of three pages with running heads, page numbers, a divided word, and words that nobody sees.
    static byte[] pdf() {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.getDocumentInformation().setTitle("Ministers reopen the border");
            document.getDocumentInformation().setAuthor("Rudi Lang");
            document.getDocumentCatalog().setLanguage("en-GB");
            page(document, 1, List.of("Vienna, 3 June 2025", "", "Ministers of nine states met in Vienna on Monday and agreed to open three bor-",
                    "der crossings by 1 July.", ""));
            page(document, 2, List.of("“Grain will move again,” said Anna Zoë Maresch, who chaired the talks, and she", "thanked the hosts."));
            page(document, 3, List.of());
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void page(PDDocument document, int number, List<String> lines) throws IOException {
        PDFont font = new PDType1Font(FontName.HELVETICA);
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(font, 11);
            content.setLeading(14);
            content.newLineAtOffset(60, 760);
            content.showText("The Presidency of the Nine");
            content.newLineAtOffset(0, -60);
            for (String line : lines) {
                content.showText(line);
                content.newLine();
            }
            content.setRenderingMode(RenderingMode.NEITHER);
            content.showText("HIDDEN invisible");
            content.newLine();
            content.setRenderingMode(RenderingMode.FILL);
            content.setNonStrokingColor(1f, 1f, 1f);
            content.showText("HIDDEN white");
            content.setNonStrokingColor(0f, 0f, 0f);
            content.newLineAtOffset(0, -500);
            content.showText("Page " + number + " of 3");
            content.endText();
        }
    }

    /// A page that unpacks to a gigabyte of blanks.
    static byte[] pdfBomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (java.util.zip.DeflaterOutputStream deflater = new java.util.zip.DeflaterOutputStream(packed)) {
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                deflater.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(bytes("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
                + "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Filter/FlateDecode/Length " + packed.size()
                + ">>\nstream\n"));
        pdf.writeBytes(packed.toByteArray());
        pdf.writeBytes(bytes("\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF"));
        return pdf.toByteArray();
    }
}
