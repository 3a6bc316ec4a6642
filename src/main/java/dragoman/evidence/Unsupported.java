package dragoman.evidence;

/// What of a statement its quotes do not carry.
///
/// @param kind  of the thing
/// @param words the statement's own words for it
/// @param why   what the quotes have instead, for a reader or a model that is to mend it
public record Unsupported(Kind kind, String words, String why) {

    /// The kinds of things that are checked.
    public enum Kind {
        /// A number with its unit, an amount, a percentage, an ordinal.
        FIGURE,
        /// "More than", "at most", "about" and their like, before a figure.
        COMPARISON,
        /// A day, a month or a year.
        DATE,
        /// A proper name.
        NAME,
        /// Said where the quotes deny it, or denied where they say it.
        NEGATION,
        /// Told as done where the quotes have it as planned, possible or conditional, or the other way round.
        MODALITY,
        /// Words in quotation marks that are not quoted so.
        QUOTATION,
        /// Words given to somebody whose words they are not.
        SPEAKER,
        /// Somebody does to another what the other did.
        ROLES
    }

    @Override
    public String toString() {
        return "%s “%s”: %s".formatted(kind, words, why);
    }
}
