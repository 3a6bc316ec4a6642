package dragoman.channel.slack;

import static com.slack.api.model.block.Blocks.actions;

import com.slack.api.model.block.LayoutBlock;
import dragoman.answer.Citation;
import dragoman.answer.ClaimCheck.Claim;
import dragoman.answer.ClaimCheck.Comparison;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shows how the articles stand to what somebody has said.
@ApplicationScoped
class CheckBlocks {

    private static final int STATEMENT = 900;
    private static final int QUOTE = 1_500;

    private final AnswerBlocks blocks;

    CheckBlocks(AnswerBlocks blocks) {
        this.blocks = blocks;
    }

    /// @param share the row by which it can be shared; empty where everybody sees it
    Note note(Comparison comparison, Optional<String> before, Optional<Long> share) {
        List<LayoutBlock> shown = new ArrayList<>();
        before.ifPresent(words -> shown.add(AnswerBlocks.small(words)));
        if (comparison.claims().isEmpty()) {
            shown.add(AnswerBlocks.plainSection("There is no statement in this message that could be compared with the articles."));
        }
        shown.addAll(AnswerBlocks.sections(comparison.claims().stream().map(claim -> words(claim, comparison.citations())).toList()));
        shown.addAll(blocks.sources(comparison.citations(), ""));
        shown.add(AnswerBlocks.small("Compared with the articles as of " + AnswerBlocks.day(comparison.asOf()) + ". What they do not speak of is neither right nor wrong."));
        share.ifPresent(row -> shown.add(actions(List.of(AnswerBlocks.button(AnswerBlocks.SHARE, "Share in thread", AnswerBlocks.CHECK_VALUE + row)))));
        return new Note(text(comparison), shown);
    }

    private static String words(Claim claim, List<Citation> citations) {
        String statement = "“" + Mrkdwn.escape(Mrkdwn.cut(claim.statement(), STATEMENT)) + "”";
        String quotes = citations.stream().filter(citation -> claim.citations().contains(citation.number()))
                .map(citation -> "\n[%d] “%s”".formatted(citation.number(), Mrkdwn.escape(Mrkdwn.cut(citation.quote(), QUOTE)))).collect(Collectors.joining());
        return switch (claim.verdict()) {
            case SUPPORTED -> "*Supported:* " + statement + quotes;
            case CONTRADICTED -> "*Contradicted:* " + statement + claim.difference().map(words -> "\nThe article has it otherwise: " + Mrkdwn.escape(words)).orElse("") + quotes;
            case NOT_COVERED -> "*Not covered:* " + statement;
        };
    }

    private static String text(Comparison comparison) {
        return comparison.claims().isEmpty() ? "There is no statement to compare." : Mrkdwn.cut(comparison.claims().stream().map(claim -> switch (claim.verdict()) {
            case SUPPORTED -> "Supported: ";
            case CONTRADICTED -> "Contradicted: ";
            case NOT_COVERED -> "Not covered: ";
        } + Mrkdwn.escape(claim.statement())).collect(Collectors.joining(" ")), AnswerBlocks.TEXT);
    }
}
