package dragoman.channel.slack;

import java.util.List;
import java.util.Optional;

/// How to ask.
final class Help {

    private static final String WORDS = """
            Ask me about current diplomacy: mention me in a channel, write to me directly, or type `/diplomacy Who attended the summit?` for an answer that only you see. \
            I answer from news articles alone, with a citation on every statement.
            • In a thread with me go on without a mention: _And Portugal?_
            • _Check this claim_ in a message's menu compares the message with the articles.
            • `/diplomacy follow …` tells this channel when new reporting answers it differently; `/diplomacy follow … daily 08:00` once a day; \
            `/diplomacy following` lists, `/diplomacy unfollow …` ends it.""";

    private Help() {
    }

    /// @param problem what was wrong with what was asked
    static Note note(Optional<String> problem) {
        String plain = problem.map(words -> words + " ").orElse("") + "Ask me about current diplomacy; I answer from news articles, with citations.";
        List<String> paragraphs = problem.map(words -> List.of(Mrkdwn.escape(words), WORDS)).orElse(List.of(WORDS));
        return new Note(plain, AnswerBlocks.sections(paragraphs));
    }
}
