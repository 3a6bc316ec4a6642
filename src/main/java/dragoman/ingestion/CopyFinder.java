package dragoman.ingestion;

import dragoman.article.Article;
import dragoman.article.Words;
import dragoman.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.minhash.MinHashFilter;
import org.apache.lucene.analysis.shingle.ShingleFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Finds the article whose text another one repeats. MinHash over shingles of words (Broder, 1997; Lucene's) in bands tells which texts to
/// compare; a text is a copy of another if nearly all its shingles and all its numbers stand in that one: an update that tells of more dead
/// or of another day is news of its own.
@ApplicationScoped
public class CopyFinder {

    /// Looks for no copies: for corpora on which something is measured.
    public static final CopyFinder NONE = new CopyFinder();

    private static final int WORDS_OF_A_SHINGLE = 4;
    /// Of texts that share 85 % of their shingles all but two in ten thousand share a band.
    private static final int BANDS = 12;
    private static final int ROWS = 4;
    /// Texts with fewer words share much by chance.
    private static final int FEWEST_WORDS = 40;
    /// What part of its shingles a copy shares: agencies' texts lose a dateline or their last paragraph on the way.
    private static final double COPIED = 0.85;
    private static final int MOST_COMPARED = 8;
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*\\d|\\d");

    private final boolean looks;
    private final List<String> authorities;

    /// @param authorities publishers by name, those first that speak before others
    @Inject
    public CopyFinder(@ConfigProperty(name = "dragoman.copies.authorities") Optional<List<String>> authorities) {
        this.looks = true;
        this.authorities = authorities.orElse(List.of()).stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }

    private CopyFinder() {
        this.looks = false;
        this.authorities = List.of();
    }

    /// The article that said it before.
    ///
    /// @param yields whether the new one is to speak in its place
    record Speaker(String articleId, boolean yields) {
    }

    /// Texts that share one of these are worth comparing; none for texts that are too short.
    long[] bands(String text) {
        if (!looks || Words.of(text).size() < FEWEST_WORDS) {
            return new long[0];
        }
        Tokenizer words = new StandardTokenizer();
        words.setReader(new StringReader(text));
        ShingleFilter shingles = new ShingleFilter(new LowerCaseFilter(words), WORDS_OF_A_SHINGLE, WORDS_OF_A_SHINGLE);
        shingles.setOutputUnigrams(false);
        try (TokenStream hashes = new MinHashFilter(shingles, BANDS * ROWS, 1, 1, false)) {
            CharTermAttribute hash = hashes.addAttribute(CharTermAttribute.class);
            hashes.reset();
            long[] bands = new long[BANDS];
            for (int band = 0; band < BANDS; band++) {
                CRC32C low = new CRC32C();
                CRC32C high = new CRC32C();
                high.update(band);
                for (int row = 0; row < ROWS && hashes.incrementToken(); row++) {
                    byte[] bytes = bytes(hash);
                    low.update(bytes);
                    high.update(bytes);
                }
                bands[band] = high.getValue() << 32 | low.getValue();
            }
            hashes.end();
            Arrays.sort(bands);
            return bands;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(CharTermAttribute hash) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * hash.length());
        for (int i = 0; i < hash.length(); i++) {
            bytes.putChar(hash.charAt(i));
        }
        return bytes.array();
    }

    /// Until the transaction ends, texts that are worth comparing with this one wait.
    void lock(Connection connection, long[] bands) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(b) from unnest(?::bigint[]) b")) {
            lock.setArray(1, array(connection, bands));
            lock.executeQuery().close();
        }
    }

    /// Keeps the bands of an article's newest text.
    static void keep(Connection connection, String articleId, long[] bands) throws SQLException {
        if (bands.length == 0) {
            return;
        }
        try (PreparedStatement keep = connection.prepareStatement(
                "insert into article_bands (article_id, bands) values (?, ?) on conflict (article_id) do update set bands = excluded.bands")) {
            keep.setString(1, articleId);
            keep.setArray(2, array(connection, bands));
            keep.executeUpdate();
        }
    }

    private record Stored(String articleId, Optional<String> copyOf, boolean withdrawn, String publisher, LocalDate published, Optional<Instant> appeared,
            String text) {
    }

    /// Who of the same site says the same as the article and speaks for it, or has spoken until it was withdrawn: what was taken back does not come back
    /// under another address. Those for which the article itself speaks do not count.
    Optional<Speaker> speaker(Connection connection, Article article, long[] bands) throws SQLException {
        if (bands.length == 0) {
            return Optional.empty();
        }
        Set<String> own = shingles(article.text());
        Set<String> numbers = numbers(article.text());
        for (Stored stored : alike(connection, article, bands)) {
            Set<String> other = shingles(stored.text);
            if (isCopy(own, numbers, other, numbers(stored.text))) {
                boolean yields = !stored.withdrawn && stored.copyOf.isEmpty() && isCopy(other, numbers(stored.text), own, numbers)
                        && speaksBefore(article, stored);
                return Optional.of(new Speaker(stored.copyOf.orElse(stored.articleId), yields));
            }
        }
        return Optional.empty();
    }

    private static boolean isCopy(Set<String> shingles, Set<String> numbers, Set<String> of, Set<String> ofNumbers) {
        return ofNumbers.containsAll(numbers) && shingles.stream().filter(of::contains).count() >= COPIED * shingles.size();
    }

    /// The one with more authority speaks, then the one that appeared first, then the one that came first.
    private boolean speaksBefore(Article article, Stored stored) {
        int authority = Integer.compare(authority(article.publisher().name()), authority(stored.publisher));
        if (authority != 0) {
            return authority < 0;
        }
        if (article.details().appeared().isPresent() && stored.appeared.isPresent()) {
            return article.details().appeared().get().isBefore(stored.appeared.get());
        }
        return article.published().isBefore(stored.published);
    }

    private int authority(String publisher) {
        int place = authorities.indexOf(publisher.toLowerCase(Locale.ROOT));
        return place < 0 ? authorities.size() : place;
    }

    /// The articles with most bands in common; those that speak for themselves first.
    private static List<Stored> alike(Connection connection, Article article, long[] bands) throws SQLException {
        String articleId = article.id();
        try (PreparedStatement select = connection.prepareStatement("""
                select v.article_id, v.copy_of, v.state = 'WITHDRAWN' as withdrawn, v.publisher, v.published, v.published_at, v.body
                  from (select article_id, cardinality(array(select unnest(bands) intersect select unnest(?::bigint[]))) as shared
                          from article_bands join article on id = article_id where bands && ? and article_id <> ? and site is not distinct from ?) b
                  join lateral (select * from article_version n where n.article_id = b.article_id and n.state in ('LIVE', 'WITHDRAWN')
                                 order by n.version desc limit 1) v on true
                 where v.copy_of is distinct from ?
                 order by v.copy_of is not null, b.shared desc, v.article_id limit ?""")) {
            Array array = array(connection, bands);
            select.setArray(1, array);
            select.setArray(2, array);
            select.setString(3, articleId);
            select.setString(4, article.site().orElse(null));
            select.setString(5, articleId);
            select.setInt(6, MOST_COMPARED);
            try (ResultSet rows = select.executeQuery()) {
                List<Stored> alike = new ArrayList<>();
                while (rows.next()) {
                    alike.add(new Stored(rows.getString(1), Optional.ofNullable(rows.getString(2)),
                            rows.getBoolean(3), rows.getString(4), rows.getObject(5, LocalDate.class),
                            Rows.optionalInstant(rows, "published_at"), rows.getString(7)));
                }
                return alike;
            }
        }
    }

    private static Array array(Connection connection, long[] bands) throws SQLException {
        return connection.createArrayOf("bigint", Arrays.stream(bands).boxed().toArray());
    }

    private static Set<String> shingles(String text) {
        List<String> words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + WORDS_OF_A_SHINGLE <= words.size(); i++) {
            shingles.add(String.join(" ", words.subList(i, i + WORDS_OF_A_SHINGLE)));
        }
        return shingles;
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = new HashSet<>();
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            numbers.add(number.group());
        }
        return numbers;
    }
}
