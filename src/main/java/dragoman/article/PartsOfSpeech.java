package dragoman.article;

import dragoman.article.Words.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTagFormat;
import opennlp.tools.postag.POSTaggerME;

/// Tells what part a word plays in an English sentence, by OpenNLP's model for Universal Dependencies.
///
/// Thread-safe.
public final class PartsOfSpeech {

    private static final String MODEL = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";
    private static final Pattern TOKEN = Pattern.compile("\\p{L}\\.(?:\\p{L}\\.)++|[\\p{L}\\p{M}\\p{N}]++(?:[-.,][\\p{L}\\p{M}\\p{N}]++)*+|['’](?:s|re|ve|ll|d|m|t)\\b|[^\\s\\p{L}\\p{N}]");

    /// Large, and the same for all.
    private static final class Model {
        private static final POSModel LOADED = load();
    }

    private final POSModel model = Model.LOADED;

    private static POSModel load() {
        try (InputStream in = POSModel.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("the model of parts of speech is missing from the classpath: " + MODEL);
            }
            return new POSModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A token of a sentence.
    ///
    /// @param span where it stands
    /// @param tag  its universal part of speech, such as `VERB`, `AUX`, `NOUN`, `PROPN`
    public record Tagged(Span span, String tag) {

        public boolean isOf(Word word) {
            return span.start() <= word.span().start() && word.span().start() < span.end();
        }
    }

    /// The tokens of a sentence in order, marks of punctuation included.
    public List<Tagged> of(String sentence) {
        List<Span> spans = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sentence);
        while (matcher.find()) {
            spans.add(new Span(matcher.start(), matcher.end()));
        }
        // the tagger keeps state between calls, the model does not
        String[] tags = new POSTaggerME(model, POSTagFormat.UD).tag(spans.stream().map(span -> span.in(sentence)).toArray(String[]::new));
        List<Tagged> tagged = new ArrayList<>();
        for (int i = 0; i < tags.length; i++) {
            tagged.add(new Tagged(spans.get(i), tags[i]));
        }
        return tagged;
    }
}
