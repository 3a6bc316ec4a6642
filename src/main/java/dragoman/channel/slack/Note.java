package dragoman.channel.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/// A message as it is shown.
///
/// @param text   all of it in plain words, for notifications and screen readers
/// @param blocks how it looks
record Note(String text, List<LayoutBlock> blocks) {

    Note {
        blocks = List.copyOf(blocks);
    }
}
