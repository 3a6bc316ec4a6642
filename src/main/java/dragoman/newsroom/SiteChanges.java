package dragoman.newsroom;

import dragoman.article.CorpusView.Policy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is to be changed of a site; what is empty stays as it is.
///
/// @param attribution blank for none
/// @param tokensADay  negative for no limit of its own
/// @param webhook     an empty address for nobody
public record SiteChanges(Optional<String> name, Optional<List<String>> origins, Optional<Policy> corpus, Optional<List<String>> languages, Optional<String> attribution,
        Optional<List<String>> welcome, Optional<Integer> questionsAMinute, Optional<Integer> readerQuestions, Optional<Long> tokensADay, Optional<URI> webhook) {

    /// The site as changed; with its first webhook it gets a secret.
    ///
    /// @throws InvalidSiteException with words for the one who changes it
    public Site on(Site site) {
        Optional<URI> hook = webhook.or(site::webhook).filter(address -> !address.toString().isEmpty());
        return new Site(site.id(), name.orElse(site.name()), origins.orElse(site.origins()), corpus.orElse(site.corpus()), languages.orElse(site.languages()),
                attribution.or(site::attribution).filter(line -> !line.isBlank()), welcome.orElse(site.welcome()), questionsAMinute.orElse(site.questionsAMinute()),
                readerQuestions.orElse(site.readerQuestions()), tokensADay.map(most -> most < 0 ? OptionalLong.empty() : OptionalLong.of(most)).orElse(site.tokensADay()),
                hook, hook.map(_ -> site.webhookSecret().orElseGet(SiteStore::newWebhookSecret)), site.created(), site.changed());
    }
}
