package dragoman.channel.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;

import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dragoman.answer.Answer;
import dragoman.answer.Answer.Nearest;
import dragoman.answer.Citation;
import dragoman.answer.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shows answers as Slack's blocks, within its limits.
@ApplicationScoped
class AnswerBlocks {

    static final String SHOW_QUOTES = "show_quotes";
    static final String SHARE = "share";
    static final String HELPFUL = "helpful";
    static final String UNHELPFUL = "unhelpful";
    /// Begins the value of a button that shares a check.
    static final String CHECK_VALUE = "check:";

    static final int SECTION = 3_000;
    static final int TEXT = 3_900;
    private static final int SOURCES_IN_A_BLOCK = 10;
    private static final int SOURCES = 30;
    static final int TITLE = 150;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private final Optional<URI> publicUrl;

    @Inject
    AnswerBlocks(SlackSettings settings) {
        this(settings.publicUrl());
    }

    AnswerBlocks(Optional<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// An answer.
    ///
    /// @param before    what is said above it
    /// @param shareable whether only one person sees it, who may share it
    Note answer(Answer answer, Optional<String> before, boolean shareable) {
        List<LayoutBlock> blocks = new ArrayList<>();
        before.ifPresent(words -> blocks.add(small(words)));
        answer.heading().understoodAs().ifPresent(question -> blocks.add(small("Understood as: " + Mrkdwn.escape(question))));
        blocks.addAll(sections(answer.statements().stream().map(statement -> words(statement, answer)).toList()));
        blocks.addAll(below(answer, shareable));
        return new Note(text(answer), blocks);
    }

    /// What has been told so far.
    Note soFar(List<Statement> statements, List<Citation> citations, String answerId) {
        List<LayoutBlock> blocks = new ArrayList<>(sections(statements.stream().map(statement -> words(statement, citations, answerId)).toList()));
        blocks.add(small("Still writing …"));
        return new Note(Mrkdwn.cut(statements.stream().map(Statement::text).map(Mrkdwn::escape).collect(Collectors.joining(" ")), TEXT), blocks);
    }

    /// What stands below the statements: what is missing, the sources, as of when, the buttons.
    List<LayoutBlock> below(Answer answer, boolean shareable) {
        List<LayoutBlock> blocks = new ArrayList<>();
        answer.missing().ifPresent(missing -> {
            blocks.add(plainSection(missing));
            nearest(answer.nearest()).ifPresent(blocks::add);
        });
        blocks.addAll(sources(answer.citations(), answer.heading().id()));
        String asOf = "As of " + DAY.format(answer.asOf()) + answer.note().map(note -> " · " + Mrkdwn.escape(note)).orElse("")
                + permalink(answer.heading().id()).map(address -> " · " + Mrkdwn.link(address, "Permalink")).orElse("");
        blocks.add(small(asOf));
        blocks.add(buttons(answer, shareable));
        return blocks;
    }

    private LayoutBlock buttons(Answer answer, boolean shareable) {
        String id = answer.heading().id();
        List<BlockElement> buttons = new ArrayList<>();
        if (!answer.citations().isEmpty()) {
            buttons.add(button(SHOW_QUOTES, "Show quotes", id));
        }
        if (shareable) {
            buttons.add(button(SHARE, "Share in channel", id));
        }
        buttons.add(button(HELPFUL, "Helpful", id));
        buttons.add(button(UNHELPFUL, "Not helpful", id));
        return actions(buttons);
    }

    /// Publisher and day of each source, with its number.
    List<LayoutBlock> sources(List<Citation> citations, String answerId) {
        List<ContextBlockElement> elements = new ArrayList<>();
        for (Citation citation : citations.stream().limit(SOURCES).toList()) {
            elements.add(mrkdwn("[%d] %s, %s, %s".formatted(citation.number(), link(citation, answerId, Mrkdwn.cut(citation.title(), TITLE)), Mrkdwn.escape(Mrkdwn.cut(citation.publisher(), TITLE)),
                    DAY.format(citation.published()))));
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += SOURCES_IN_A_BLOCK) {
            List<ContextBlockElement> some = elements.subList(from, Math.min(elements.size(), from + SOURCES_IN_A_BLOCK));
            blocks.add(context(List.copyOf(some)));
        }
        return blocks;
    }

    private Optional<LayoutBlock> nearest(List<Nearest> nearest) {
        return nearest.isEmpty() ? Optional.empty() : Optional.of(small("Nearest: " + nearest.stream()
                .map(near -> "%s (%s)".formatted(Mrkdwn.escape(Mrkdwn.cut(near.title(), TITLE)), DAY.format(near.published()))).collect(Collectors.joining("; "))));
    }

    /// A statement with its numbers, each of which leads to the passage.
    String words(Statement statement, Answer answer) {
        return words(statement, answer.citations(), answer.heading().id());
    }

    private String words(Statement statement, List<Citation> citations, String answerId) {
        return Mrkdwn.escape(statement.text()) + statement.citations().stream().flatMap(number -> citations.stream().filter(citation -> citation.number() == number))
                .map(citation -> " " + link(citation, answerId, "[" + citation.number() + "]")).collect(Collectors.joining());
    }

    /// The same for messages that grow.
    String markdown(Statement statement, List<Citation> citations, String answerId) {
        return Mrkdwn.markdown(statement.text()) + statement.citations().stream().flatMap(number -> citations.stream().filter(citation -> citation.number() == number))
                .map(citation -> " " + Mrkdwn.markdownLink(address(citation, answerId).orElse(null), "[" + citation.number() + "]")).collect(Collectors.joining());
    }

    private String link(Citation citation, String answerId, String words) {
        return Mrkdwn.link(address(citation, answerId).orElse(null), words);
    }

    private Optional<String> address(Citation citation, String answerId) {
        return citation.deepLink().or(() -> permalink(answerId).map(page -> page + "#citation-" + citation.number()));
    }

    private Optional<String> permalink(String answerId) {
        return publicUrl.filter(_ -> !answerId.isEmpty()).map(base -> base.resolve("/answers/" + answerId).toString());
    }

    /// Paragraphs in as few sections as hold them.
    static List<LayoutBlock> sections(List<String> paragraphs) {
        List<LayoutBlock> blocks = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String paragraph : paragraphs) {
            String whole = paragraph.length() <= SECTION ? paragraph : Mrkdwn.cut(paragraph.replaceAll("<[^|<>]*+\\|([^<>]*+)>", "$1"), SECTION);
            if (!open.isEmpty() && open.length() + 2 + whole.length() > SECTION) {
                blocks.add(section(s -> s.text(mrkdwn(open.toString()))));
                open.setLength(0);
            }
            open.append(open.isEmpty() ? "" : "\n\n").append(whole);
        }
        if (!open.isEmpty()) {
            String last = open.toString();
            blocks.add(section(s -> s.text(mrkdwn(last))));
        }
        return blocks;
    }

    static LayoutBlock plainSection(String words) {
        return section(s -> s.text(mrkdwn(Mrkdwn.cut(Mrkdwn.escape(words), SECTION))));
    }

    /// Lines that are made safe already.
    static LayoutBlock lines(String words) {
        return section(s -> s.text(mrkdwn(Mrkdwn.cut(words, SECTION))));
    }

    /// Small words; markup in them is taken as such.
    static LayoutBlock small(String words) {
        return context(List.of(mrkdwn(Mrkdwn.cut(words, 2_000))));
    }

    static ButtonElement button(String action, String label, String value) {
        return ButtonElement.builder().actionId(action).text(PlainTextObject.builder().text(label).emoji(false).build()).value(value).build();
    }

    static MarkdownTextObject mrkdwn(String words) {
        return MarkdownTextObject.builder().text(words).verbatim(true).build();
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    /// All of an answer in plain words.
    static String text(Answer answer) {
        String words = (answer.text() + answer.missing().map(missing -> " " + missing).orElse("")).strip();
        return Mrkdwn.cut(Mrkdwn.escape(words + " As of " + DAY.format(answer.asOf()) + "."), TEXT);
    }
}
