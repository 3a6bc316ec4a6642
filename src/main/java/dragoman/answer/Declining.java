package dragoman.answer;

import dragoman.answer.Lack.Kind;
import dragoman.answer.SentenceEvidence.Feature;
import dragoman.answer.SentenceFinder.Found;
import dragoman.answer.SentenceFinder.Weighed;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Period;
import dragoman.retrieval.QuestionLanguage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Says why a question is not answered, so that a reader knows what to ask instead (rule E7).
final class Declining {

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
    static Lack why(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        List<ReadArticle> onTheMatter = read.stream().map(Found::article).filter(article -> weighed.stream().anyMatch(one -> one.article() == article && speaksOfIt(question, one))).toList();
        return otherLanguage(question)
                .or(() -> unknownName(question, read))
                .or(() -> notForThisDesk(question, weighed))
                .or(() -> onTheMatter.isEmpty() ? Optional.of(Lack.of(Kind.NOT_REPORTED)) : Optional.empty())
                .or(() -> unknownKindred(question, read))
                .or(() -> onlyOlder(question, onTheMatter))
                .or(() -> withoutTheDetail(question))
                .orElse(Lack.of(Kind.NOT_TOLD));
    }

    /// Whether so much of the question stands there or nearby that only a detail can be missing.
    private static boolean speaksOfIt(AnalyzedQuestion question, Weighed one) {
        return one.evidence().value(Feature.NAMES_MISSING) == 0 && (one.evidence().value(Feature.COVERAGE_AROUND) >= SPEAKS_OF_IT
                || !question.names().isEmpty() && one.evidence().value(Feature.MEANING_TOGETHER) >= MEANS_IT);
    }

    private static Optional<Lack> otherLanguage(AnalyzedQuestion question) {
        return QuestionLanguage.foreign(question.text()).map(language -> Lack.of(Kind.OTHER_LANGUAGE, "language", language.toLanguageTag()));
    }

    private static Optional<Lack> unknownName(AnalyzedQuestion question, List<Found> read) {
        return question.names().stream().filter(name -> read.stream().noneMatch(found -> found.article().isNamed(name))).findFirst()
                .map(name -> Lack.of(Kind.UNKNOWN_NAME, "name", name));
    }

    private static Optional<Lack> unknownKindred(AnalyzedQuestion question, List<Found> read) {
        return question.kindred().stream().filter(kindred -> read.stream().noneMatch(found -> found.article().speaksOf(kindred.modifier()))).findFirst()
                .map(kindred -> Lack.of(Kind.UNKNOWN_NAME, "name", kindred.phrase()));
    }

    private static Optional<Lack> notForThisDesk(AnalyzedQuestion question, List<Weighed> weighed) {
        return question.names().isEmpty() && weighed.stream().allMatch(one -> one.evidence().value(Feature.MEANING_TOGETHER) < NEAR)
                ? Optional.of(Lack.of(Kind.OTHER_FIELD)) : Optional.empty();
    }

    /// None of them is of the days asked about, and they were published before them.
    private static Optional<Lack> onlyOlder(AnalyzedQuestion question, List<ReadArticle> onTheMatter) {
        Optional<LocalDate> first = question.period().flatMap(Period::from);
        List<LocalDate> published = onTheMatter.stream().map(article -> article.version().article().published()).toList();
        boolean ofThoseDays = published.stream().anyMatch(day -> question.period().map(period -> period.contains(day) || period.contains(day.minusDays(REPORTED_WITHIN))).orElse(true));
        return published.stream().max(LocalDate::compareTo).filter(newest -> !ofThoseDays && first.filter(newest::isBefore).isPresent())
                .map(newest -> Lack.of(Kind.ONLY_OLDER, "date", newest));
    }

    private static Optional<Lack> withoutTheDetail(AnalyzedQuestion question) {
        return switch (question.kind()) {
            case WHEN -> Optional.of(Lack.of(Kind.NOT_WHEN));
            case WHERE -> Optional.of(Lack.of(Kind.NOT_WHERE));
            case AMOUNT -> Optional.of(Lack.of(Kind.NOT_HOW_MUCH));
            case WHO, ATTENDEES -> Optional.of(Lack.of(Kind.NOT_WHO));
            case WHY -> Optional.of(Lack.of(Kind.NOT_WHY));
            case SAID -> question.names().isEmpty() ? Optional.empty() : Optional.of(Lack.of(Kind.NOT_SAID, "name", question.names().getFirst()));
            case YES_NO, PLEDGED, OVERVIEW, OTHER -> Optional.empty();
        };
    }
}
