package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dragoman.article.Article;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Readers against input that has been mutilated: whatever comes, an article comes out or the reader's own error, and soon. Builds try fewer
/// than `-Ddragoman.mutations=10000`, with the same seeds.
class MutatedInputTest {

    private static final int MUTATIONS = Integer.getInteger("dragoman.mutations", 300);
    private static final int WARM_UP = 20;
    /// Seeds that once took too long.
    private static final int[] WERE_SLOW = {2505};
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final byte[][] TOKENS = Stream.of("<", ">", "&", "\"", "'", "<![CDATA[", "]]>", "<!--", "-->", "<p>", "</p>", "<div style=\"display:none\">", "{", "}", "[", "]",
            "display:none", "@media screen{", "*{", "url(", "calc(", ":not(", "!important;", "/*",
            "\\u0000", "null", "1e999", "9999999999-99-99T99:99:99Z", "0000-00-00", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "\u202e", "\ud83d", "---\n", "endstream", "obj <<", "/Length -1",
            "<table><tr><td>", "charset=utf-16", "http://[::1", "javascript:", "%%", "\u0000").map(Samples::bytes).toArray(byte[][]::new);

    /// It says of everything that is broken that it is broken.
    private static final Logger PDFBOX = Logger.getLogger("org.apache.pdfbox");

    static {
        PDFBOX.setLevel(Level.OFF);
    }

    @FunctionalInterface
    interface Reader {
        void read(byte[] content) throws UnreadableArticleException;
    }

    record Target(String name, Reader reader, List<byte[]> samples) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Target> targets() {
        return Stream.of(
                target(ArticleFormat.RAW_TEXT, Samples.TEXT_FILE), target(ArticleFormat.MARKDOWN, Samples.MARKDOWN),
                target(ArticleFormat.HTML, Samples.JSON_LD, Samples.OPEN_GRAPH, Samples.MICRODATA, Samples.CLUTTERED),
                target(ArticleFormat.NINJS, Samples.NINJS_2, Samples.NINJS_3), target(ArticleFormat.NEWSML, Samples.NEWSML_NITF, Samples.NEWSML_XHTML, Samples.NEWSML_ENTITIES),
                new Target("PDF", content -> ArticleFormat.PDF.reader().readings(Delivery.of(content)), List.of(Samples.pdf())),
                new Target("feeds", content -> FeedReader.read(Delivery.of(content), URI.create("https://courier.example/feed")),
                        Stream.of(Samples.RSS, Samples.ATOM, Samples.SITEMAP, Samples.SITEMAP_INDEX).map(Samples::bytes).toList()),
                new Target("style sheets", MutatedInputTest::readStyled, List.of(Samples.bytes(Samples.STYLE_SHEET))));
    }

    private static void readStyled(byte[] sheet) throws UnreadableArticleException {
        Article article = ArticleFormat.HTML.reader().read(Samples.styled(TextDecoder.decode(sheet)));
        if (article.text().contains("HIDDEN")) {
            throw new UnreadableArticleException("the mutation took away what hides");
        }
    }

    private static Target target(ArticleFormat format, String... samples) {
        return new Target(format.name(), content -> format.reader().readings(Delivery.of(content)), Arrays.stream(samples).map(Samples::bytes).toList());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyReaderSurvives(Target target) {
        AtomicInteger read = new AtomicInteger();
        // the first one loads classes
        for (int i = 0; i < WARM_UP; i++) {
            attempt(target, target.samples.get(i % target.samples.size()), -1);
        }
        IntStream.concat(IntStream.range(0, MUTATIONS), IntStream.of(WERE_SLOW)).parallel().forEach(seed -> {
            byte[] content = mutate(target.samples.get(seed % target.samples.size()), target.samples, new Random(seed));
            // what the machine does beside does not count
            long began = THREADS.getCurrentThreadCpuTime();
            if (attempt(target, content, seed)) {
                read.incrementAndGet();
            }
            Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - began);
            assertTrue(took.compareTo(LONGEST) <= 0, () -> "%s took %s with seed %d".formatted(target, took, seed));
        });
        assertTrue(read.get() > 0, "some mutations leave an article: " + read);
        assertTrue(read.get() < MUTATIONS + WERE_SLOW.length, "some mutations leave none");
    }

    private static boolean attempt(Target target, byte[] content, int seed) {
        try {
            target.reader.read(content);
            return true;
        } catch (UnreadableArticleException e) {
            return false;
        } catch (Throwable e) {
            return fail("%s failed with seed %d".formatted(target, seed), e);
        }
    }

    private static byte[] mutate(byte[] sample, List<byte[]> all, Random random) {
        byte[] content = sample.clone();
        int mutations = 1 + random.nextInt(8);
        for (int i = 0; i < mutations && content.length > 1; i++) {
            int at = random.nextInt(content.length);
            int length = Math.min(content.length - at, 1 + random.nextInt(random.nextInt(6) == 0 ? 400 : 12));
            content = switch (random.nextInt(8)) {
                case 0 -> {
                    content[at] = (byte) random.nextInt(256);
                    yield content;
                }
                case 1 -> splice(content, at, length, new byte[0]);
                case 2 -> splice(content, at, 0, Arrays.copyOfRange(content, at, at + length));
                case 3 -> splice(content, at, 0, TOKENS[random.nextInt(TOKENS.length)]);
                case 4 -> Arrays.copyOf(content, at + 1);
                case 5 -> {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    yield splice(content, at, length, noise);
                }
                case 6 -> {
                    byte[] other = all.get(random.nextInt(all.size()));
                    int from = random.nextInt(other.length);
                    yield splice(content, at, length, Arrays.copyOfRange(other, from, Math.min(other.length, from + 200)));
                }
                default -> splice(content, at, 0, repeat(TOKENS[random.nextInt(TOKENS.length)], 1 + random.nextInt(300)));
            };
        }
        return content;
    }

    private static byte[] repeat(byte[] token, int times) {
        byte[] all = new byte[token.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(token, 0, all, i * token.length, token.length);
        }
        return all;
    }

    private static byte[] splice(byte[] content, int at, int removed, byte[] inserted) {
        byte[] result = new byte[content.length - removed + inserted.length];
        System.arraycopy(content, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(content, at + removed, result, at + inserted.length, content.length - at - removed);
        return result;
    }
}
