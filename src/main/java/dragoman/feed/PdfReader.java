package dragoman.feed;

import dragoman.article.Article;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// A PDF such as a communiqué. Running heads, page numbers and what is not seen (invisible or white letters, letters of no size) are left out;
/// words that a line's end divides are joined. The day is the first that the text states; when the file was made says nothing of that.
public final class PdfReader implements ArticleReader {

    private static final int MOST_PAGES = 300;
    private static final int MOST_UNPACKED = 64 << 20;
    private static final int LINES_THAT_TELL_THE_DAY = 20;
    private static final int LONGEST_HEADLINE = 200;
    private static final int RUNNING_LINES = 2;
    private static final double SHORT_LINE = 0.7;
    private static final Pattern PAGE_NUMBER = Pattern.compile("(?i)^(?:page\\s*)?[-–—]?\\s*\\d{1,4}\\s*(?:(?:of|/)\\s*\\d{1,4})?\\s*[-–—]?$");
    private static final Pattern SENTENCE_END = Pattern.compile(".*[.!?:;”\"’)…]$");
    private static final Pattern ITEM = Pattern.compile("^(?:[•‣▪–—-]|\\(?\\d{1,2}[.)]|\\(?[a-z][.)])\\s+.*");
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final float SMALLEST_LETTER = 1;

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        byte[] bytes = delivery.bytes();
        refuseBombs(bytes);
        try (PDDocument document = Loader.loadPDF(bytes)) {
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw new UnreadableArticleException("it has %,d pages; at most %d are taken".formatted(document.getNumberOfPages(), MOST_PAGES));
            }
            List<List<String>> pages = pages(document);
            if (pages.stream().allMatch(List::isEmpty)) {
                throw new UnreadableArticleException("the PDF holds pictures of text only, or none; deliver its words");
            }
            List<String> lines = withoutRunningLines(pages);
            PDDocumentInformation information = document.getDocumentInformation();
            Optional<String> named = Optional.ofNullable(information.getTitle()).map(CleanText::of).filter(PdfReader::isHeadline);
            String text = CleanText.of(paragraphs(lines));
            String opening = text.contains("\n\n") ? text.substring(0, text.indexOf("\n\n")) : "";
            boolean headed = named.isEmpty() && isHeadline(opening) && !SENTENCE_END.matcher(opening).matches();
            return delivery.toArticle(new Found(headed ? text.substring(opening.length()).strip() : text)
                    .title(named.or(() -> headed ? Optional.of(opening.replace("\n", " ")) : Optional.empty()))
                    .author(Optional.ofNullable(information.getAuthor()).filter(author -> !author.isBlank()))
                    .language(Optional.ofNullable(document.getDocumentCatalog().getLanguage()))
                    .published(lines.stream().limit(LINES_THAT_TELL_THE_DAY).flatMap(line -> Dates.firstIn(line).stream()).findFirst()
                            .map(day -> new Moment(day, Optional.empty()))));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // what mutilated files do to a parser of so large a format is not all foreseen by it
            throw new UnreadableArticleException("the PDF is damaged or of a kind that cannot be read; save it anew, or deliver its words");
        }
    }

    private static boolean isHeadline(String text) {
        return !text.isBlank() && text.length() <= LONGEST_HEADLINE && !text.toLowerCase(Locale.ROOT).matches("(?:microsoft word - .*|untitled.*|.*\\.(?:docx?|pdf|indd|odt))");
    }

    private static List<List<String>> pages(PDDocument document) throws IOException {
        SeenText stripper = new SeenText();
        List<List<String>> pages = new ArrayList<>();
        for (int page = 1; page <= document.getNumberOfPages(); page++) {
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            StringWriter text = new StringWriter();
            stripper.writeText(document, text);
            pages.add(text.toString().lines().map(line -> CleanText.of(line)).toList().stream().dropWhile(String::isEmpty).toList());
        }
        return pages;
    }

    /// Letters that are drawn so that they are seen.
    private static final class SeenText extends PDFTextStripper {

        SeenText() {
            setSortByPosition(true);
            setParagraphStart("\n");
            addOperator(new SetNonStrokingColor(this));
            addOperator(new SetNonStrokingColorN(this));
            addOperator(new SetNonStrokingColorSpace(this));
            addOperator(new SetNonStrokingDeviceCMYKColor(this));
            addOperator(new SetNonStrokingDeviceGrayColor(this));
            addOperator(new SetNonStrokingDeviceRGBColor(this));
        }

        @Override
        protected void processTextPosition(TextPosition text) {
            if (isSeen(text)) {
                super.processTextPosition(text);
            }
        }

        private boolean isSeen(TextPosition text) {
            RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
            if (mode == RenderingMode.NEITHER || mode == RenderingMode.NEITHER_CLIP || text.getFontSizeInPt() < SMALLEST_LETTER
                    || getGraphicsState().getNonStrokeAlphaConstant() == 0) {
                return false;
            }
            try {
                return mode.isStroke() || (getGraphicsState().getNonStrokingColor().toRGB() & 0xffffff) != 0xffffff;
            } catch (IOException | RuntimeException e) {
                // a colour that cannot be told is no reason to lose words
                return true;
            }
        }
    }

    /// What stands at the head or foot of most pages is no part of the text.
    private static List<String> withoutRunningLines(List<List<String>> pages) {
        Map<String, Integer> counts = new HashMap<>();
        for (List<String> page : pages) {
            edges(page).stream().distinct().forEach(line -> counts.merge(line, 1, Integer::sum));
        }
        List<String> kept = new ArrayList<>();
        for (List<String> page : pages) {
            List<String> edges = edges(page);
            for (String line : page) {
                boolean running = pages.size() > 2 && edges.contains(shape(line)) && counts.getOrDefault(shape(line), 0) * 2 > pages.size();
                if (!running && !PAGE_NUMBER.matcher(line).matches()) {
                    kept.add(line);
                }
            }
        }
        return kept;
    }

    private static List<String> edges(List<String> page) {
        List<String> full = page.stream().filter(line -> !line.isEmpty()).toList();
        List<String> edges = new ArrayList<>();
        full.stream().limit(RUNNING_LINES).map(PdfReader::shape).forEach(edges::add);
        full.stream().skip(Math.max(0, full.size() - RUNNING_LINES)).map(PdfReader::shape).forEach(edges::add);
        return edges;
    }

    private static String shape(String line) {
        return line.replaceAll("\\d+", "#");
    }

    /// Joins lines to paragraphs: one ends at a blank line, at a short line that ends a sentence, and before an item of a list.
    private static String paragraphs(List<String> lines) {
        int longest = lines.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        String before = "";
        for (String line : lines) {
            boolean begins = before.isEmpty() || ITEM.matcher(line).matches() || before.length() < SHORT_LINE * longest && SENTENCE_END.matcher(before).matches();
            if (line.isEmpty()) {
                // a sentence that goes on over the page's end is one
                if (SENTENCE_END.matcher(before).matches() || before.length() < SHORT_LINE * longest) {
                    before = "";
                }
                continue;
            }
            if (text.isEmpty()) {
                text.append(line);
            } else if (begins) {
                text.append("\n\n").append(line);
            } else if (before.endsWith("-") && before.length() > 1 && Character.isLetter(before.charAt(before.length() - 2)) && Character.isLowerCase(line.charAt(0))) {
                text.setLength(text.length() - 1);
                text.append(line);
            } else {
                text.append(' ').append(line);
            }
            before = line;
        }
        return text.toString();
    }

    /// PDFBox unpacks whole streams into memory, so what is in them is counted before it sees them.
    private static void refuseBombs(byte[] bytes) throws UnreadableArticleException {
        String head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        if (!head.contains("%PDF-")) {
            throw new UnreadableArticleException("the content is no PDF");
        }
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        if (all.contains("/Encrypt")) {
            throw new UnreadableArticleException("the PDF is encrypted; save it without a password");
        }
        if (all.contains("/LZWDecode") || all.matches("(?s).*/Fl(?:ateDecode)?\\s*/Fl.*")) {
            throw new UnreadableArticleException("the PDF is packed in a way that is no longer used; save it anew");
        }
        long unpacked = 0;
        for (int at = indexOf(bytes, 0); at >= 0; at = indexOf(bytes, at)) {
            int start = at;
            while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
                start++;
            }
            unpacked += inflated(bytes, start, MOST_UNPACKED - unpacked);
            if (unpacked >= MOST_UNPACKED) {
                throw new UnreadableArticleException("the PDF unpacks to more than %d MB; deliver its words".formatted(MOST_UNPACKED >> 20));
            }
        }
    }

    /// Behind the next word `stream`.
    private static int indexOf(byte[] bytes, int from) {
        for (int i = from; i + STREAM.length <= bytes.length; i++) {
            if (bytes[i] == 's' && Arrays.equals(bytes, i, i + STREAM.length, STREAM, 0, STREAM.length)) {
                return i + STREAM.length;
            }
        }
        return -1;
    }

    private static long inflated(byte[] bytes, int start, long most) {
        Inflater inflater = new Inflater();
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        try {
            inflater.setInput(bytes, start, bytes.length - start);
            while (!inflater.finished() && count < most) {
                int got = inflater.inflate(buffer);
                if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                count += got;
            }
        } catch (DataFormatException e) {
            // packed in another way, or not at all
        } finally {
            inflater.end();
        }
        return count;
    }
}
