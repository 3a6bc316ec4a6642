package dragoman.conversation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Makes of a question that leans on what was said before one that stands alone, such as "And Italy?" after "How much did France give?":
/// "How much did Italy give?"
///
/// Whatever it makes of a question is shown to the reader, who can correct it; and whether it is answered is decided by the articles, as for
/// every question.
public interface FollowUpInterpreter {

    /// What the question may mean.
    ///
    /// @param question as asked
    /// @param before   what was said before, oldest first
    /// @param asking   where and when it is asked
    /// @return readings, the likeliest first, at least one; the question alone where it stands alone
    List<Reading> readings(String question, List<Exchange> before, Asking asking);

    /// Where and when a question is asked.
    ///
    /// @param today   the day on which it is asked, or as of which it is to be answered
    /// @param site    the newsroom's site; empty for the default site
    /// @param waiting run again and again while anything is waited for; what it throws ends the work
    record Asking(LocalDate today, Optional<String> site, Runnable waiting) {
    }

    /// One way to read a question.
    ///
    /// @param question what is then asked
    /// @param scope    which articles are to answer it
    record Reading(String question, Scope scope) {
    }

    /// Which articles are to answer a reading; tells right readings from wrong ones.
    enum Scope {
        /// Those cited before and no others: what it leaves out is taken for granted.
        ONLY_THOSE_BEFORE,
        /// Rather those cited before.
        RATHER_THOSE_BEFORE,
        /// Others as well: it asks for what came later.
        OTHERS,
        /// Any.
        ANY
    }
}
