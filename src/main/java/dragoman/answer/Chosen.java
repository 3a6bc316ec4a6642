package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import java.time.LocalDate;

/// A sentence that is to be told.
record Chosen(ReadArticle article, Sentence sentence) {

    LocalDate published() {
        return article.version().article().published();
    }
}
