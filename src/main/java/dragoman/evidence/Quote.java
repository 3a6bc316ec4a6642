package dragoman.evidence;

import java.time.LocalDate;
import java.util.Set;

/// Exact words of an article, with what of the article bears on them.
///
/// @param text      the words
/// @param published the article's day of publication, from which relative dates follow
/// @param speakers  canonical names of those whose words or views they report, also where a pronoun stands for them; empty where nobody's
/// @param titled    what the article's own metadata say: headline and publisher
/// @param earlier   canonical names in the article up to the end of the quote: whom its pronouns can mean
public record Quote(String text, LocalDate published, Set<String> speakers, String titled, Set<String> earlier) {

    public Quote {
        speakers = Set.copyOf(speakers);
        earlier = Set.copyOf(earlier);
    }
}
