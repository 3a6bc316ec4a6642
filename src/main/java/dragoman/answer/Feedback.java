package dragoman.answer;

import java.util.Optional;

/// What a reader thought of an answer.
///
/// @param helpful whether it helped
/// @param reason  what was wrong with it
/// @param comment in the reader's own words
public record Feedback(boolean helpful, Optional<Reason> reason, Optional<String> comment) {

    /// What may be wrong with an answer.
    public enum Reason {
        /// It says what its sources do not say, or they are wrong.
        WRONG,
        /// It answers another question.
        OFF_TOPIC,
        /// Something that the articles say is missing.
        INCOMPLETE,
        /// Newer reporting says otherwise.
        OUTDATED,
        /// Something else.
        OTHER
    }
}
