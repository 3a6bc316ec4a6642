package dragoman.retrieval;

import dragoman.retrieval.Names.Name;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a question asks for.
///
/// @param text    the question as asked
/// @param kind    the kind of answer it wants
/// @param names   the proper names in it, as canonical names, each once
/// @param figures the numbers in it, as written: years, amounts, counts
/// @param settings those of the names that only say where or on which occasion
/// @param aliases all ways to write these names
/// @param terms   the other words that carry meaning, each once
/// @param counted what is counted, after "how many"
/// @param deed    what was done, right after "who" or "which …"
/// @param verbs   what was done, whatever the kind; none where the verb says only that something was
/// @param head    what kind of thing is asked for, as "minister" in "which French minister"
/// @param actor   whoever is asked to have done it
/// @param asksForPerson whether a person is asked for: "who", or a word for people after "which"
/// @param period  the time it asks about, where it names one
/// @param latest  whether it wants the state of things now
/// @param needsConversation whether it cannot be understood without what was said before
/// @param offices the offices that it names in place of whoever holds them
/// @param kindred the nouns in it that tell a thing from others of its kind
public record AnalyzedQuestion(String text, Kind kind, List<String> names, Set<String> settings,
        List<String> aliases,
        List<String> figures, List<Term> terms, Optional<Term> counted, Optional<Term> deed, List<Term> verbs, Optional<Term> head, boolean asksForPerson,
        Optional<Name> actor, Optional<Period> period, boolean latest, boolean needsConversation, List<Office> offices,
        List<Kindred> kindred) {

    /// The same question about what was reported on a day or later; a time that it names itself stays.
    public AnalyzedQuestion since(LocalDate day) {
        return period.isPresent() ? this : new AnalyzedQuestion(text, kind, names, settings, aliases, figures, terms, counted, deed, verbs, head, asksForPerson, actor,
                Optional.of(Period.since(day)), latest, needsConversation, offices, kindred);
    }

    /// A noun that tells one thing from others of its kind: "fishing" of a treaty. An article that has no word for it is on another one.
    ///
    /// @param modifier the noun
    /// @param phrase   it with what it tells apart, as written
    public record Kindred(Term modifier, String phrase) {
    }

    /// The kind of answer a question wants.
    public enum Kind {
        /// Who took part: the roll of those present.
        ATTENDEES,
        /// A person, country or body.
        WHO,
        /// A number with what it counts, or a sum of money.
        AMOUNT,
        /// What somebody promised to give or do.
        PLEDGED,
        /// A day or a time.
        WHEN,
        /// A place.
        WHERE,
        /// The words of the first name in the question.
        SAID,
        /// What was said to a claim.
        YES_NO,
        /// What there is to report, of an event or of late.
        OVERVIEW,
        /// A reason.
        WHY,
        /// Anything else.
        OTHER
    }

    /// A word that carries meaning.
    ///
    /// @param word    as written, in lower case
    /// @param stem    its stem
    /// @param related the stems of the words that can stand for it, its own included
    /// @param like    the stems of words of like meaning, which may stand for it
    public record Term(String word, String stem, Set<String> related, Set<String> like) {
    }

    /// An office of a country or body, whoever holds it.
    ///
    /// @param body  the canonical name of the country or body
    /// @param title what the office is called, in lower case and British spelling without hyphens, e.g. `prime minister`
    public record Office(String body, String title) {
    }
}
