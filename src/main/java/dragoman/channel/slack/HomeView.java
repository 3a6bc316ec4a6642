package dragoman.channel.slack;

import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.header;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.view.View;
import dragoman.answer.SiteRules;
import dragoman.answer.SuggestedQuestions;
import dragoman.article.ArticleRepository;
import dragoman.article.CorpusSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The bot's home: what it knows, as of when, and how to ask.
@ApplicationScoped
class HomeView {

    private final ArticleRepository articles;
    private final SuggestedQuestions suggestions;
    private final SiteRules sites;

    HomeView(ArticleRepository articles, SuggestedQuestions suggestions, SiteRules sites) {
        this.articles = articles;
        this.suggestions = suggestions;
        this.sites = sites;
    }

    /// @param site whose articles the workspace sees
    View view(Optional<String> site) {
        CorpusSummary corpus = articles.summarize(sites.viewOf(site));
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(title("What I know"));
        blocks.add(AnswerBlocks.plainSection(corpus.newest().isEmpty() ? "No articles yet." : "%,d articles, published from %s to %s. I know nothing that came after.".formatted(corpus.articles(),
                AnswerBlocks.day(corpus.oldest().orElseThrow()), AnswerBlocks.day(corpus.newest().get()))));
        List<String> latest = corpus.latest().stream().map(headline -> "• %s (%s, %s)".formatted(Mrkdwn.escape(Mrkdwn.cut(headline.title(), 200)), Mrkdwn.escape(headline.publisher()),
                AnswerBlocks.day(headline.published()))).toList();
        if (!latest.isEmpty()) {
            blocks.add(AnswerBlocks.small("The latest:\n" + String.join("\n", latest)));
        }
        blocks.add(divider());
        blocks.add(title("How to ask"));
        blocks.addAll(Help.note(Optional.empty()).blocks());
        List<String> questions = suggestions.starters(site);
        if (!questions.isEmpty()) {
            blocks.add(AnswerBlocks.small("For example: " + String.join(" · ", questions.stream().map(Mrkdwn::escape).toList())));
        }
        return View.builder().type("home").blocks(blocks).build();
    }

    private static LayoutBlock title(String words) {
        return header(h -> h.text(PlainTextObject.builder().text(words).emoji(false).build()));
    }
}
