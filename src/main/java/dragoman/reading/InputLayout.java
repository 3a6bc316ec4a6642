package dragoman.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lays texts out as the model was trained on them: `[CLS] question [SEP] headline [S] sentence [S] sentence … [SEP]` for reading,
/// `[CLS] [V] statement [SEP] [S] sentence [S] sentence … [SEP]` for judging. Counts in tokens. `src/reader/rows.py` does the same.
final class InputLayout {

    static final int LONGEST = 320;
    static final int LONGEST_ASKED = 64;
    static final int LONGEST_HEADLINE = 40;
    static final int LONGEST_SENTENCE = 110;

    private static final long CLS = 101;
    private static final long SEP = 102;
    /// Tokens of the vocabulary that BERT never used: a sentence begins, a statement is to be judged.
    private static final long SENTENCE = 1;
    private static final long STATEMENT = 2;
    private static final long UNKNOWN = 100;
    private static final long MASK = 103;
    /// Of a window's sentences, the share that the next one sees again.
    private static final int SEEN_AGAIN = 3;

    private InputLayout() {
    }

    /// One input of the model.
    ///
    /// @param ids   the tokens
    /// @param kinds 0 for the question or statement and what surrounds it, 1 for what follows; as many as tokens
    /// @param first index of its first sentence in the text
    /// @param marks where the marks of its sentences stand among the tokens, in order
    record Input(long[] ids, long[] kinds, int first, int[] marks) {

        int sentences() {
            return marks.length;
        }

        int length() {
            return ids.length;
        }

        /// The place behind the last token of the sentence.
        int end(int sentence) {
            return sentence + 1 < marks.length ? marks[sentence + 1] : ids.length - 1;
        }
    }

    /// Inputs that together hold all sentences. Where there are several, each but the last is as long as may be, and sees the end of the
    /// one before.
    static List<Input> reading(long[] question, long[] headline, List<long[]> sentences) {
        return windows(question, headline, sentences, false);
    }

    /// The same for a statement to be judged.
    static List<Input> judging(long[] statement, List<long[]> sentences) {
        return windows(statement, new long[0], sentences, true);
    }

    private static List<Input> windows(long[] asked, long[] headline, List<long[]> sentences, boolean judging) {
        List<Input> inputs = new ArrayList<>();
        int from = 0;
        while (true) {
            Input input = input(asked, headline, sentences, from, judging);
            inputs.add(input);
            int end = from + input.sentences();
            if (end >= sentences.size()) {
                return inputs;
            }
            from = Math.max(from + 1, end - Math.max(1, input.sentences() / SEEN_AGAIN));
            // the last one reaches as far back as it can
            while (from > inputs.getLast().first() + 1 && fits(asked, headline, sentences, from - 1, judging)) {
                from--;
            }
        }
    }

    private static boolean fits(long[] asked, long[] headline, List<long[]> sentences, int from, boolean judging) {
        return from + input(asked, headline, sentences, from, judging).sentences() >= sentences.size();
    }

    private static Input input(long[] asked, long[] headline, List<long[]> sentences, int from, boolean judging) {
        long[] ids = new long[LONGEST];
        int length = 0;
        ids[length++] = CLS;
        if (judging) {
            ids[length++] = STATEMENT;
        }
        length = append(asked, LONGEST_ASKED, ids, length);
        ids[length++] = SEP;
        int second = length;
        length = append(headline, LONGEST_HEADLINE, ids, length);
        int[] marks = new int[sentences.size() - from];
        int count = 0;
        for (long[] sentence : sentences.subList(from, sentences.size())) {
            if (length + Math.min(sentence.length, LONGEST_SENTENCE) + 2 > LONGEST) {
                break;
            }
            marks[count++] = length;
            ids[length++] = SENTENCE;
            length = append(sentence, LONGEST_SENTENCE, ids, length);
        }
        ids[length++] = SEP;
        long[] kinds = new long[length];
        Arrays.fill(kinds, second, length, 1);
        return new Input(Arrays.copyOf(ids, length), kinds, from, Arrays.copyOf(marks, count));
    }

    /// A text can hold "[SEP]" in so many letters; that must not pass for a mark.
    private static int append(long[] tokens, int most, long[] ids, int at) {
        int taken = Math.min(tokens.length, most);
        for (int i = 0; i < taken; i++) {
            long token = tokens[i];
            ids[at + i] = token <= STATEMENT || token >= CLS && token <= MASK ? UNKNOWN : token;
        }
        return at + taken;
    }
}
