package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.Span;
import dragoman.evidence.Speakers;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Names;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts the end off a long sentence where what is left stays true: before an aside on somebody or something ("…, who …", "…, which …"), at a
/// semicolon, or before what happens beside it ("…, while …").
///
/// Nothing is cut off that limits, denies or takes back what stands before, that says whose words it is, or that lies within a quotation; nor
/// anything that the question asks about.
final class Clauses {

    /// What stands in place of the words cut off.
    static final String CUT = " […]";
    /// A sentence of more words is cut if it can be.
    static final int LONG = 40;
    private static final int FEWEST_WORDS = 8;
    private static final Pattern BOUND = Pattern.compile("; |, (?=(?:who|whose|which|where|while|whereas|with|as well as|including|after|amid)\\b)| [–—] |, (?=and (?:the|that|it|they|he|she|a|an|\\p{Lu}[\\p{L}-]+) )");
    private static final Pattern LIMITS = Pattern.compile("(?i)\\b(?:if|unless|provided|except|excluding|until|only|but|although|though|however|despite|pending|subject to|on condition|conditional|not|no|never|none|"
            + "neither|nor|without|denied|denies|rejected|would|could|may|might|alleged\\w*|reportedly|according|claim\\w*|said|says|told|added|wrote|warned|argued|announced)\\b|n[’']t\\b");

    private Clauses() {
    }

    /// The part of the sentence to tell, from its beginning; all of it where it is short or cannot be cut.
    static Span toTell(AnalyzedQuestion question, Sentence sentence) {
        if (sentence.words().size() <= LONG) {
            return sentence.span();
        }
        Matcher bound = BOUND.matcher(sentence.text());
        int cut = -1;
        while (bound.find()) {
            if (mayBeCut(question, sentence, bound.start()) && (cut < 0 || wordsUpTo(sentence, bound.start()) <= LONG)) {
                cut = bound.start();
            }
        }
        return cut < 0 ? sentence.span() : new Span(sentence.span().start(), sentence.span().start() + cut);
    }

    /// Whether the words are what is left when a sentence of the article is cut.
    static boolean isCut(ReadArticle article, Span told) {
        return article.sentences().stream().filter(sentence -> sentence.span().start() == told.start() && sentence.span().end() > told.end())
                .anyMatch(sentence -> keepsTrue(sentence, told.length()));
    }

    private static boolean mayBeCut(AnalyzedQuestion question, Sentence sentence, int at) {
        return wordsUpTo(sentence, at) >= FEWEST_WORDS && keepsTrue(sentence, at) && !isAskedAbout(question, sentence, at);
    }

    private static boolean keepsTrue(Sentence sentence, int at) {
        Matcher bound = BOUND.matcher(sentence.text()).region(at, sentence.text().length());
        bound.useTransparentBounds(true);
        return bound.lookingAt() && !Speakers.isQuoted(sentence.text(), at) && !LIMITS.matcher(sentence.text().substring(at)).find();
    }

    /// Words of the question, or the only things of the kind asked for, stand in what would be cut off.
    private static boolean isAskedAbout(AnalyzedQuestion question, Sentence sentence, int at) {
        boolean words = question.terms().stream().filter(term -> SentenceMatch.ownMatch(sentence, term) > 0).anyMatch(term ->
                sentence.words().stream().filter(word -> word.span().end() <= at).noneMatch(word -> term.related().contains(word.stem())));
        List<Integer> places = KindGate.places(question, sentence);
        boolean names = question.names().stream().filter(name -> SentenceMatch.mentions(sentence, name)).anyMatch(name -> sentence.names().stream()
                .filter(other -> other.span().end() <= at).noneMatch(other -> Names.same(name, other.canonical())));
        return words || names || !places.isEmpty() && places.stream().anyMatch(place -> place >= at);
    }

    private static long wordsUpTo(Sentence sentence, int at) {
        return sentence.words().stream().filter(word -> word.span().start() < at).count();
    }
}
