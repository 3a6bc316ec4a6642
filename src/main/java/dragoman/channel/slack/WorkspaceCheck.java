package dragoman.channel.slack;

import com.slack.api.bolt.context.Context;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.middleware.MiddlewareOps;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import java.util.Optional;

/// Lets through what comes from workspaces that have the bot, and tells who the bot is there.
final class WorkspaceCheck implements Middleware {

    private final Workspaces workspaces;
    private final Refusals refusals;

    WorkspaceCheck(Workspaces workspaces, Refusals refusals) {
        this.workspaces = workspaces;
        this.refusals = refusals;
    }

    @Override
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        if (MiddlewareOps.isNoAuthRequiredRequest(request.getRequestType()) || MiddlewareOps.isNoTokenRequiredRequest(request)) {
            return chain.next(request);
        }
        Context context = request.getContext();
        Optional<Workspace> workspace = context.getTeamId() == null ? Optional.empty()
                : workspaces.find(Optional.ofNullable(context.getEnterpriseId()), context.getTeamId());
        if (workspace.isEmpty()) {
            refusals.count(Refusals.Reason.FOREIGN_TEAM, "a request of workspace " + context.getTeamId() + ", which does not have the app");
            return SlackResource.problem(403, "This workspace does not have the app. Have it installed there.");
        }
        context.setBotToken(workspace.get().token());
        context.setBotId(workspace.get().bot());
        context.setBotUserId(workspace.get().botUser());
        return chain.next(request);
    }
}
