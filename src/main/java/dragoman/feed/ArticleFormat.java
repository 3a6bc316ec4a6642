package dragoman.feed;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The formats that can be read, by the name a server gives them and by the ending of a file's name.
public enum ArticleFormat {
    RAW_TEXT(new RawTextReader(), List.of("text/plain"), List.of(".txt")),
    MARKDOWN(new MarkdownReader(), List.of("text/markdown", "text/x-markdown"), List.of(".md", ".markdown")),
    HTML(new HtmlReader(), List.of("text/html", "application/xhtml+xml"), List.of(".html", ".htm", ".xhtml"));

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
