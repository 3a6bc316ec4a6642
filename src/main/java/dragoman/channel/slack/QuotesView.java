package dragoman.channel.slack;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;

import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewTitle;
import dragoman.answer.AnswerService;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The exact words that an answer cites, in a window of their own.
@ApplicationScoped
class QuotesView {

    private static final int MOST_BLOCKS = 100;
    private static final int TITLE = 24;

    private final Slack slack;
    private final AnswerService answers;

    QuotesView(Slack slack, AnswerService answers) {
        this.slack = slack;
        this.answers = answers;
    }

    /// Opens it for the one who has pressed the button, without keeping Slack waiting. What gets lost can be pressed again.
    void open(String token, String triggerId, String answerId) {
        Thread.ofVirtual().name("quotes").start(() -> {
            try {
                Optional<GivenAnswer> given = answers.find(answerId);
                if (given.isPresent()) {
                    ViewsOpenResponse opened = slack.methods(token).viewsOpen(request -> request.triggerId(triggerId).view(view(given.get())));
                    if (!opened.isOk()) {
                        Log.warnf("the quotes of an answer could not be shown in Slack: %s", opened.getError());
                    }
                }
            } catch (IOException | SlackApiException | RuntimeException e) {
                Log.warn("the quotes of an answer could not be shown in Slack", e);
            }
        });
    }

    /// @param given with what has become of its sources: the words of what was withdrawn are not shown
    static View view(GivenAnswer given) {
        List<LayoutBlock> blocks = new ArrayList<>();
        for (Citation citation : given.answer().citations()) {
            if (blocks.size() + 2 > MOST_BLOCKS) {
                break;
            }
            Optional<GivenAnswer.Change> change = given.changes().stream().filter(one -> one.number() == citation.number()).findFirst();
            String words = change.map(one -> switch (one.state()) {
                case WITHDRAWN, EMBARGOED -> "The article was withdrawn by its publisher and is no longer shown.";
                case LIVE, SUPERSEDED -> "“" + citation.quote() + "”";
            }).orElse("“" + citation.quote() + "”");
            // plain text: the words are exact, and nothing in them is markup
            blocks.add(section(s -> s.text(plain(Mrkdwn.cut("[" + citation.number() + "] " + words, AnswerBlocks.SECTION)))));
            String corrected = change.filter(one -> one.state() == dragoman.article.ArticleVersion.State.SUPERSEDED).map(_ -> " · corrected since").orElse("");
            blocks.add(context(List.of(AnswerBlocks.mrkdwn("%s, %s, %s%s".formatted(Mrkdwn.link(citation.deepLink().orElse(null), Mrkdwn.cut(citation.title(), AnswerBlocks.TITLE)),
                    Mrkdwn.escape(Mrkdwn.cut(citation.publisher(), AnswerBlocks.TITLE)), AnswerBlocks.day(citation.published()), corrected)))));
        }
        return View.builder().type("modal").title(ViewTitle.builder().type("plain_text").text(Mrkdwn.cut("The articles' words", TITLE)).build())
                .close(ViewClose.builder().type("plain_text").text("Close").build()).blocks(blocks).build();
    }

    private static PlainTextObject plain(String words) {
        return PlainTextObject.builder().text(words).emoji(false).build();
    }
}
