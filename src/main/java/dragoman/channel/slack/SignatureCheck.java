package dragoman.channel.slack;

import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.middleware.MiddlewareOps;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import java.time.Clock;

/// Lets through what Slack has signed within the last five minutes. What comes by Socket Mode comes by a connection that we opened, and is
/// not signed.
final class SignatureCheck implements Middleware {

    private static final long MILLIS = 1_000;

    private final SlackSignature.Verifier verifier;
    private final Refusals refusals;
    private final Clock clock;

    SignatureCheck(String secret, Refusals refusals, Clock clock) {
        this.verifier = new SlackSignature.Verifier(new SlackSignature.Generator(secret));
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        if (request.isSocketMode() || MiddlewareOps.isNoSlackSignatureRequest(request.getRequestType())) {
            return chain.next(request);
        }
        if (request.isValid(verifier, clock.millis())) {
            return chain.next(request);
        }
        String stated = request.getHeaders().getFirstValue("X-Slack-Request-Timestamp");
        if (stated != null && stated.matches("\\d{1,12}") && request.isValid(verifier, Long.parseLong(stated) * MILLIS)) {
            refusals.count(Refusals.Reason.REPLAYED, "a request signed at " + stated);
            return SlackResource.problem(401, "The request was signed too long ago. Send it when it is signed, and see that the clocks are right.");
        }
        refusals.count(Refusals.Reason.FORGED, "a request that is not signed with the app's secret");
        return SlackResource.problem(401, "The request is not signed with this app's signing secret. Check DRAGOMAN_SLACK_SIGNING_SECRET.");
    }
}
