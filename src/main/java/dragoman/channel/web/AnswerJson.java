package dragoman.channel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.answer.Answer;
import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Nearest;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.Answer.Withheld;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import dragoman.answer.Lack;
import dragoman.answer.QuoteInContext;
import dragoman.answer.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The public form of an answer. It is a contract: fields are added, never renamed or removed.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Answer")
record AnswerJson(String id, String permalink, String question,
        @Schema(description = "The question that is answered, where the one asked leans on what was said before") String understoodAs,
        @Schema(description = "Only for the one who asks: whoever knows it may read, continue and delete the conversation") String conversation, Status status,
        @Schema(description = "Why the question is not, or not wholly, answered; in English") String reason,
        @Schema(description = "The same for those who tell it in another language") LackJson lack,
        @Schema(description = "Whose words these are: extractive (the articles'), generative (a language model's) or edited (an editor's)") String mode,
        @Schema(description = "Of an answer in the articles' own sentences: point (what was asked, in a sentence or two), overview (the key facts of a matter), "
                + "list (gathered over articles) or comparison (of two sides)") String form,
        @Schema(description = "Up to which day the answer knows") LocalDate asOf,
        @Schema(description = "The statements joined, with [1] markers") String text, List<StatementJson> statements,
        List<CitationJson> citations, List<Nearest> nearest,
        @Schema(description = "Always empty: they are found once the answer is told, see GET /api/answers/{id}/follow-ups") List<String> followUps,
        @Schema(description = "How the answer came about, where a reader should know: which of several matters it is about, why it is not in a language model's words, or how much of them was withheld") String note,
        @Schema(description = "How a language model took part, where one is configured") GenerationJson generation,
        @Schema(description = "The trained model that read the articles; absent where editors decided, and in answers from before there was one") ReaderJson reader,
        @Schema(description = "The editors' part in it, where they had one") EditorialJson editorial,
        @Schema(description = "Statements that were proposed and not shown, because a check failed; absent where there are none") List<WithheldJson> withheld,
        @Schema(description = "When it was given") Instant given,
        @Schema(description = "On GET: whether a cited article has changed since") Boolean changed,
        @Schema(description = "On GET: the citations whose article has changed since") List<ChangeJson> changes) {

    enum Status {
        answered, partial, not_found
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Statement")
    record StatementJson(String text, List<Integer> citations, LocalDate eventDate) {
        static StatementJson of(Statement statement) {
            return new StatementJson(statement.text(), statement.citations(), statement.eventDate().orElse(null));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Citation")
    record CitationJson(int number, String articleId, int version, String title, String publisher, String url, LocalDate published,
            String quote, @Schema(description = "In UTF-16 code units of the version's text, inclusive") int start,
            @Schema(description = "Exclusive") int end, String deepLink) {
        static CitationJson of(Citation citation) {
            return new CitationJson(citation.number(), citation.articleId(), citation.version(), citation.title(), citation.publisher(),
                    citation.url().map(Object::toString).orElse(null), citation.published(), citation.quote(), citation.start(),
                    citation.end(), citation.deepLink().orElse(null));
        }
    }

    @Schema(name = "Lack")
    record LackJson(@Schema(description = "What is lacking, such as unknown_name; more kinds may come") String kind,
            @Schema(description = "What it is about: name, date (ISO), language (a language tag), cause (as in generation.fallback)") Map<String, String> values) {
        static LackJson of(Lack lack) {
            return new LackJson(lack.kind().name().toLowerCase(Locale.ROOT), lack.values());
        }
    }

    @Schema(name = "Withheld")
    record WithheldJson(@Schema(description = "The evidence rule it breaks, E1 to E7") String rule) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Generation")
    record GenerationJson(String model, @Schema(description = "Tells one wording of the prompts from another") String prompts,
            @Schema(description = "Statements of the model that are not shown, because the articles do not carry them") int withheld,
            @Schema(description = "Why the answer, or the rest of it, is in the articles' own sentences, such as unavailable or not_cited") String fallback) {
        static GenerationJson of(Answer.Generation generation) {
            return new GenerationJson(generation.model(), generation.prompts(), generation.withheld(),
                    generation.fallback().map(cause -> cause.name().toLowerCase(Locale.ROOT)).orElse(null));
        }
    }

    @Schema(name = "Reader")
    record ReaderJson(String name, String version, @Schema(description = "SHA-256 of its file, in hexadecimal digits") String sha256) {
        static ReaderJson of(Answer.Reader reader) {
            return new ReaderJson(reader.name(), reader.version(), reader.sha256());
        }
    }

    @Schema(name = "Editorial")
    record EditorialJson(@Schema(description = "pin (the answer is given again), correction (in an editor's words) or suppression (withdrawn)") String ruling,
            @Schema(description = "When it was decided") Instant made) {
        static EditorialJson of(Answer.Editorial editorial) {
            return new EditorialJson(editorial.ruling().name().toLowerCase(Locale.ROOT), editorial.made());
        }
    }

    @Schema(name = "Change")
    record ChangeJson(int number, String articleId, int version, String state) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "QuoteInContext", description = "before + quote + after is the paragraph")
    record QuoteJson(int number, String articleId, int version, String title, String publisher, String url, String deepLink,
            LocalDate published, String before, String quote, String after, String state) {
        static QuoteJson of(QuoteInContext context) {
            CitationJson citation = CitationJson.of(context.citation());
            return new QuoteJson(citation.number, citation.articleId, citation.version, citation.title, citation.publisher, citation.url,
                    citation.deepLink, citation.published, context.before(), citation.quote, context.after(),
                    context.state().name().toLowerCase(Locale.ROOT));
        }
    }

    static String permalink(String id) {
        return "/answers/" + id;
    }

    static String mode(Answer.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    static AnswerJson of(Answer answer) {
        return of(answer, answer.heading().conversation(), null, null);
    }

    static AnswerJson of(GivenAnswer given) {
        // whoever has the link to an answer does not have the conversation it comes from
        return of(given.answer(), null, !given.changes().isEmpty(), given.changes().stream().map(change -> new ChangeJson(change.number(),
                change.articleId(), change.version(), change.state().name().toLowerCase(Locale.ROOT))).toList());
    }

    private static AnswerJson of(Answer answer, String conversation, Boolean changed, List<ChangeJson> changes) {
        Status status = switch (answer) {
            case Answered _ -> Status.answered;
            case Partial _ -> Status.partial;
            case NotFound _ -> Status.not_found;
        };
        String reason = switch (answer) {
            case Answered _ -> null;
            case Partial partial -> partial.reason();
            case NotFound notFound -> notFound.reason();
        };
        Answer.Heading heading = answer.heading();
        return new AnswerJson(heading.id(), permalink(heading.id()), heading.question(), heading.understoodAs().orElse(null), conversation, status, reason,
                answer.lack().map(LackJson::of).orElse(null), mode(heading.mode()),
                heading.form().map(form -> form.name().toLowerCase(Locale.ROOT)).orElse(null), answer.asOf(), answer.text(), answer.statements().stream().map(StatementJson::of).toList(),
                answer.citations().stream().map(CitationJson::of).toList(), answer.nearest(), List.of(), answer.note().orElse(null),
                heading.generation().map(GenerationJson::of).orElse(null), heading.reader().map(ReaderJson::of).orElse(null), heading.editorial().map(EditorialJson::of).orElse(null),
                answer.withheld().isEmpty() ? null : answer.withheld().stream().map(one -> new WithheldJson(one.rule())).toList(), heading.given(), changed, changes);
    }
}
