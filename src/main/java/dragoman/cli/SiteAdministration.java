package dragoman.cli;

import dragoman.newsroom.Site;
import dragoman.newsroom.SiteChanges;
import dragoman.newsroom.SiteStore;
import dragoman.newsroom.SiteToken;
import dragoman.newsroom.SiteToken.Made;
import dragoman.newsroom.SiteToken.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Manages the newsrooms' sites from the command line.
@ApplicationScoped
class SiteAdministration {

    private static final int FAILED = 1;

    private final SiteStore sites;
    private final Clock clock;

    SiteAdministration(SiteStore sites, Clock clock) {
        this.sites = sites;
        this.clock = clock;
    }

    /// @return the exit code
    int run(SiteAction action, PrintStream out) {
        return switch (action) {
            case SiteAction.Add(String id, String name, SiteChanges changes) -> sites.add(changes.on(Site.named(id, name, clock.instant()))) ? show(id, out)
                    : fail("there is a site \"%s\" already; change it with: site change %s".formatted(id, id));
            case SiteAction.Change(String id, SiteChanges changes) -> sites.find(id).filter(site -> sites.change(changes.on(site)))
                    .map(site -> show(site.id(), out)).orElseGet(() -> none(id));
            case SiteAction.ListAll _ -> list(out);
            case SiteAction.Show(String id) -> show(id, out);
            case SiteAction.Remove(String id) -> sites.remove(id) ? say(out, "The site %s is gone, with all that was its own.".formatted(id)) : none(id);
            case SiteAction.AddToken(String id, String name) -> sites.addToken(id, Role.ARTICLES, name).map(made -> tell(made, out)).orElseGet(() -> none(id));
            case SiteAction.RevokeToken(String id, long token) -> sites.revoke(id, token) ? say(out, "The token %d is void.".formatted(token))
                    : fail("the site \"%s\" has no token %d that is not void already".formatted(id, token));
        };
    }

    private int list(PrintStream out) {
        List<Site> all = sites.all();
        if (all.isEmpty()) {
            return say(out, "There are no sites. Set one up with: site add ID NAME --origin https://www.example.org");
        }
        all.forEach(site -> out.printf("%-20s %s  %s%n", site.id(), site.name(), site.origins().isEmpty() ? "(stands nowhere)" : String.join(" ", site.origins())));
        return 0;
    }

    private int show(String id, PrintStream out) {
        Optional<Site> found = sites.find(id);
        if (found.isEmpty()) {
            return none(id);
        }
        Site site = found.get();
        out.printf("%s: %s%n", site.id(), site.name());
        out.printf("  origins           %s%n", site.origins().isEmpty() ? "none: it stands nowhere yet" : String.join(" ", site.origins()));
        out.printf("  articles          %s%n", switch (site.corpus()) {
            case OWN -> "its own (own)";
            case OWN_FIRST -> "its own, and the shared ones where those do not answer (own_first)";
            case ALL -> "its own and the shared ones (all)";
        });
        out.printf("  languages         %s%n", site.languages().isEmpty() ? "those of the page" : String.join(" ", site.languages()));
        site.attribution().ifPresent(line -> out.printf("  attribution       %s%n", line));
        site.welcome().forEach(question -> out.printf("  welcome           %s%n", question));
        out.printf(Locale.ROOT, "  questions         %,d a minute, %,d of one reader%n", site.questionsAMinute(), site.readerQuestions());
        out.printf(Locale.ROOT, "  tokens a day      %s%n", site.tokensADay().isPresent() ? "%,d".formatted(site.tokensADay().getAsLong()) : "no limit of its own");
        site.webhook().ifPresent(address -> out.printf("  webhook           %s%n  webhook's secret  %s%n", address, site.webhookSecret().orElse("")));
        sites.tokens(id).forEach(token -> out.printf("  token %-11d %s%s%n", token.id(), token.name(), token.revoked().map(_ -> " (void)").orElse("")));
        out.printf("%nInto its pages:%n  <script type=\"module\" async src=\"https://…/widget.js\"></script>%n  <dragoman-chat site=\"%s\"></dragoman-chat>%n", site.id());
        return 0;
    }

    private static int tell(Made made, PrintStream out) {
        SiteToken token = made.token();
        out.printf("Token %d of %s for %s, shown this once:%n%s%n", token.id(), token.site(), token.name(), made.secret());
        return 0;
    }

    private static int say(PrintStream out, String what) {
        out.println(what);
        return 0;
    }

    private static int none(String id) {
        return fail("there is no site \"%s\"".formatted(id));
    }

    private static int fail(String why) {
        System.err.println("dragoman: " + why);
        return FAILED;
    }
}
