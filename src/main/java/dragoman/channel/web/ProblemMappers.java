package dragoman.channel.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dragoman.answer.InvalidQuestionException;
import dragoman.answer.ReaderLeftException;
import dragoman.database.StorageException;
import dragoman.load.BusyException;
import dragoman.newsroom.InvalidSiteException;
import io.quarkus.logging.Log;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns every failure of a request into problem details that say what to do, and never into a stack trace.
class ProblemMappers {

    @ServerExceptionMapper
    RestResponse<Problem> invalid(InvalidQuestionException e) {
        return problem(Status.BAD_REQUEST.getStatusCode(), e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> invalid(InvalidSiteException e) {
        return problem(Status.BAD_REQUEST.getStatusCode(), e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> mismatched(MismatchedInputException e) {
        return problem(Status.BAD_REQUEST.getStatusCode(), describe(e));
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        String detail = e.getCause() instanceof JsonProcessingException json ? describe(json) : switch (Status.fromStatusCode(status)) {
            case NOT_ACCEPTABLE -> "Ask for application/json or text/event-stream in the header Accept.";
            case UNSUPPORTED_MEDIA_TYPE -> ownMessage(e, status, "Send the header Content-Type with a format this address takes; see /q/openapi.");
            case METHOD_NOT_ALLOWED -> "This address does not take this method; see /q/openapi.";
            case NOT_FOUND -> ownMessage(e, status, "There is nothing at this address; see /q/openapi.");
            case null, default -> ownMessage(e, status, null);
        };
        RestResponse<Problem> problem = problem(status, detail);
        e.getResponse().getHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("WWW-Authenticate") || name.equalsIgnoreCase("Allow") || name.equalsIgnoreCase("Retry-After")) {
                values.forEach(value -> problem.getHeaders().add(name, value));
            }
        });
        return problem;
    }

    @ServerExceptionMapper
    RestResponse<Problem> illegal(IllegalArgumentException e) {
        // the framework's only word for a header Content-Type or Accept that is no media type
        if (String.valueOf(e.getMessage()).startsWith("Failed to parse media type")) {
            return problem(Status.BAD_REQUEST.getStatusCode(), "The header Content-Type or Accept is no media type. Send application/json.");
        }
        // and for a form whose percent signs encode nothing
        if (String.valueOf(e.getMessage()).startsWith("Failed to decode URL")) {
            return problem(Status.BAD_REQUEST.getStatusCode(), "The form is not encoded: a percent sign is followed by two hexadecimal digits.");
        }
        return anythingElse(e);
    }

    @ServerExceptionMapper
    RestResponse<Problem> storage(StorageException e) {
        Log.errorf("%s (%s)", e.getMessage(), e.getCause());
        return retry(Problem.OUR_FAULT);
    }

    @ServerExceptionMapper
    RestResponse<Problem> busy(BusyException e) {
        return retry(e.getMessage());
    }

    /// Nobody reads it.
    @ServerExceptionMapper
    RestResponse<Problem> left(ReaderLeftException e) {
        return retry(Problem.OUR_FAULT);
    }

    private static RestResponse<Problem> retry(String detail) {
        return ResponseBuilder.<Problem>create(Status.SERVICE_UNAVAILABLE.getStatusCode()).entity(Problem.retry(detail)).type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_AFTER).build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> anythingElse(RuntimeException e) {
        Log.error("a request failed", e);
        return problem(Status.INTERNAL_SERVER_ERROR.getStatusCode(), Problem.OUR_FAULT);
    }

    private static RestResponse<Problem> problem(int status, String detail) {
        return ResponseBuilder.<Problem>create(status).entity(Problem.of(status, detail)).type(Problem.MEDIA_TYPE).build();
    }

    /// The framework's own messages ("HTTP 404 Not Found") tell nobody what to do.
    private static String ownMessage(WebApplicationException e, int status, String otherwise) {
        String message = e.getMessage();
        return message == null || message.startsWith("HTTP " + status) ? otherwise : message;
    }

    private static String describe(JsonProcessingException e) {
        if (e instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
            String field = mismatch.getPath().stream().map(JsonMappingException.Reference::getFieldName).filter(java.util.Objects::nonNull)
                    .collect(Collectors.joining("."));
            return "The field \"%s\" has the wrong type; see /q/openapi.".formatted(field);
        }
        return e instanceof MismatchedInputException ? "The body must be one JSON object, such as {\"question\": \"Who attended the summit?\"}."
                : "The body is not valid JSON. Send one JSON object, such as {\"question\": \"Who attended the summit?\"}.";
    }
}
