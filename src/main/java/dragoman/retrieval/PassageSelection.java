package dragoman.retrieval;

import dragoman.article.Paragraphs;
import dragoman.article.Span;
import dragoman.ingestion.PassageTerms;
import dragoman.retrieval.PassageRanking.Ranked;
import dragoman.retrieval.PassageStore.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// From ranked candidates to the passages that are handed on: reprints once, a few passages an article, neighbours joined.
final class PassageSelection {

    private static final int PER_ARTICLE = 4;
    /// Passages that share so large a part of their stems say the same, unless they differ in what is asked for.
    private static final double REPRINT = 0.9;
    private static final int FIRST_WORDS = 40;
    /// What goes on with the paragraph before: a quotation, or a person who is named there.
    private static final Pattern GOES_ON = Pattern.compile("[“\"‘«].*|(?:He|She|They|His|Her|Their)\\b.*", Pattern.DOTALL);

    private PassageSelection() {
    }

    /// The best candidates, best first. Of passages that say the same in several articles the one published first stands for all.
    ///
    /// @param most  how many
    /// @param asked the stems of the question
    static List<Ranked> select(List<Ranked> ranked, int most, Set<Integer> asked) {
        List<Ranked> selected = new ArrayList<>();
        List<int[]> stems = new ArrayList<>();
        Map<String, Integer> perArticle = new HashMap<>();
        for (Ranked one : ranked) {
            int[] own = stems(one.candidate());
            int reprint = reprintOf(one, own, selected, stems, asked);
            String article = one.candidate().articleId();
            boolean mayHaveMore = perArticle.getOrDefault(article, 0) < PER_ARTICLE;
            if (reprint >= 0) {
                Ranked known = selected.get(reprint);
                if (mayHaveMore && one.candidate().published().isBefore(known.candidate().published())) {
                    selected.set(reprint, new Ranked(one.candidate(), known.score()));
                    perArticle.merge(article, 1, Integer::sum);
                    perArticle.merge(known.candidate().articleId(), -1, Integer::sum);
                }
            } else if (mayHaveMore && selected.size() < most) {
                selected.add(one);
                stems.add(own);
                perArticle.merge(article, 1, Integer::sum);
            }
        }
        return selected;
    }

    private static int reprintOf(Ranked one, int[] own, List<Ranked> selected, List<int[]> stems,
            Set<Integer> asked) {
        for (int i = 0; i < selected.size(); i++) {
            int[] other = stems.get(i);
            if (!selected.get(i).candidate().articleId().equals(one.candidate().articleId()) && overlap(own, other) >= REPRINT
                    && asked.stream().allMatch(stem -> holds(own, stem) == holds(other, stem))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean holds(int[] stems, int stem) {
        return Arrays.binarySearch(stems, stem) >= 0;
    }

    /// Jaccard's index of two sorted sets.
    private static double overlap(int[] one, int[] other) {
        int shared = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length;) {
            if (one[i] == other[j]) {
                shared++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = one.length + other.length - shared;
        return all == 0 ? 0 : (double) shared / all;
    }

    /// Each stem once, sorted; without the headline, which a reprint may have of its own.
    private static int[] stems(Candidate candidate) {
        int[] terms = candidate.terms();
        int headline = 0;
        while (headline < terms.length && terms[headline] != PassageTerms.END) {
            headline++;
        }
        int[] sorted = Arrays.copyOfRange(terms, headline, terms.length);
        Arrays.sort(sorted);
        int kept = 0;
        for (int stem : sorted) {
            if (stem != PassageTerms.END && (kept == 0 || stem != sorted[kept - 1])) {
                sorted[kept++] = stem;
            }
        }
        return Arrays.copyOf(sorted, kept);
    }

    /// The selected passages with their words, in the same order; passages of one article that touch become one, at the place of the
    /// better one, and a passage that begins with a quotation or a pronoun begins a paragraph earlier.
    ///
    /// @param bodies the articles that are still live; passages of others are left out
    static List<RetrievedPassage> passages(List<Ranked> selected, Map<String, Body> bodies) {
        List<RetrievedPassage> passages = new ArrayList<>();
        for (Ranked one : selected) {
            Candidate candidate = one.candidate();
            Body body = bodies.get(candidate.articleId());
            if (body == null) {
                continue;
            }
            Span span = withWhatItGoesOn(candidate.span(), body.text());
            double score = one.score();
            int place = passages.size();
            // what lies between two touches both
            for (int touching = touching(passages, candidate, span, body.text()); touching >= 0;
                    touching = touching(passages, candidate, span, body.text())) {
                RetrievedPassage known = passages.remove(touching);
                span = new Span(Math.min(span.start(), known.span().start()), Math.max(span.end(), known.span().end()));
                score = Math.max(score, known.score());
                place = Math.min(place, touching);
            }
            passages.add(place, passage(candidate, span, body, score));
        }
        return passages;
    }

    static RetrievedPassage passage(Candidate candidate, Span span, Body body, double score) {
        return new RetrievedPassage(candidate.articleId(), candidate.version(), span, span.in(body.text()), body.title(), candidate.published(),
                score);
    }

    private static int touching(List<RetrievedPassage> passages, Candidate candidate, Span span, String text) {
        for (int i = 0; i < passages.size(); i++) {
            RetrievedPassage other = passages.get(i);
            if (other.articleId().equals(candidate.articleId()) && touch(other.span(), span, text)) {
                return i;
            }
        }
        return -1;
    }

    /// Whether nothing but white space lies between the two.
    private static boolean touch(Span one, Span other, String text) {
        Span first = one.start() <= other.start() ? one : other;
        Span second = first == one ? other : one;
        return second.start() <= first.end() || text.substring(first.end(), second.start()).isBlank();
    }

    private static Span withWhatItGoesOn(Span span, String text) {
        String opening = text.substring(span.start(), Math.min(span.end(), span.start() + FIRST_WORDS));
        if (!GOES_ON.matcher(opening).matches()) {
            return span;
        }
        return Paragraphs.of(text.substring(0, span.start())).reversed().stream().findFirst()
                .map(before -> new Span(before.start(), span.end())).orElse(span);
    }
}
