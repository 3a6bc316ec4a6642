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
        int start = lineStart;
        for (opennlp.tools.util.Span proposal : detector.sentPosDetect(text.substring(lineStart, lineEnd))) {
            int end = lineStart + proposal.getEnd();
            if (end > start && mayEnd(text.substring(start, end), text.substring(end, lineEnd))) {
                Paragraphs.addTrimmed(sentences, text, start, end);
                start = end;
            }
        }
        Paragraphs.addTrimmed(sentences, text, start, lineEnd);
    }

    private static boolean mayEnd(String sentence, String rest) {
        return !endsWithAbbreviation(sentence.strip(), rest.strip()) && !hasOpenQuotation(sentence);
    }

    private static boolean endsWithAbbreviation(String sentence, String rest) {
        if (!sentence.endsWith(".")) {
            return false;
        }
        int start = sentence.length() - 1;
        while (start > 0 && sentence.length() - start <= LONGEST_ABBREVIATION && isPartOfWord(sentence.charAt(start - 1))) {
            start--;
        }
        String word = sentence.substring(start, sentence.length() - 1);
        String small = word.toLowerCase(Locale.ROOT);
        return ABBREVIATIONS.contains(small) || word.length() == 1 && Character.isUpperCase(word.charAt(0))
                || ABBREVIATIONS_BEFORE_FIGURES.contains(small) && !rest.isEmpty() && Character.isDigit(rest.charAt(0));
    }

    private static boolean isPartOfWord(char c) {
        return c == '.' || Character.isLetter(c);
    }

    private static boolean hasOpenQuotation(String sentence) {
        long opened = sentence.chars().filter(c -> c == '“').count();
        long closed = sentence.chars().filter(c -> c == '”').count();
        long straight = sentence.chars().filter(c -> c == '"').count();
        return opened > closed || straight % 2 == 1;
    }
}
