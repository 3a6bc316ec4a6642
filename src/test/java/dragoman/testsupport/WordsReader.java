package dragoman.testsupport;

import dragoman.article.Words;
import dragoman.reading.AnswerReader;
import dragoman.reading.AnswerSpan;
import dragoman.reading.Answerable;
import dragoman.reading.Claim;
import dragoman.reading.EntailmentModel;
import dragoman.reading.Judgement;
import dragoman.reading.Reading;
import dragoman.reading.ReaderModel;
import dragoman.reading.SentenceScore;
import dragoman.reading.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads by counting the words that sentence and question share. Quick, and the same everywhere.
public final class WordsReader implements AnswerReader, EntailmentModel {

    private static final ReaderModel MODEL = new ReaderModel("words", "1", "0".repeat(64), new ReaderModel.Temperatures(1, 1, 1),
            new ReaderModel.Thresholds(.5, .9, .5));

    @Override
    public ReaderModel model() {
        return MODEL;
    }

    @Override
    public List<Reading> readAll(String question, List<Text> texts) {
        return texts.stream().map(text -> read(stems(question), text)).toList();
    }

    private static Reading read(Set<String> asked, Text text) {
        if (text.sentences().isEmpty()) {
            return new Reading(List.of(), Answerable.NOTHING, Optional.empty());
        }
        List<SentenceScore> scores = IntStream.range(0, text.sentences().size()).mapToObj(i -> {
            double logit = 2 * shared(asked, text.sentences().get(i)) - 4;
            return new SentenceScore(i, probability(logit), logit);
        }).toList();
        SentenceScore best = new Reading(scores, Answerable.NOTHING, Optional.empty()).best().orElseThrow();
        String sentence = text.sentences().get(best.index());
        return new Reading(scores, new Answerable(best.probability(), best.logit()), sentence.isEmpty() ? Optional.empty()
                : Optional.of(new AnswerSpan(best.index(), 0, sentence.length())));
    }

    @Override
    public List<Judgement> judgeAll(List<Claim> claims) {
        return claims.stream().map(WordsReader::judge).toList();
    }

    private static Judgement judge(Claim claim) {
        if (claim.premise().isEmpty()) {
            return Judgement.NOTHING_SAID;
        }
        Set<String> wanted = stems(claim.statement());
        double share = wanted.isEmpty() ? 0 : shared(wanted, String.join(" ", claim.premise())) / (double) wanted.size();
        return new Judgement(share, 1 - share, 0);
    }

    private static long shared(Set<String> wanted, String text) {
        Set<String> there = stems(text);
        return wanted.stream().filter(there::contains).count();
    }

    private static Set<String> stems(String text) {
        return Words.of(text).stream().filter(word -> !word.isFunctionWord()).map(Words.Word::stem).collect(Collectors.toSet());
    }

    private static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
