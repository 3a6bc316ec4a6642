package dragoman.reading;

import java.util.List;

/// Judges whether sentences carry a statement: the same roles, time, condition and scope.
///
/// Thread-safe. The same premise and statement always give the same judgement.
public interface EntailmentModel {

    /// Which model judges.
    ReaderModel model();

    /// Judges several statements, each by itself. Of a premise that is too long to be read at once, the part that speaks most for the
    /// statement counts.
    ///
    /// @return a judgement for each claim, in their order
    List<Judgement> judgeAll(List<Claim> claims);

    /// Judges one statement.
    ///
    /// @param premise sentences, in order; none carry nothing
    default Judgement judge(List<String> premise, String statement) {
        return judgeAll(List.of(new Claim(premise, statement))).getFirst();
    }
}
