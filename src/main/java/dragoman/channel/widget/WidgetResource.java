package dragoman.channel.widget;

import dragoman.channel.widget.WidgetScript.Release;
import dragoman.newsroom.SiteStore;
import dragoman.newsroom.Visitors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The widget and all that leads to it. Every page may load these: what a page may ask is another matter.
@Path("/")
@Tag(name = "sites")
public class WidgetResource {

    private static final String JAVASCRIPT = "text/javascript;charset=utf-8";
    private static final Pattern EMBED = Pattern.compile("/embed/([a-z0-9-]{1,40})");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 720;

    private final WidgetScript script;
    private final SiteStore sites;
    private final Visitors visitors;

    WidgetResource(WidgetScript script, SiteStore sites, Visitors visitors) {
        this.script = script;
        this.sites = sites;
        this.visitors = visitors;
    }

    @Schema(name = "Widget")
    record WidgetJson(String version, @Schema(description = "Of this very version, for ever") String script, @Schema(description = "For the attribute integrity") String integrity,
            @Schema(description = "Always the newest; no integrity can be named for it") String evergreen, int bytes) {
    }

    @GET
    @Path("/widget.js")
    @Produces(JAVASCRIPT)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<byte[]> evergreen() {
        return serve(script.current(), "public, max-age=300");
    }

    @GET
    @Path("/widget/{version}/widget.js")
    @Produces(JAVASCRIPT)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<byte[]> version(@PathParam("version") String version) {
        return serve(script.find(version).orElseThrow(() -> new NotFoundException("There is no such version of the widget; GET /api/widget names the newest.")),
                "public, max-age=31536000, immutable");
    }

    @GET
    @Path("/api/widget")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "The widget's newest version, its address and its hash")
    public WidgetJson newest(@Context HttpServerRequest http) {
        Release release = script.current();
        URI base = visitors.base(http);
        return new WidgetJson(release.version(), base.resolve(release.path()).toString(), release.integrity(), base.resolve("/widget.js").toString(),
                release.script().length);
    }

    @GET
    @Path("/texts/{language}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<byte[]> texts(@PathParam("language") String language) {
        try (InputStream words = language.matches("[a-z]{2}") ? WidgetResource.class.getResourceAsStream("/web/app/i18n/" + language + ".json") : null) {
            if (words == null) {
                throw new NotFoundException("The widget does not speak this language.");
            }
            return open(words.readAllBytes(), "public, max-age=3600");
        } catch (IOException e) {
            throw new NotFoundException("The widget does not speak this language.", e);
        }
    }

    @GET
    @Path("/custom-elements.json")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<byte[]> manifest() throws IOException {
        try (InputStream manifest = WidgetResource.class.getResourceAsStream("/dragoman/widget/custom-elements.json")) {
            return open(manifest.readAllBytes(), "public, max-age=3600");
        }
    }

    @GET
    @Path("/oembed")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "What to put into a page for a site's address (oEmbed)", description = "url is https://…/embed/SITE. Answers with a frame of type rich.")
    @APIResponse(responseCode = "404", description = "The address is none of a site")
    public RestResponse<Map<String, Object>> oembed(@QueryParam("url") String url, @QueryParam("format") String format, @QueryParam("maxwidth") Integer maxWidth,
            @QueryParam("maxheight") Integer maxHeight, @Context HttpServerRequest http) {
        URI base = visitors.base(http);
        if (format != null && !format.equals("json")) {
            return RestResponse.status(RestResponse.Status.NOT_IMPLEMENTED);
        }
        Optional<String> site = site(url, base);
        String name = site.flatMap(sites::find).orElseThrow(() -> new NotFoundException("Name the address of a site: ?url=%s".formatted(base.resolve("/embed/SITE")))).name();
        int width = bounded(maxWidth, WIDTH);
        int height = bounded(maxHeight, HEIGHT);
        String address = base.resolve("/embed/" + site.orElseThrow()).toString();
        Map<String, Object> embed = new LinkedHashMap<>();
        embed.put("version", "1.0");
        embed.put("type", "rich");
        embed.put("provider_name", "Dragoman");
        embed.put("provider_url", base.toString());
        embed.put("title", name);
        embed.put("width", width);
        embed.put("height", height);
        embed.put("html", "<iframe src=\"%s\" width=\"%d\" height=\"%d\" title=\"%s\" loading=\"lazy\"></iframe>".formatted(address, width, height, escaped(name)));
        return RestResponse.ok(embed);
    }

    private static Optional<String> site(String url, URI base) {
        try {
            URI address = URI.create(url == null ? "" : url);
            boolean own = base.getAuthority().equals(address.getAuthority());
            Matcher path = EMBED.matcher(String.valueOf(address.getPath()));
            return own && path.matches() ? Optional.of(path.group(1)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("\"url\" is no address.");
        }
    }

    private static int bounded(Integer most, int usual) {
        return most == null || most < 1 ? usual : Math.min(most, usual);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static RestResponse<byte[]> serve(Release release, String cache) {
        return RestResponse.ResponseBuilder.ok(release.script()).header(HttpHeaders.CACHE_CONTROL, cache).header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin").header("Timing-Allow-Origin", "*").build();
    }

    private static RestResponse<byte[]> open(byte[] content, String cache) {
        return RestResponse.ResponseBuilder.ok(content).header(HttpHeaders.CACHE_CONTROL, cache).header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin").build();
    }
}
