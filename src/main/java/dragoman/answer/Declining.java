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
    /// So much of a question an article speaks of that only the detail is missing.
    private static final double SPEAKS_OF_IT = 0.6;
    /// What happens on a day is reported on that day and in the days after it.
    private static final int REPORTED_WITHIN = 7;

    private Declining() {
    }

    /// Why none of the sentences is told.
    ///
    /// @param read    the articles found, best first
    /// @param weighed their sentences
    static Lack why(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        return otherLanguage(question)
                .or(() -> unknownName(question, read))
                .or(() -> notForThisDesk(question, weighed))
                .or(() -> onlyOlder(question, read))
                .or(() -> withoutTheDetail(question, weighed))
                .orElse(Lack.of(Kind.NOT_TOLD));
    }

    private static Optional<Lack> otherLanguage(AnalyzedQuestion question) {
        return QuestionLanguage.foreign(question.text()).map(language -> Lack.of(Kind.OTHER_LANGUAGE, "language", language.toLanguageTag()));
    }

    private static Optional<Lack> unknownName(AnalyzedQuestion question, List<Found> read) {
        return question.names().stream().filter(name -> read.stream().noneMatch(found -> found.article().isNamed(name))).findFirst()
                .map(name -> Lack.of(Kind.UNKNOWN_NAME, "name", name));
    }

    private static Optional<Lack> notForThisDesk(AnalyzedQuestion question, List<Weighed> weighed) {
        return question.names().isEmpty() && weighed.stream().allMatch(one -> one.evidence().value(Feature.MEANING_TOGETHER) < NEAR)
                ? Optional.of(Lack.of(Kind.OTHER_FIELD)) : Optional.empty();
    }

    /// Nothing found is of the days asked about, and what there is was published before them.
    private static Optional<Lack> onlyOlder(AnalyzedQuestion question, List<Found> read) {
        Optional<LocalDate> first = question.period().flatMap(Period::from);
        Optional<LocalDate> newest = read.stream().map(found -> found.article().version().article().published()).max(LocalDate::compareTo);
        boolean ofThoseDays = read.stream().map(found -> found.article().version().article().published())
                .anyMatch(day -> question.period().map(period -> period.contains(day) || period.contains(day.minusDays(REPORTED_WITHIN))).orElse(true));
        return first.isPresent() && newest.isPresent() && !ofThoseDays && newest.get().isBefore(first.get())
                ? Optional.of(Lack.of(Kind.ONLY_OLDER, "date", newest.get())) : Optional.empty();
    }

    private static Optional<Lack> withoutTheDetail(AnalyzedQuestion question, List<Weighed> weighed) {
        boolean spokenOf = weighed.stream().anyMatch(one -> one.evidence().value(Feature.NAMES_MISSING) == 0 && one.evidence().value(Feature.COVERAGE_AROUND) >= SPEAKS_OF_IT);
        if (!spokenOf) {
            return Optional.empty();
        }
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
