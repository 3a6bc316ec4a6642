package dragoman.feed;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The formats that can be read, by the name a server gives them and by the ending of a file's name.
public enum ArticleFormat {
    RAW_TEXT(new RawTextReader(), List.of("text/plain"), List.of(".txt")),
    MARKDOWN(new MarkdownReader(), List.of("text/markdown", "text/x-markdown"), List.of(".md", ".markdown")),
    HTML(new HtmlReader(), List.of("text/html", "application/xhtml+xml"), List.of(".html", ".htm", ".xhtml")),
    NINJS(new NinjsReader(), List.of("application/vnd.iptc.ninjs+json", "application/json", "application/ninjs+json"), List.of(".ninjs", ".json")),
    NEWSML(new NewsMlReader(), List.of("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml", "application/xml", "text/xml"),
            List.of(".newsml", ".xml")),
    PDF(new PdfReader(), List.of("application/pdf", "application/x-pdf"), List.of(".pdf"));

    private final ArticleReader reader;
    private final List<String> mediaTypes;
    private final List<String> endings;

    ArticleFormat(ArticleReader reader, List<String> mediaTypes, List<String> endings) {
        this.reader = reader;
        this.mediaTypes = mediaTypes;
        this.endings = endings;
    }

    public ArticleReader reader() {
        return reader;
    }

    /// The name by which it is best sent.
    public String mediaType() {
        return mediaTypes.getFirst();
    }

    /// The ending by which its files are best named.
    public String ending() {
        return endings.getFirst();
    }

    /// All endings in words.
    public static String endings() {
        String all = Stream.of(values()).map(ArticleFormat::ending).collect(Collectors.joining(", "));
        return all.substring(0, all.lastIndexOf(", ")) + " or" + all.substring(all.lastIndexOf(", ") + 1);
    }

    /// All names by which they are best sent, in words.
    public static String mediaTypeNames() {
        String all = Stream.of(values()).map(ArticleFormat::mediaType).collect(Collectors.joining(", "));
        return all.substring(0, all.lastIndexOf(", ")) + " or" + all.substring(all.lastIndexOf(", ") + 1);
    }

    /// @param mediaType without parameters, in any case
    public static Optional<ArticleFormat> ofMediaType(String mediaType) {
        String wanted = mediaType.toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(format -> format.mediaTypes.contains(wanted)).findFirst();
    }

    public static Optional<ArticleFormat> ofFileName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(format -> format.endings.stream().anyMatch(name::endsWith)).findFirst();
    }
}
