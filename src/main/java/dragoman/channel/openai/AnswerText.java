package dragoman.channel.openai;

import dragoman.answer.Answer;
import dragoman.answer.Citation;
import dragoman.answer.Statement;
import dragoman.channel.openai.ChatCompletion.Annotation;
import dragoman.channel.openai.ChatCompletion.UrlCitation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes an answer as one text with markers, piece by piece, and knows where in it each marker stands.
final class AnswerText {

    private final String page;
    private int length;

    /// @param page the address of the answer's own page, for articles without one
    AnswerText(String page) {
        this.page = page;
    }

    /// A piece of the text, with the citations in it.
    record Piece(String text, List<Annotation> annotations) {
    }

    Piece add(Statement statement, List<Citation> citations) {
        StringBuilder piece = new StringBuilder(length == 0 ? "" : " ").append(statement.text());
        List<Annotation> annotations = new ArrayList<>();
        for (int number : statement.citations()) {
            piece.append(' ');
            int start = length + piece.length();
            piece.append('[').append(number).append(']');
            citations.stream().filter(citation -> citation.number() == number).findFirst().ifPresent(citation -> annotations.add(new Annotation("url_citation",
                    new UrlCitation(start, length + piece.length(), citation.title() + " (" + citation.publisher() + ", " + citation.published() + ")",
                            citation.deepLink().orElse(page + "#citation-" + number)))));
        }
        length += piece.length();
        return new Piece(piece.toString(), annotations);
    }

    /// What is missing, and how the answer came about, where that has to be said.
    Optional<Piece> end(Answer answer) {
        String words = (answer.missing().orElse("") + " " + answer.note().orElse("")).strip();
        return words.isEmpty() ? Optional.empty() : Optional.of(new Piece((length == 0 ? "" : "\n\n") + words, List.of()));
    }
}
