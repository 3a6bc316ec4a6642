package dragoman.answer;

import dragoman.answer.generation.TokenAccount;
import dragoman.article.CorpusView;
import java.util.Optional;
import java.util.OptionalLong;

/// What holds for the newsrooms' sites, as far as answering goes.
public interface SiteRules {

    /// Which articles the readers of a site are answered from; empty if there is no such site.
    Optional<CorpusView> view(String site);

    /// How many tokens a language model may read and write for a site a day; empty if nothing is set for it.
    OptionalLong tokensPerDay(String site);

    /// On whose account a language model answers the readers of a site, or of the default site where none is given.
    default TokenAccount account(Optional<String> site) {
        return site.map(id -> new TokenAccount(id, tokensPerDay(id))).orElse(TokenAccount.DEFAULT);
    }

    /// The view of a site, or of the default site where none is given.
    ///
    /// @throws InvalidQuestionException if there is no such site
    default CorpusView viewOf(Optional<String> site) {
        return site.isEmpty() ? CorpusView.SHARED : view(site.get())
                .orElseThrow(() -> new InvalidQuestionException("There is no site with this id. Leave \"site\" out to ask the shared articles."));
    }
}
