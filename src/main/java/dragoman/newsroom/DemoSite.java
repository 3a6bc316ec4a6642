package dragoman.newsroom;

import dragoman.article.CorpusView.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The site of a made-up paper, so that the widget can be seen at work: its page is `/demo`.
@ApplicationScoped
public class DemoSite {

    /// Its id.
    public static final String ID = "demo";

    private final SiteStore sites;
    private final Clock clock;
    private final boolean wanted;

    DemoSite(SiteStore sites, Clock clock, @ConfigProperty(name = "dragoman.demo") boolean wanted) {
        this.sites = sites;
        this.clock = clock;
        this.wanted = wanted;
    }

    /// Sets it up where it is wanted and missing, for pages of this machine.
    ///
    /// @param port of the service
    /// @return whether it is there
    public boolean make(int port) {
        if (!wanted) {
            return false;
        }
        Instant now = clock.instant();
        sites.add(new Site(ID, "The Strelsau Courier", List.of("http://localhost:" + port, "http://127.0.0.1:" + port), Policy.OWN_FIRST, List.of("en"),
                Optional.of("Answers from the reporting of The Strelsau Courier, each with its source."), List.of(), Site.USUAL_QUESTIONS, Site.USUAL_READER_QUESTIONS,
                OptionalLong.empty(), Optional.empty(), Optional.empty(), now, now));
        return true;
    }
}
