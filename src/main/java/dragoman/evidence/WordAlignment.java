package dragoman.evidence;

import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.util.ArrayList;
import java.util.List;

/// The words of a statement laid beside those of a quote: the longest common subsequence, and what stands between.
///
/// @param gaps   the places at which the two differ, in order
/// @param shared the share of the statement's words that are in the quote in the same order, 0 to 1
record WordAlignment(List<Gap> gaps, double shared) {

    /// Words of the statement that stand where the quote has others; either side may be empty.
    ///
    /// @param at       the place of the statement's first word there
    /// @param quotedAt the place of the quote's first word there
    /// @param inside   whether both stand between words that are the same
    record Gap(List<Word> said, List<Word> quoted, int at, int quotedAt, boolean inside) {
    }

    static WordAlignment of(List<Word> said, List<Word> quoted) {
        int n = said.size();
        int m = quoted.size();
        int[][] longest = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                longest[i][j] = isSame(said.get(i), quoted.get(j)) ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        List<Gap> gaps = new ArrayList<>();
        int i = 0;
        int j = 0;
        int from = 0;
        int quotedFrom = 0;
        boolean any = false;
        while (i < n && j < m) {
            if (isSame(said.get(i), quoted.get(j)) && longest[i][j] == longest[i + 1][j + 1] + 1) {
                addGap(said.subList(from, i), quoted.subList(quotedFrom, j), from, quotedFrom, any, gaps);
                any = true;
                from = ++i;
                quotedFrom = ++j;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        addGap(said.subList(from, n), quoted.subList(quotedFrom, m), from, quotedFrom, false, gaps);
        return new WordAlignment(gaps, n == 0 ? 0 : (double) longest[0][0] / n);
    }

    private static void addGap(List<Word> said, List<Word> quoted, int at, int quotedAt, boolean inside, List<Gap> gaps) {
        if (!said.isEmpty() || !quoted.isEmpty()) {
            gaps.add(new Gap(List.copyOf(said), List.copyOf(quoted), at, quotedAt, inside));
        }
    }

    private static boolean isSame(Word one, Word other) {
        return one.lower().equals(other.lower()) || !one.isNumber() && one.lower().length() > 3 && Words.stem(one.lower()).equals(Words.stem(other.lower()))
                && one.isCapitalised() == other.isCapitalised();
    }
}
