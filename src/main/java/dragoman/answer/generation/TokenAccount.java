package dragoman.answer.generation;

import java.util.OptionalLong;

/// On whose account a language model reads and writes.
///
/// @param site         the newsroom's site; empty for the default site
/// @param tokensPerDay what it may use a day, if that is less than what all together may
public record TokenAccount(String site, OptionalLong tokensPerDay) {

    /// The default site's.
    public static final TokenAccount DEFAULT = new TokenAccount("", OptionalLong.empty());
}
