package dragoman.channel.widget;

import dragoman.newsroom.DemoSite;
import dragoman.newsroom.SiteStore;
import dragoman.newsroom.Visitors;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// A page of a made-up paper. It loads the widget from the service under its other name (`127.0.0.1` for `localhost`), which to a browser is
/// another origin, and allows itself nothing that a careful paper would not.
@Path("/demo")
public class DemoResource {

    private static final String POLICY = "default-src 'none'; script-src %1$s; connect-src %1$s; style-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

    private final SiteStore sites;
    private final WidgetScript script;
    private final Visitors visitors;

    DemoResource(SiteStore sites, WidgetScript script, Visitors visitors) {
        this.sites = sites;
        this.script = script;
        this.visitors = visitors;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance demo(String service, String script, String integrity, String site);
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> page(@Context HttpServerRequest http) {
        if (sites.find(DemoSite.ID).isEmpty()) {
            throw new NotFoundException("There is no demo site. Start the service with: deploy/run --demo");
        }
        URI base = visitors.base(http);
        String service = "%s://%s%s".formatted(base.getScheme(), base.getHost().equals("localhost") ? "127.0.0.1" : "localhost", base.getPort() < 0 ? "" : ":" + base.getPort());
        String page = Templates.demo(service, service + script.current().path(), script.current().integrity(), DemoSite.ID).render();
        return RestResponse.ResponseBuilder.ok(page).header("Content-Security-Policy", POLICY.formatted(service)).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
