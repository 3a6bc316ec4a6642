package dragoman.article;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;

/// Cuts a text into sentences that may be quoted alone.
///
/// OpenNLP proposes the bounds. A proposal is not taken where it follows an abbreviation ("the U.S. President"), or where
/// it would part the words of one quotation from each other and so from their speaker. No sentence reaches over a
/// paragraph's end; a line break inside a paragraph ends a sentence, so that every item of a list is one.
///
/// Thread-safe.
public final class SentenceSplitter {

    private static final String MODEL = "/opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin";
    private static final Set<String> ABBREVIATIONS = Set.of("u.s", "u.k", "u.n", "e.u", "d.c", "mr", "mrs", "ms", "dr",
            "prof", "gen", "lt", "col", "maj", "capt", "sgt", "adm", "sen", "rep", "gov", "amb", "hon", "rev", "st", "vs",
            "inc", "ltd", "corp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx",
            "e.g", "i.e");
    /// Words of their own, which only before a figure stand for a longer one ("No. 10", "Art. 5").
    private static final Set<String> ABBREVIATIONS_BEFORE_FIGURES = Set.of("no", "nos", "art", "par", "sec", "p", "pp");
    private static final int LONGEST_ABBREVIATION = 12;
    private static final int LONGEST_WORD = 1_000;

    private final SentenceModel model;

    public SentenceSplitter() {
        try (InputStream in = SentenceModel.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("the sentence model is missing from the classpath: " + MODEL);
            }
            model = new SentenceModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sentences in order; together they hold every word of the text.
    public List<Span> split(String text) {
        // the detector keeps state between calls, the model does not
        SentenceDetectorME detector = new SentenceDetectorME(model);
        List<Span> sentences = new ArrayList<>();
        for (Span paragraph : Paragraphs.of(text)) {
            int lineStart = paragraph.start();
            for (String line : paragraph.in(text).split("\n")) {
                splitLine(detector, text, lineStart, lineStart + line.length(), sentences);
                lineStart += line.length() + 1;
            }
        }
        return sentences;
    }

    private static void splitLine(SentenceDetectorME detector, String text, int lineStart, int lineEnd, List<Span> sentences) {
        Budget.take(lineEnd - lineStart);
        int start = lineStart;
        int counted = lineStart;
        int open = 0;
        boolean straight = false;
        for (opennlp.tools.util.Span proposal : isOfWords(text, lineStart, lineEnd) ? detector.sentPosDetect(text.substring(lineStart, lineEnd)) : new opennlp.tools.util.Span[0]) {
            int end = lineStart + proposal.getEnd();
            for (; counted < end; counted++) {
                char c = text.charAt(counted);
                open += c == '“' ? 1 : c == '”' ? -1 : 0;
                straight ^= c == '"';
            }
            if (end > start && open <= 0 && !straight && !endsWithAbbreviation(text, start, end, lineEnd)) {
                Paragraphs.addTrimmed(sentences, text, start, end);
                start = end;
                open = 0;
            }
        }
        Paragraphs.addTrimmed(sentences, text, start, lineEnd);
    }

    /// The detector looks back to the last blank from every mark: where there is none, it would take for ever, and there are no sentences.
    private static boolean isOfWords(String text, int start, int end) {
        int blank = start;
        for (int i = start; i < end; i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                blank = i;
            } else if (i - blank > LONGEST_WORD) {
                return false;
            }
        }
        return true;
    }

    /// @param from where the sentence begins
    /// @param to   where it may end
    private static boolean endsWithAbbreviation(String text, int from, int to, int lineEnd) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end == from || text.charAt(end - 1) != '.') {
            return false;
        }
        int start = end - 1;
        while (start > from && end - start <= LONGEST_ABBREVIATION && isPartOfWord(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, end - 1);
        String small = word.toLowerCase(Locale.ROOT);
        return ABBREVIATIONS.contains(small) || word.length() == 1 && Character.isUpperCase(word.charAt(0))
                || ABBREVIATIONS_BEFORE_FIGURES.contains(small) && Character.isDigit(firstBehind(text, to, lineEnd));
    }

    private static char firstBehind(String text, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < to ? text.charAt(at) : ' ';
    }

    private static boolean isPartOfWord(char c) {
        return c == '.' || Character.isLetter(c);
    }
}
