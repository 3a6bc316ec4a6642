package dragoman.answer;

import dragoman.answer.generation.FallbackCause;
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
    /// @param generation   how a language model took part, where one is configured
    record Heading(String id, String question, String conversation, Mode mode, Instant given, Optional<Generation> generation) {

        /// Answers that were stored before there were models have none.
        public Heading {
            generation = generation == null ? Optional.empty() : generation;
        }

        Heading(String id, String question, String conversation, Mode mode, Instant given) {
            this(id, question, conversation, mode, given, Optional.empty());
        }

        Heading in(Mode newMode) {
            return new Heading(id, question, conversation, newMode, given, generation);
        }

        Heading with(Mode newMode, Generation newGeneration) {
            return new Heading(id, question, conversation, newMode, given, Optional.of(newGeneration));
        }
    }

    /// How a language model took part.
    ///
    /// @param model    what its server calls it
    /// @param prompts  tells one wording of its prompts from another
    /// @param withheld how many of its statements were withheld, because the articles do not carry them
    /// @param fallback why the answer, or the rest of it, is in the articles' own sentences
    record Generation(String model, String prompts, int withheld, Optional<FallbackCause> fallback) {
    }

    /// Who found the words.
    enum Mode {
        /// The articles' own sentences.
        EXTRACTIVE,
        /// A language model, checked against the articles' sentences.
        GENERATIVE
    }

    /// An article near to the question, for readers who got no answer.
    record Nearest(String articleId, String title, LocalDate published) {
    }

    /// The articles answer the question.
    record Answered(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf) implements Answer {
    }

    /// The articles answer a part of it.
    ///
    /// @param reason what is missing
    record Partial(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf, String reason,
            List<Nearest> nearest) implements Answer {
    }

    /// The articles do not answer it (rule E7).
    ///
    /// @param reason why not
    record NotFound(Heading heading, LocalDate asOf, String reason, List<Nearest> nearest) implements Answer {
        @Override
        public List<Statement> statements() {
            return List.of();
        }

        @Override
        public List<Citation> citations() {
            return List.of();
        }
    }

    /// What a reader should know of how the answer came about: why it is not in a language model's words, or how much of them is missing.
    default Optional<String> note() {
        return heading().generation().flatMap(generation -> {
            String withheld = generation.withheld() == 0 || heading().mode() == Mode.EXTRACTIVE ? ""
                    : generation.withheld() == 1 ? "One statement was withheld because the articles do not carry it." : generation.withheld()
                            + " statements were withheld because the articles do not carry them.";
            String fallback = generation.fallback().map(cause -> cause.words() + (heading().mode() == Mode.EXTRACTIVE
                    ? "; this answer is in the articles’ own sentences." : "; what it did not come to is in the articles’ own sentences, where they have it.")).orElse("");
            return Optional.of((fallback + " " + withheld).strip()).filter(note -> !note.isEmpty());
        });
    }

    /// The statements joined, each followed by its markers, such as `[1]`.
    default String text() {
        return statements().stream()
                .map(statement -> statement.text() + statement.citations().stream().map(n -> " [" + n + "]").collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }
}
