package dragoman.answer;

import dragoman.answer.generation.FallbackCause;
import dragoman.reading.ReaderModel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a reader gets. All statements in it have been checked; it never changes once it was given.
public sealed interface Answer {

    Heading heading();

    List<Statement> statements();

    List<Citation> citations();

    /// Up to which day this answer knows: the newest article it cites, else the day it was asked for.
    LocalDate asOf();

    /// What is missing and why, in English; empty where nothing is.
    default Optional<String> missing() {
        return switch (this) {
            case Answered _ -> Optional.empty();
            case Partial partial -> Optional.of("Only part of this is in the articles. " + partial.reason);
            case NotFound help when help.isHelp() -> Optional.of(help.reason);
            case NotFound notFound -> Optional.of("The articles do not answer this. " + notFound.reason);
        };
    }

    /// The same for other languages; empty where nothing is, and in answers that were stored before it was kept.
    default Optional<Lack> lack() {
        return Optional.empty();
    }

    /// Articles near to the question, where it is not answered or only in part.
    default List<Nearest> nearest() {
        return List.of();
    }

    /// What was proposed and not shown.
    default List<Withheld> withheld() {
        return List.of();
    }

    /// What every answer has.
    ///
    /// @param id           unguessable
    /// @param question     as asked
    /// @param conversation the conversation it belongs to
    /// @param mode         who found the words
    /// @param given        when
    /// @param understoodAs the question that is answered, where the one asked leans on what was said before
    /// @param generation   how a language model took part, where one is configured
    /// @param site         the newsroom's site where it was given; empty for the default site
    /// @param editorial    the editors' part in it, where they had one
    /// @param reader       the trained model that read the articles; empty where editors decided
    /// @param form         of an answer in the articles' own sentences
    /// @param matter       the article that the question is taken to be about, where others fit as well
    record Heading(String id, String question, String conversation, Mode mode, Instant given, Optional<String> understoodAs, Optional<Generation> generation,
            Optional<String> site, Optional<Editorial> editorial, Optional<Reader> reader, Optional<Form> form, Optional<Nearest> matter) {

        /// Answers that were stored before there were conversations, models, sites, rulings, readers or forms have none.
        public Heading {
            understoodAs = understoodAs == null ? Optional.empty() : understoodAs;
            generation = generation == null ? Optional.empty() : generation;
            site = site == null ? Optional.empty() : site;
            editorial = editorial == null ? Optional.empty() : editorial;
            reader = reader == null ? Optional.empty() : reader;
            form = form == null ? Optional.empty() : form;
            matter = matter == null ? Optional.empty() : matter;
        }

        public Heading(String id, String question, String conversation, Mode mode, Instant given) {
            this(id, question, conversation, mode, given, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        public Heading(String id, String question, String conversation, Mode mode, Instant given, Optional<String> understoodAs, Optional<Generation> generation,
                Optional<String> site, Optional<Editorial> editorial, Optional<Reader> reader) {
            this(id, question, conversation, mode, given, understoodAs, generation, site, editorial, reader, Optional.empty(), Optional.empty());
        }

        /// The question that is answered: as understood, else as asked.
        public String standalone() {
            return understoodAs.orElse(question);
        }

        Heading in(Mode newMode) {
            return new Heading(id, question, conversation, newMode, given, understoodAs, generation, site, editorial, reader, form, matter);
        }

        Heading with(Mode newMode, Generation newGeneration) {
            return new Heading(id, question, conversation, newMode, given, understoodAs, Optional.of(newGeneration), site, editorial, reader, form, matter);
        }

        Heading ruled(Mode newMode, Optional<Editorial> newEditorial) {
            return new Heading(id, question, conversation, newMode, given, understoodAs, generation, site, newEditorial, Optional.empty(), form, matter);
        }

        /// With the form of a draft, and the matter that it takes the question to be about.
        Heading of(Draft draft) {
            return new Heading(id, question, conversation, mode, given, understoodAs, generation, site, editorial, reader, draft.form(),
                    draft.matter().map(version -> new Nearest(version.articleId(), version.article().title(), version.article().published())));
        }
    }

    /// How a language model took part.
    ///
    /// @param model    what its server calls it
    /// @param prompts  tells one wording of its prompts from another
    /// @param withheld how many of its statements were withheld, because the articles do not carry them
    /// @param fallback why the answer, or the rest of it, is in the articles' own sentences
    record Generation(String model, String prompts, int withheld, Optional<FallbackCause> fallback) {

        /// The same of an answer that is the model's own, such as that there is none.
        Generation withoutFallback() {
            return new Generation(model, prompts, withheld, Optional.empty());
        }
    }

    /// The trained model that read the articles.
    ///
    /// @param name    of the model
    /// @param version of it
    /// @param sha256  of its ONNX file, 64 hexadecimal digits
    record Reader(String name, String version, String sha256) {

        static Reader of(ReaderModel model) {
            return new Reader(model.name(), model.version(), model.sha256());
        }
    }

    /// The editors' part in an answer.
    ///
    /// @param ruling what they decided
    /// @param made   when
    record Editorial(Ruling.Kind ruling, Instant made) {

        private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

        String words() {
            String day = DAY.format(made);
            return switch (ruling) {
                case PIN -> "An editor chose this answer on " + day + ".";
                case CORRECTION -> "An editor corrected this answer on " + day + ".";
                // the reason for declining says so
                case SUPPRESSION -> "";
            };
        }
    }

    /// Who found the words.
    enum Mode {
        /// The articles' own sentences.
        EXTRACTIVE,
        /// A language model, checked against the articles' sentences.
        GENERATIVE,
        /// An editor, checked in the same way.
        EDITED
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
    /// @param reason what is missing, in English
    record Partial(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf, String reason,
            List<Nearest> nearest, List<Withheld> withheld, Optional<Lack> lack) implements Answer {

        public Partial {
            withheld = withheld == null ? List.of() : List.copyOf(withheld);
            lack = lack == null ? Optional.empty() : lack;
        }

        public Partial(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf, Lack lack, List<Nearest> nearest, List<Withheld> withheld) {
            this(heading, statements, citations, asOf, lack.words(), nearest, withheld, Optional.of(lack));
        }

        public Partial(Heading heading, List<Statement> statements, List<Citation> citations, LocalDate asOf, String reason, List<Nearest> nearest) {
            this(heading, statements, citations, asOf, reason, nearest, List.of(), Optional.empty());
        }
    }

    /// The articles do not answer it (rule E7).
    ///
    /// @param reason why not, in English
    record NotFound(Heading heading, LocalDate asOf, String reason, List<Nearest> nearest, List<Withheld> withheld, Optional<Lack> lack) implements Answer {

        public NotFound {
            withheld = withheld == null ? List.of() : List.copyOf(withheld);
            lack = lack == null ? Optional.empty() : lack;
        }

        public NotFound(Heading heading, LocalDate asOf, Lack lack, List<Nearest> nearest, List<Withheld> withheld) {
            this(heading, asOf, lack.words(), nearest, withheld, Optional.of(lack));
        }

        public NotFound(Heading heading, LocalDate asOf, String reason, List<Nearest> nearest) {
            this(heading, asOf, reason, nearest, List.of(), Optional.empty());
        }

        /// Whether nothing was asked of the articles, but what this program is.
        public boolean isHelp() {
            return lack.filter(one -> one.kind() == Lack.Kind.HELP).isPresent();
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

    /// What a reader should know of how the answer came about: that an editor decided it, which of several matters it is about, why it is not in a
    /// language model's words, or how much of them is missing.
    default Optional<String> note() {
        return heading().editorial().map(Editorial::words).filter(words -> !words.isEmpty()).or(() -> Stream.concat(noteOfMatter().stream(), noteOfGeneration().stream())
                .reduce((one, other) -> one + " " + other));
    }

    private Optional<String> noteOfMatter() {
        return heading().matter().map(matter -> "Several matters fit. This is about the newest that answers: “%s”, %s."
                .formatted(matter.title(), Editing.day(matter.published())));
    }

    private Optional<String> noteOfGeneration() {
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
