package dragoman.answer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a reader gets. All statements in it have been checked; it never changes once it was given.
public sealed interface Answer {

    Heading heading();

    List<Statement> statements();

    List<Citation> citations();

    /// Up to which day this answer knows: the newest article it cites, else the day it was asked for.
    LocalDate asOf();

    /// What every answer has.
    ///
    /// @param id           unguessable
    /// @param question     as asked
    /// @param conversation the conversation it belongs to
    /// @param mode         who found the words
    /// @param given        when
    /// @param understoodAs the question that is answered, where the one asked leans on what was said before
    record Heading(String id, String question, String conversation, Mode mode, Instant given, Optional<String> understoodAs) {

        public Heading {
            // answers that were stored before there was such a thing
            understoodAs = understoodAs == null ? Optional.empty() : understoodAs;
        }

        public Heading(String id, String question, String conversation, Mode mode, Instant given) {
            this(id, question, conversation, mode, given, Optional.empty());
        }

        /// The question that is answered: as understood, else as asked.
        public String standalone() {
            return understoodAs.orElse(question);
        }
    }

    /// Who found the words.
    enum Mode {
        /// The articles' own sentences.
        EXTRACTIVE
    }

    /// An article near to the question, for readers who got no answer.
    record Nearest(String articleId, String title, LocalDate published) {
    }

    /// A statement that was not shown because its check failed. What it said is kept nowhere.
    ///
    /// @param rule the evidence rule it breaks, E1 to E7
    record Withheld(String rule) {
    }

    /// The articles answer the question.
    record Answered(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf) implements Answer {
    }

    /// The articles answer a part of it.
    ///
    /// @param reason   what is missing
    /// @param withheld what was proposed and not shown
    record Partial(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf, String reason,
            List<Nearest> nearest, List<Withheld> withheld) implements Answer {

        public Partial {
            withheld = withheld == null ? List.of() : List.copyOf(withheld);
        }

        public Partial(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf, String reason, List<Nearest> nearest) {
            this(heading, statements, citations, asOf, reason, nearest, List.of());
        }
    }

    /// The articles do not answer it (rule E7).
    ///
    /// @param reason   why not
    /// @param withheld what was proposed and not shown
    record NotFound(Heading heading, LocalDate asOf, String reason, List<Nearest> nearest, List<Withheld> withheld) implements Answer {

        public NotFound {
            withheld = withheld == null ? List.of() : List.copyOf(withheld);
        }

        public NotFound(Heading heading, LocalDate asOf, String reason, List<Nearest> nearest) {
            this(heading, asOf, reason, nearest, List.of());
        }

        @Override
        public List<Statement> statements() {
            return List.of();
        }

        @Override
        public List<Citation> citations() {
            return List.of();
        }
    }

    /// The statements joined, each followed by its markers, such as `[1]`.
    default String text() {
        return statements().stream()
                .map(statement -> statement.text() + statement.citations().stream().map(n -> " [" + n + "]").collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }
}
