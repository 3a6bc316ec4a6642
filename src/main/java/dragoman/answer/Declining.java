package dragoman.answer;

import dragoman.answer.SentenceEvidence.Feature;
import dragoman.answer.SentenceFinder.Found;
import dragoman.answer.SentenceFinder.Weighed;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Period;
import dragoman.retrieval.QuestionLanguage;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says why a question is not answered, so that a reader knows what to ask instead (rule E7).
final class Declining {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    /// Questions about other things than the articles' come no nearer than this to any sentence read in its place.
    private static final double NEAR = 0.52;
    /// An article that speaks of so much of a question is on its matter, …
    private static final double SPEAKS_OF_IT = 0.6;
    /// … and so is one that names whoever it names and comes so near to it in meaning.
    private static final double MEANS_IT = 0.67;
    /// What happens on a day is reported on that day and in the days after it.
    private static final int REPORTED_WITHIN = 7;

    private Declining() {
    }

    /// Why none of the sentences is told.
    ///
    /// @param read    the articles found, best first
    /// @param weighed their sentences
    static String why(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        List<ReadArticle> onTheMatter = read.stream().map(Found::article).filter(article -> weighed.stream().anyMatch(one -> one.article() == article && speaksOfIt(question, one))).toList();
        return otherLanguage(question)
                .or(() -> unknownName(question, read))
                .or(() -> notForThisDesk(question, weighed))
                .or(() -> onTheMatter.isEmpty() ? Optional.of("No article found for this question reports on it.") : Optional.empty())
                .or(() -> onlyOlder(question, onTheMatter))
                .or(() -> withoutTheDetail(question))
                .orElse("The articles found for this question do not say.");
    }

    /// Whether so much of the question stands there or nearby that only a detail can be missing.
    private static boolean speaksOfIt(AnalyzedQuestion question, Weighed one) {
        return one.evidence().value(Feature.NAMES_MISSING) == 0 && (one.evidence().value(Feature.COVERAGE_AROUND) >= SPEAKS_OF_IT
                || !question.names().isEmpty() && one.evidence().value(Feature.MEANING_TOGETHER) >= MEANS_IT);
    }

    private static Optional<String> otherLanguage(AnalyzedQuestion question) {
        return QuestionLanguage.foreign(question.text()).map("This looks like %s. The articles are searched in English only; ask in English."::formatted);
    }

    private static Optional<String> unknownName(AnalyzedQuestion question, List<Found> read) {
        return question.names().stream().filter(name -> read.stream().noneMatch(found -> found.article().isNamed(name))).findFirst()
                .map("No article found for this question mentions %s."::formatted);
    }

    private static Optional<String> notForThisDesk(AnalyzedQuestion question, List<Weighed> weighed) {
        return question.names().isEmpty() && weighed.stream().allMatch(one -> one.evidence().value(Feature.MEANING_TOGETHER) < NEAR)
                ? Optional.of("This is not a question for this desk. It answers from articles on diplomacy: ask who met, what was agreed, pledged or said.") : Optional.empty();
    }

    /// None of them is of the days asked about, and they were published before them.
    private static Optional<String> onlyOlder(AnalyzedQuestion question, List<ReadArticle> onTheMatter) {
        Optional<LocalDate> first = question.period().flatMap(Period::from);
        List<LocalDate> published = onTheMatter.stream().map(article -> article.version().article().published()).toList();
        boolean ofThoseDays = published.stream().anyMatch(day -> question.period().map(period -> period.contains(day) || period.contains(day.minusDays(REPORTED_WITHIN))).orElse(true));
        return published.stream().max(LocalDate::compareTo).filter(newest -> !ofThoseDays && first.filter(newest::isBefore).isPresent())
                .map(newest -> "There is only older reporting on this, up to %s.".formatted(DAY.format(newest)));
    }

    private static Optional<String> withoutTheDetail(AnalyzedQuestion question) {
        return switch (question.kind()) {
            case WHEN -> Optional.of("The articles speak of this, but do not say when.");
            case WHERE -> Optional.of("The articles speak of this, but do not say where.");
            case AMOUNT -> Optional.of("The articles speak of this, but do not give the figure.");
            case WHO, ATTENDEES -> Optional.of("The articles speak of this, but do not say who.");
            case WHY -> Optional.of("The articles speak of this, but do not say why.");
            case SAID -> question.names().isEmpty() ? Optional.empty() : Optional.of("The articles speak of this, but do not report what %s said about it.".formatted(question.names().getFirst()));
            case YES_NO, PLEDGED, OVERVIEW, OTHER -> Optional.empty();
        };
    }
}
