package dragoman.channel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.load.BusyException;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What went wrong, as RFC 9457 problem details.
///
/// @param type   always `about:blank`: the status says it all
/// @param title  the status in words
/// @param status the HTTP status
/// @param detail what to do
/// @param retryAfter when to try again, where that may help
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem")
record Problem(String type, String title, int status, String detail,
        @Schema(description = "After how many seconds to try again, as in the header Retry-After") Integer retryAfter) {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final int UNPROCESSABLE_CONTENT = 422;
    static final String OUR_FAULT = "Something failed on our side; nothing is lost. Try again in a moment.";

    static Problem of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known != null ? known.getReasonPhrase() : status == UNPROCESSABLE_CONTENT ? "Unprocessable Content" : "Error";
        return new Problem("about:blank", title, status, detail, null);
    }

    /// It may help to ask again in a moment.
    static Problem retry(String detail) {
        Status status = Status.SERVICE_UNAVAILABLE;
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, BusyException.RETRY_AFTER);
    }

    static Problem of(Status status, String detail) {
        return of(status.getStatusCode(), detail);
    }
}
