package dragoman.channel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.answer.AnswerEvent;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.Feedback;
import dragoman.answer.GivenAnswer;
import dragoman.answer.MatterTimeline;
import dragoman.answer.QuoteInContext;
import dragoman.answer.InvalidQuestionException;
import dragoman.answer.ReaderLeftException;
import dragoman.answer.SuggestedQuestions;
import dragoman.channel.web.AnswerJson.CitationJson;
import dragoman.channel.web.AnswerJson.QuoteJson;
import dragoman.channel.web.AnswerJson.StatementJson;
import dragoman.conversation.Conversations;
import dragoman.conversation.Conversations.Manner;
import dragoman.database.StorageException;
import dragoman.load.Bounded;
import dragoman.load.Bulkheads;
import dragoman.load.Bulkheads.Work;
import dragoman.load.BusyException;
import dragoman.newsroom.SiteAccess;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/// Questions and answers over HTTP.
@Path("/api/answers")
@Tag(name = "answers")
public class AnswerResource {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MAX_COMMENT_LENGTH = 2_000;

    private final AnswerService answers;
    private final Conversations conversations;
    private final SuggestedQuestions suggestions;
    private final MatterTimeline timeline;
    private final SiteAccess access;
    private final Bulkheads bulkheads;

    AnswerResource(AnswerService answers, Conversations conversations, SuggestedQuestions suggestions, MatterTimeline timeline, SiteAccess access, Bulkheads bulkheads) {
        this.answers = answers;
        this.conversations = conversations;
        this.suggestions = suggestions;
        this.timeline = timeline;
        this.access = access;
        this.bulkheads = bulkheads;
    }

    @Schema(name = "Question")
    record QuestionJson(
            @Schema(required = true, description = "1 to 2,000 characters") String question,
            @Schema(description = "The conversation of an earlier answer: a question that leans on it (\"And Italy?\") is understood in its light. "
                    + "Of one that is not known (any more) a new one begins") String conversation,
            @Schema(description = "Take the question as it stands") Boolean standalone,
            @Schema(description = "The id of an answer of this conversation whose question this one replaces; what came after it is forgotten") String replaces,
            @Schema(description = "Answer as if it were the end of this day (ISO date)", examples = "2025-03-03") String asOf,
            @Schema(description = "A newsroom's site, as in ?site=: its readers ask with a token, see POST /api/sites/{site}/session") String site,
            @Schema(description = "The address of the article that the reader has before the eyes: where that answers, it alone does") String article) {

        AnswerRequest toRequest(Optional<String> granted) {
            return new AnswerRequest(question, Optional.ofNullable(conversation), Optional.ofNullable(asOf).map(QuestionJson::day)).at(granted)
                    .about(Optional.ofNullable(article).map(QuestionJson::address));
        }

        /// The site that is named beside the question, or in it.
        String siteOr(String beside) {
            if (beside != null && site != null && !beside.equals(site)) {
                throw new BadRequestException("The address and the question name different sites.");
            }
            return beside == null ? site : beside;
        }

        Manner manner() {
            return new Manner(Boolean.TRUE.equals(standalone), Optional.ofNullable(replaces));
        }

        private static URI address(String value) {
            try {
                return URI.create(value);
            } catch (IllegalArgumentException e) {
                throw new BadRequestException("\"article\" is no address: send that of the article's page, or leave it out.");
            }
        }

        private static LocalDate day(String value) {
            try {
                return LocalDate.parse(value);
            } catch (DateTimeParseException e) {
                throw new BadRequestException("\"asOf\" must be a date such as 2025-03-03.");
            }
        }
    }

    @Schema(name = "Feedback")
    record FeedbackJson(@Schema(required = true) Boolean helpful, @Schema(description = "What was wrong") Reason reason,
            @Schema(description = "At most 2,000 characters") String comment) {
    }

    /// What may be wrong with an answer, as readers say it.
    enum Reason {
        wrong, off_topic, incomplete, outdated, other
    }

    @Schema(name = "FollowUps")
    record FollowUpsJson(@Schema(description = "At most three, each of which has an answer now") List<String> followUps) {
    }

    @Schema(name = "Timeline")
    record TimelineJson(@Schema(description = "In the order of the days; empty where there is nothing to compare") List<PointJson> points) {
    }

    @Schema(name = "Point")
    record PointJson(LocalDate day, @Schema(description = "Who comes first in it; empty if nobody is named") String who, CitationJson citation,
            @Schema(description = "Where the passage can be read here, for articles without an address of their own") String page) {
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Ask a question", description = "Every statement of the answer cites the exact words of an article. What the "
            + "articles do not answer has the status partial or not_found and a reason. With Accept: text/event-stream the answer comes "
            + "as the events meta, sources, statement and done, each with JSON as data; error in place of the rest if something fails. With a "
            + "language model configured, statements come while it writes, and sources come again, with all that is cited so far, before a "
            + "statement that cites something new; numbers never change. The mode in meta is the one intended, that in done what came of it.")
    @APIResponse(responseCode = "200", description = "The answer")
    @APIResponse(responseCode = "400", description = "The question cannot be taken (RFC 9457 problem details)")
    @APIResponse(responseCode = "401", description = "A site is named, and its token is missing or over")
    @APIResponse(responseCode = "429", description = "Too many questions; Retry-After says when to ask again")
    @APIResponse(responseCode = "503", description = "It cannot be answered in time; Retry-After says when to ask again. In a stream: the event error with the same details")
    public AnswerJson answer(QuestionJson question, @QueryParam("site") String site, @Context HttpServerRequest http) {
        QuestionJson asked = required(question);
        AnswerRequest request = asked.toRequest(access.asking(asked.siteOr(site), http));
        BooleanSupplier left = () -> http.response().closed();
        return AnswerJson.of(bulkheads.run(Work.ANSWERS, left, () -> conversations.ask(request, asked.manner(), _ -> {
        }, left)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(QuestionJson question, @QueryParam("site") String site, @Context HttpServerRequest http, Sse sse) {
        AnswerRequest request = required(question).toRequest(access.asking(question.siteOr(site), http));
        Manner manner = question.manner();
        return Multi.createFrom().emitter(emitter -> {
            Cancellable heartbeats = Multi.createFrom().ticks().every(HEARTBEAT).subscribe()
                    .with(_ -> emitter.emit(sse.newEventBuilder().comment("still working").build()));
            emitter.onTermination(heartbeats::cancel);
            Thread.ofVirtual().name("answer").start(() -> emit(request, manner, sse, emitter));
        });
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "An answer as it was given, and whether an article it cites has changed since")
    @APIResponse(responseCode = "404", description = "There is no such answer")
    @APIResponse(responseCode = "410", description = "The editors have withdrawn it")
    public AnswerJson get(@PathParam("id") String id, @QueryParam("site") String site, @Context HttpServerRequest http) {
        return AnswerJson.of(find(id, access.looking(site, http)));
    }

    @GET
    @Path("/{id}/citations/{number}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "A citation of an answer in its paragraph")
    @APIResponse(responseCode = "404", description = "There is no such answer or citation")
    @APIResponse(responseCode = "410", description = "The article has been withdrawn")
    public QuoteJson citation(@PathParam("id") String id, @PathParam("number") int number, @QueryParam("site") String site, @Context HttpServerRequest http) {
        Optional<String> where = access.looking(site, http);
        QuoteInContext context = answers.quoteInContext(id, where, number)
                .orElseThrow(() -> none(id, where, "There is no citation %d of an answer with this id.".formatted(number)));
        return switch (context.state()) {
            case LIVE, SUPERSEDED -> QuoteJson.of(context);
            case WITHDRAWN, EMBARGOED -> throw new WebApplicationException("The article was withdrawn by its publisher and is no longer shown.",
                    Status.GONE);
        };
    }

    @POST
    @Path("/{id}/feedback")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Say whether an answer helped")
    @APIResponse(responseCode = "204", description = "Kept with the answer")
    public void feedback(@PathParam("id") String id, @QueryParam("site") String site, @Context HttpServerRequest http, FeedbackJson feedback) {
        Optional<String> granted = access.looking(site, http);
        if (feedback == null || feedback.helpful == null) {
            throw new BadRequestException("Send {\"helpful\": true} or {\"helpful\": false}, with a \"comment\" if you like.");
        }
        if (feedback.comment != null && feedback.comment.length() > MAX_COMMENT_LENGTH) {
            throw new BadRequestException("The comment has %,d characters. Shorten it to at most %,d."
                    .formatted(feedback.comment.length(), MAX_COMMENT_LENGTH));
        }
        find(id, granted);
        if (!answers.keepFeedback(id, new Feedback(feedback.helpful, Optional.ofNullable(feedback.reason).map(AnswerResource::reason), Optional.ofNullable(feedback.comment).filter(c -> !c.isBlank())))) {
            throw none(id, granted, "There is no answer with this id.");
        }
    }

    private static Feedback.Reason reason(Reason reason) {
        return switch (reason) {
            case wrong -> Feedback.Reason.WRONG;
            case off_topic -> Feedback.Reason.OFF_TOPIC;
            case incomplete -> Feedback.Reason.INCOMPLETE;
            case outdated -> Feedback.Reason.OUTDATED;
            case other -> Feedback.Reason.OTHER;
        };
    }

    @GET
    @Path("/{id}/follow-ups")
    @Bounded
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Questions that go on from an answer, each of which has an answer now")
    @APIResponse(responseCode = "404", description = "There is no such answer")
    public FollowUpsJson followUps(@PathParam("id") String id, @QueryParam("site") String site, @Context HttpServerRequest http) {
        return new FollowUpsJson(suggestions.after(find(id, access.looking(site, http)).answer()));
    }

    @GET
    @Path("/{id}/timeline")
    @Bounded
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "What happened when in the matter of an answer, each point cited, as the articles tell now")
    @APIResponse(responseCode = "404", description = "There is no such answer")
    public TimelineJson timeline(@PathParam("id") String id, @QueryParam("site") String site, @Context HttpServerRequest http) {
        return new TimelineJson(timeline.of(find(id, access.looking(site, http)).answer()).stream().map(point -> new PointJson(point.day(), point.who(), CitationJson.of(point.citation()), PageResource.pageOf(id, point.citation()))).toList());
    }

    private WebApplicationException none(String id, Optional<String> site, String otherwise) {
        return answers.isSuppressed(id, site) ? new WebApplicationException("The editors have withdrawn this answer.", Status.GONE) : new NotFoundException(otherwise);
    }

    private GivenAnswer find(String id, Optional<String> site) {
        return answers.find(id, site).orElseThrow(() -> none(id, site, "There is no answer with this id."));
    }

    private static QuestionJson required(QuestionJson question) {
        if (question == null) {
            throw new BadRequestException("The body is empty. Send {\"question\": \"…\"} as application/json.");
        }
        return question;
    }

    private void emit(AnswerRequest request, Manner manner, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        AtomicInteger id = new AtomicInteger();
        try {
            bulkheads.run(Work.ANSWERS, emitter::isCancelled, () -> conversations.ask(request, manner, event -> {
                if (emitter.isCancelled()) {
                    throw new ReaderLeftException();
                }
                emitter.emit(render(event, sse, id.incrementAndGet()));
            }, emitter::isCancelled));
        } catch (ReaderLeftException e) {
            // nobody is left to tell
        } catch (InvalidQuestionException e) {
            emitter.emit(error(Problem.of(Status.BAD_REQUEST, e.getMessage()), sse, id.incrementAndGet()));
        } catch (BusyException e) {
            emitter.emit(error(Problem.retry(e.getMessage()), sse, id.incrementAndGet()));
        } catch (StorageException e) {
            Log.errorf("a question could not be answered: %s (%s)", e.getMessage(), e.getCause());
            emitter.emit(error(Problem.retry(Problem.OUR_FAULT), sse, id.incrementAndGet()));
        } catch (RuntimeException e) {
            Log.error("a question could not be answered", e);
            emitter.emit(error(Problem.of(Status.INTERNAL_SERVER_ERROR, Problem.OUR_FAULT), sse, id.incrementAndGet()));
        }
        emitter.complete();
    }

    private static OutboundSseEvent error(Problem problem, Sse sse, int id) {
        return sse.newEventBuilder().id(String.valueOf(id)).name("error").mediaType(MediaType.APPLICATION_JSON_TYPE).data(problem).build();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MetaJson(String id, String permalink, String question, String understoodAs, String conversation, String mode, LocalDate asOf) {
    }

    record SourcesJson(List<CitationJson> citations) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatementEventJson(int index, String text, List<Integer> citations, LocalDate eventDate) {
    }

    private static OutboundSseEvent render(AnswerEvent event, Sse sse, int id) {
        Map.Entry<String, Object> named = switch (event) {
            case AnswerEvent.Begun begun -> Map.entry("meta", new MetaJson(begun.heading().id(), AnswerJson.permalink(begun.heading().id()),
                    begun.heading().question(), begun.heading().understoodAs().orElse(null), begun.heading().conversation(), AnswerJson.mode(begun.heading().mode()), begun.asOf()));
            case AnswerEvent.Sources sources -> Map.entry("sources",
                    new SourcesJson(sources.citations().stream().map(CitationJson::of).toList()));
            case AnswerEvent.StatementMade made -> {
                StatementJson statement = StatementJson.of(made.statement());
                yield Map.entry("statement", new StatementEventJson(made.index(), statement.text(), statement.citations(), statement.eventDate()));
            }
            case AnswerEvent.Done done -> Map.entry("done", AnswerJson.of(done.answer()));
        };
        return sse.newEventBuilder().id(String.valueOf(id)).name(named.getKey()).mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(named.getValue()).build();
    }
}
