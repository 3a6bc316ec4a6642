package dragoman.channel.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dragoman.answer.Answer;
import dragoman.answer.AnswerEvent;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.Citation;
import dragoman.answer.InvalidQuestionException;
import dragoman.answer.ReaderLeftException;
import dragoman.channel.openai.AnswerText.Piece;
import dragoman.channel.openai.ChatCompletion.Annotation;
import dragoman.channel.openai.ChatCompletion.Choice;
import dragoman.channel.openai.ChatCompletion.Completion;
import dragoman.channel.openai.ChatCompletion.Content;
import dragoman.channel.openai.ChatCompletion.ErrorBody;
import dragoman.channel.openai.ChatCompletion.Failure;
import dragoman.channel.openai.ChatCompletion.Message;
import dragoman.channel.openai.ChatCompletion.Model;
import dragoman.channel.openai.ChatCompletion.Models;
import dragoman.channel.openai.ChatCompletion.Request;
import dragoman.channel.openai.ChatCompletion.Usage;
import dragoman.database.StorageException;
import dragoman.load.Bulkheads;
import dragoman.load.Bulkheads.Work;
import dragoman.load.BusyException;
import dragoman.newsroom.SiteAccess;
import dragoman.newsroom.Visitors;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers in OpenAI's protocol of chat completions: the last message of the user is the question, and citations are `url_citation`
/// annotations. Whatever else a client sends (instructions, temperature, tools, a key) changes nothing.
@Path("/v1")
@Tag(name = "chat completions")
public class ChatCompletionsResource {

    private static final String MODEL = "dragoman";

    private static final String OUR_FAULT = "Something failed on our side; nothing is lost. Try again in a moment.";
    private static final String NO_REQUEST = "The body is no chat completion request. Send {\"messages\": [{\"role\": \"user\", \"content\": \"…\"}]}.";

    private final AnswerService answers;
    private final SiteAccess access;
    private final Visitors visitors;
    private final Bulkheads bulkheads;
    private final ObjectMapper json;
    private final Clock clock;

    ChatCompletionsResource(AnswerService answers, SiteAccess access, Visitors visitors, Bulkheads bulkheads, ObjectMapper json, Clock clock) {
        this.answers = answers;
        this.access = access;
        this.visitors = visitors;
        this.bulkheads = bulkheads;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Path("/models")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The one model there is, in OpenAI's protocol")
    public Models models() {
        return new Models("list", List.of(new Model(MODEL, "model", 0, MODEL)));
    }

    @GET
    @Path("/models/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Model model(@PathParam("id") String id) {
        if (!id.equals(MODEL)) {
            throw new WebApplicationException("There is only the model \"" + MODEL + "\".", Response.Status.NOT_FOUND);
        }
        return models().data().getFirst();
    }

    @POST
    @Path("/chat/completions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    @RunOnVirtualThread
    @Operation(summary = "Ask in OpenAI's protocol", description = "The last message of the user is the question; citations come as url_citation annotations, whose "
            + "indexes count UTF-16 code units of the message. With \"stream\": true each statement comes as a chunk as soon as it has passed all checks.")
    @APIResponse(responseCode = "200", description = "A chat completion, or with \"stream\": true its chunks as server-sent events")
    @APIResponse(responseCode = "503", description = "It cannot be answered in time; Retry-After says when to ask again")
    @APIResponse(responseCode = "400", description = "The request cannot be taken; the body has an \"error\" with a \"message\"")
    public Response complete(Request request, @Context HttpServerRequest http, @Context HttpServerResponse response) {
        access.asking(null, http);
        AnswerRequest question = new AnswerRequest(question(request), Optional.empty(), Optional.empty());
        String base = visitors.base(http).resolve("/").toString().replaceAll("/$", "");
        if (Boolean.TRUE.equals(request.stream())) {
            boolean usage = request.streamOptions() != null && request.streamOptions().includeUsage();
            return Response.ok((StreamingOutput) out -> stream(question, base, usage, out, response::closed), MediaType.SERVER_SENT_EVENTS_TYPE).header("X-Accel-Buffering", "no")
                    .header("Cache-Control", "no-store").build();
        }
        return Response.ok(whole(bulkheads.run(Work.ANSWERS, response::closed, () -> answers.answer(question, _ -> {
        }, response::closed)), base), MediaType.APPLICATION_JSON_TYPE).build();
    }

    @ServerExceptionMapper
    Response invalid(InvalidQuestionException e) {
        return error(400, e.getMessage(), "invalid_request_error");
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return error(400, NO_REQUEST, "invalid_request_error");
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return error(status, e.getCause() instanceof JsonProcessingException ? NO_REQUEST : e.getMessage(), "invalid_request_error");
    }

    @ServerExceptionMapper
    Response busy(BusyException e) {
        return unavailable(e.getMessage());
    }

    @ServerExceptionMapper
    Response storage(StorageException e) {
        Log.errorf("a chat completion failed: %s (%s)", e.getMessage(), e.getCause());
        return unavailable(OUR_FAULT);
    }

    private static Response unavailable(String message) {
        return Response.status(503).header("Retry-After", BusyException.RETRY_AFTER).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorBody(new Failure(message, "server_error", null, "service_unavailable"))).build();
    }

    @ServerExceptionMapper
    Response left(ReaderLeftException e) {
        return unavailable(OUR_FAULT);
    }

    @ServerExceptionMapper
    Response failed(RuntimeException e) {
        Log.error("a chat completion failed", e);
        return error(500, OUR_FAULT, "server_error");
    }

    private static Response error(int status, String message, String type) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(new ErrorBody(new Failure(message, type, null, null))).build();
    }

    private static String question(Request request) {
        if (request == null || request.messages() == null) {
            throw new InvalidQuestionException("The field \"messages\" is missing. Send at least one message with the role \"user\".");
        }
        return request.messages().stream().filter(message -> message != null && "user".equals(message.role())).reduce((_, last) -> last).map(Message::content)
                .map(ChatCompletionsResource::text).orElseThrow(() -> new InvalidQuestionException("There is no message with the role \"user\" and a content. Send your question in one."));
    }

    private static String text(JsonNode content) {
        return content.isTextual() ? content.asText()
                : StreamSupport.stream(content.spliterator(), false).filter(part -> part.path("type").asText().equals("text")).map(part -> part.path("text").asText())
                        .collect(Collectors.joining("\n"));
    }

    private Completion whole(Answer answer, String base) {
        AnswerText text = new AnswerText(base + "/answers/" + answer.heading().id());
        StringBuilder content = new StringBuilder();
        List<Annotation> annotations = new ArrayList<>();
        answer.statements().forEach(statement -> {
            Piece piece = text.add(statement, answer.citations());
            content.append(piece.text());
            annotations.addAll(piece.annotations());
        });
        text.end(answer).ifPresent(piece -> content.append(piece.text()));
        return new Completion("chatcmpl-" + answer.heading().id(), "chat.completion", answer.heading().given().getEpochSecond(), MODEL,
                List.of(new Choice(0, new Content("assistant", content.toString(), annotations), null, "stop")), Usage.NONE);
    }

    private void stream(AnswerRequest question, String base, boolean usage, OutputStream out, BooleanSupplier left) throws IOException {
        Chunks chunks = new Chunks(base, out);
        try {
            bulkheads.run(Work.ANSWERS, left, () -> answers.answer(question, chunks::tell, left));
            chunks.end(usage);
        } catch (ReaderLeftException e) {
            // nobody is left to tell
        } catch (InvalidQuestionException e) {
            chunks.write(json.writeValueAsString(new ErrorBody(new Failure(e.getMessage(), "invalid_request_error", null, null))));
        } catch (BusyException | StorageException e) {
            if (!chunks.isBegun()) {
                // nothing is sent yet, so that the status can still say it
                throw e;
            }
            chunks.write(json.writeValueAsString(new ErrorBody(new Failure(OUR_FAULT, "server_error", null, "service_unavailable"))));
        } catch (RuntimeException e) {
            Log.error("a chat completion failed", e);
            chunks.write(json.writeValueAsString(new ErrorBody(new Failure(OUR_FAULT, "server_error", null, null))));
        }
    }

    /// One answer as chunks.
    private final class Chunks {

        private final String base;
        private final OutputStream out;
        private final long created = clock.instant().getEpochSecond();
        private String id;
        private AnswerText text;
        private List<Citation> citations = List.of();

        Chunks(String base, OutputStream out) {
            this.base = base;
            this.out = out;
        }

        boolean isBegun() {
            return id != null;
        }

        void tell(AnswerEvent event) {
            switch (event) {
                case AnswerEvent.Begun begun -> {
                    id = "chatcmpl-" + begun.heading().id();
                    text = new AnswerText(base + "/answers/" + begun.heading().id());
                    chunk(new Content("assistant", "", null), null);
                }
                case AnswerEvent.Sources sources -> citations = sources.citations();
                case AnswerEvent.StatementMade made -> piece(text.add(made.statement(), citations));
                case AnswerEvent.Done done -> {
                    text.end(done.answer()).ifPresent(this::piece);
                    chunk(new Content(null, null, null), "stop");
                }
            }
        }

        private void piece(Piece piece) {
            chunk(new Content(null, piece.text(), piece.annotations().isEmpty() ? null : piece.annotations()), null);
        }

        private void chunk(Content delta, String finish) {
            write(new Completion(id, "chat.completion.chunk", created, MODEL, List.of(new Choice(0, null, delta, finish)), null));
        }

        void end(boolean usage) {
            if (usage) {
                write(new Completion(id, "chat.completion.chunk", created, MODEL, List.of(), Usage.NONE));
            }
            write("[DONE]");
        }

        private void write(Completion completion) {
            try {
                write(json.writeValueAsString(completion));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        void write(String data) {
            try {
                out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                throw new ReaderLeftException();
            }
        }
    }
}
