package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceFinder.Found;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Term;
import dragoman.retrieval.Names;
import dragoman.retrieval.Period;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells which of the articles found report on the matter that a question names.
///
/// @param question asked
/// @param weights  of its names, figures and terms
/// @param known    those of its terms that the articles found have a word for; of the others, words of like meaning tell nothing
record Matters(AnalyzedQuestion question, Map<String, Double> weights, Set<Term> known) {

    /// Words that ask to be told, and say nothing of what about.
    private static final Set<String> ASKING = Set.of("explain", "summarise", "summarize", "summary", "sum", "overview", "outline", "describe", "brief", "background",
            "outcome", "outcomes", "result", "results", "latest", "news", "new", "newest", "happen", "happens", "happened", "happening", "going", "tell", "list", "name",
            "give", "show", "compare", "comparison", "difference", "differences", "differ", "contrast", "know", "about", "main", "key", "points", "details", "story",
            "situation", "state", "status", "update", "updates", "developments", "word", "words", "all", "every", "reported", "articles", "number", "take", "took", "taken",
            "place", "held", "please");
    private static final Names NAMES = new Names();
    /// An article that carries less of the question is on another matter.
    private static final double ON_THE_MATTER = 0.6;
    /// Articles so near to the best are on the same matter, or on a newer turn of it.
    private static final double AS_GOOD = 0.1;
    /// What was said in the days after is still a report on a period.
    private static final int REPORTED_WITHIN = 14;
    private static final int OPENING = 3;
    private static final double IN_TITLE = 1;
    private static final double IN_OPENING = 0.9;
    private static final double IN_ARTICLE = 0.6;

    static Matters of(AnalyzedQuestion question, Map<String, Double> weights, List<Found> found) {
        Set<Term> known = question.terms().stream().filter(term -> found.stream().flatMap(one -> one.article().sentences().stream())
                .anyMatch(sentence -> SentenceMatch.ownMatch(sentence, term) > 0)).collect(Collectors.toSet());
        return new Matters(question, weights, known);
    }

    /// Those on the matter, the newest first; none if a name of the question stands in none of them.
    List<Found> among(List<Found> found) {
        List<Shared> eligible = shared(found.stream().filter(this::isEligible).toList());
        double least = Math.max(ON_THE_MATTER, best(eligible) - AS_GOOD);
        List<Found> asGood = eligible.stream().filter(one -> one.share >= least).map(Shared::found).toList();
        // what names one of two in passing is not on both, where another article is
        long names = asGood.stream().mapToLong(one -> namesItIsAbout(one.article())).max().orElse(0);
        return asGood.stream().filter(one -> namesItIsAbout(one.article()) == names)
                .sorted(Comparator.comparing((Found one) -> one.article().version().article().published()).reversed()
                        .thenComparing(Comparator.comparingDouble(Found::rank).reversed())).toList();
    }

    private boolean isEligible(Found found) {
        return question.names().stream().allMatch(found.article()::isNamed)
                && question.kindred().stream().allMatch(kindred -> found.article().speaksOf(kindred.modifier())) && holdsWhatIsWrittenLarge(found.article()) && isOfThePeriod(found.article());
    }

    /// "The Trump Route" is not any article on Trump: a word that the question writes as a name stands in the article, or is known by another name there.
    private boolean holdsWhatIsWrittenLarge(ReadArticle article) {
        List<Word> words = Words.of(question.text());
        return words.stream().skip(1).filter(word -> word.isCapitalised() && !word.isFunctionWord() && !isPartOfAlias(word))
                .allMatch(word -> article.titleStems().contains(word.stem()) || article.sentences().stream().anyMatch(sentence -> sentence.stems().contains(word.stem())));
    }

    private boolean isPartOfAlias(Word word) {
        return question.names().stream().map(NAMES::aliases).filter(aliases -> aliases.size() > 1).flatMap(List::stream)
                .anyMatch(alias -> Words.of(alias).stream().anyMatch(part -> part.lower().equals(word.lower())));
    }

    private boolean isOfThePeriod(ReadArticle article) {
        LocalDate published = article.version().article().published();
        return question.period().filter(period -> period.from().filter(published::isBefore).isPresent() || isLongAfter(period, published)).isEmpty();
    }

    private static boolean isLongAfter(Period period, LocalDate published) {
        return !period.contains(published) && !period.contains(published.minusDays(REPORTED_WITHIN)) && period.from().isPresent();
    }

    /// How much of what the question names the article carries, by weight, 0 to 1; more where it is what the article is about.
    double share(ReadArticle article) {
        double all = 0;
        double carried = 0;
        for (String name : question.names()) {
            all += weights.get(name);
            carried += weights.get(name) * carries(article, name);
        }
        for (Term term : terms()) {
            all += weights.get(term.word());
            carried += weights.get(term.word()) * carries(article, term);
        }
        return all == 0 ? 1 : carried / all;
    }

    /// The terms that say what the question is about.
    List<Term> terms() {
        return question.terms().stream().filter(term -> !ASKING.contains(term.word())).toList();
    }

    /// Whether the question names anything at all.
    boolean isNamed() {
        return !question.names().isEmpty() || !terms().isEmpty();
    }

    /// How much of what the question names stands in the sentence itself, by weight, 0 to 1.
    double share(Sentence sentence) {
        double all = 0;
        double carried = 0;
        for (String name : question.names()) {
            all += weights.get(name);
            carried += SentenceMatch.mentions(sentence, name) ? weights.get(name) : 0;
        }
        for (Term term : terms()) {
            all += weights.get(term.word());
            carried += weights.get(term.word()) * SentenceMatch.ownMatch(sentence, term);
        }
        return all == 0 ? 0 : carried / all;
    }

    private long namesItIsAbout(ReadArticle article) {
        return question.names().stream().filter(name -> isAbout(article, name)).count();
    }

    /// Those that carry most of the question, or nearly so.
    List<Found> nearest(List<Found> found) {
        List<Shared> all = shared(found);
        double least = best(all) - AS_GOOD;
        return all.stream().filter(one -> one.share >= least).map(Shared::found).toList();
    }

    /// An article with how much of the question it carries.
    private record Shared(Found found, double share) {
    }

    private List<Shared> shared(List<Found> found) {
        return found.stream().map(one -> new Shared(one, share(one.article()))).toList();
    }

    private static double best(List<Shared> shared) {
        return shared.stream().mapToDouble(Shared::share).max().orElse(0);
    }

    /// Whether the headline or the beginning of the article has the name.
    static boolean isAbout(ReadArticle article, String name) {
        return carries(article, name) >= IN_OPENING;
    }

    private static double carries(ReadArticle article, String name) {
        boolean title = article.titleNames().stream().anyMatch(other -> Names.same(name, other.canonical()))
                || Words.plain(article.version().article().title()).contains(Words.plain(name));
        return title ? IN_TITLE : opening(article).anyMatch(sentence -> SentenceMatch.mentions(sentence, name)) ? IN_OPENING
                : article.sentences().stream().anyMatch(sentence -> SentenceMatch.mentions(sentence, name)) ? IN_ARTICLE : 0;
    }

    private double carries(ReadArticle article, Term term) {
        Set<String> like = known.contains(term) ? term.like() : Set.of();
        return Stream.concat(term.related().stream(), like.stream()).anyMatch(article.titleStems()::contains) ? IN_TITLE
                : opening(article).anyMatch(sentence -> SentenceMatch.ownMatch(sentence, term) > 0 || like.stream().anyMatch(sentence.stems()::contains)) ? IN_OPENING
                : article.sentences().stream().anyMatch(sentence -> SentenceMatch.ownMatch(sentence, term) > 0) ? IN_ARTICLE : 0;
    }

    private static Stream<Sentence> opening(ReadArticle article) {
        return article.sentences().stream().limit(OPENING);
    }
}
