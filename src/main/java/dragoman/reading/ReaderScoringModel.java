package dragoman.reading;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dragoman.article.SentenceSplitter;
import java.util.List;
import java.util.Optional;

/// A reader as LangChain4j reranks with it: the score of a passage is the probability that anything in it answers.
public final class ReaderScoringModel implements ScoringModel {

    /// Where a passage's metadata hold the headline, if they do.
    private static final String HEADLINE = "title";

    private final AnswerReader reader;
    private final SentenceSplitter splitter;

    public ReaderScoringModel(AnswerReader reader, SentenceSplitter splitter) {
        this.reader = reader;
        this.splitter = splitter;
    }

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        return Response.from(reader.readAll(query, segments.stream().map(this::text).toList()).stream()
                .map(reading -> reading.answerable().probability()).toList());
    }

    private Text text(TextSegment segment) {
        return new Text(Optional.ofNullable(segment.metadata().getString(HEADLINE)).orElse(""),
                splitter.split(segment.text()).stream().map(span -> span.in(segment.text())).toList());
    }
}
