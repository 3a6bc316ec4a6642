package dragoman.answer;

import dragoman.article.CorpusView;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/// A question as it reached us.
///
/// @param question     what is asked, 1 to 2,000 characters without the white space around it
/// @param conversation the conversation it belongs to; a new one where there is none
/// @param asOf         answer as if it were the end of that day
/// @param understoodAs the question that is answered in place of the one asked, where that leans on what was said before
/// @param site         the newsroom's site where it is asked; empty for the default site
/// @param about        the address of the article that the reader has before the eyes: where that answers, it alone does
/// @param since        nothing published before that day answers
public record AnswerRequest(String question, Optional<String> conversation, Optional<LocalDate> asOf, Optional<String> understoodAs,
        Optional<String> site, Optional<URI> about, Optional<LocalDate> since) {

    /// The longest question, in UTF-16 code units.
    public static final int MAX_QUESTION_LENGTH = 2_000;
    private static final int MAX_CONVERSATION_LENGTH = 64;

    /// A question to the default site that stands alone.
    ///
    /// @throws InvalidQuestionException with words for the one who asked
    public AnswerRequest(String question, Optional<String> conversation, Optional<LocalDate> asOf) {
        this(question, conversation, asOf, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// @throws InvalidQuestionException with words for the one who asked
    public AnswerRequest {
        question = question == null ? "" : withWholeCharacters(question).strip();
        understoodAs = understoodAs.map(AnswerRequest::withWholeCharacters);
        if (question.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new InvalidQuestionException("The question is empty. Send your question in the field \"question\".");
        }
        if (question.length() > MAX_QUESTION_LENGTH) {
            throw new InvalidQuestionException("The question has %,d characters. Shorten it to at most %,d."
                    .formatted(question.length(), MAX_QUESTION_LENGTH));
        }
        if (question.indexOf('\0') >= 0) {
            throw new InvalidQuestionException("The question holds a character that is no text (U+0000). Send plain text.");
        }
        if (asOf.isPresent() && (asOf.get().getYear() < 1000 || asOf.get().getYear() > 9999)) {
            throw new InvalidQuestionException("\"asOf\" must be a day of the years 1000 to 9999.");
        }
        if (site.isPresent() && !CorpusView.isSite(site.get())) {
            throw new InvalidQuestionException("There is no site with this id. Leave \"site\" out to ask the shared articles.");
        }
        if (conversation.isPresent() && !conversation.get().matches("[A-Za-z0-9_-]{1," + MAX_CONVERSATION_LENGTH + "}")) {
            throw new InvalidQuestionException("The conversation's id is not one this service gives. Send the \"conversation\" of an "
                    + "earlier answer, or leave it out.");
        }
    }

    /// The text with U+FFFD in the place of each half of a character (a surrogate without its other half), which no database takes.
    private static String withWholeCharacters(String text) {
        return text.codePoints().map(character -> Character.getType(character) == Character.SURROGATE ? 0xFFFD : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /// The question that is answered: as understood, else as asked.
    public String standalone() {
        return understoodAs.orElse(question);
    }

    /// The same request, asked at a site.
    public AnswerRequest at(Optional<String> ofSite) {
        return new AnswerRequest(question, conversation, asOf, understoodAs, ofSite, about, since);
    }

    /// The same request about an article.
    public AnswerRequest about(Optional<URI> article) {
        return new AnswerRequest(question, conversation, asOf, understoodAs, site, article, since);
    }

    /// The same request for what was published on a day or later.
    public AnswerRequest since(LocalDate day) {
        return new AnswerRequest(question, conversation, asOf, understoodAs, site, about, Optional.of(day));
    }

    /// The same request in a conversation, as understood there.
    public AnswerRequest in(String ofConversation, String understood) {
        return new AnswerRequest(question, Optional.of(ofConversation), asOf, Optional.of(understood).filter(other -> !other.equals(question)), site, about, since);
    }
}
