package dragoman.channel.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The messages of the protocol, as far as they mean anything here.
final class ChatCompletion {

    private ChatCompletion() {
    }

    /// @param content a text, or a list of parts with the type `text`
    record Message(String role, JsonNode content) {
    }

    record StreamOptions(@JsonProperty("include_usage") boolean includeUsage) {
    }

    record Request(String model, List<Message> messages, Boolean stream, @JsonProperty("stream_options") StreamOptions streamOptions) {
    }

    /// @param start of the marker in the message, in UTF-16 code units
    /// @param end   behind it
    record UrlCitation(@JsonProperty("start_index") int start, @JsonProperty("end_index") int end, String title, String url) {
    }

    record Annotation(String type, @JsonProperty("url_citation") UrlCitation citation) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(String role, String content, List<Annotation> annotations) {
    }

    /// One answer, whole (`message`) or a piece of it (`delta`).
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Choice(int index, Content message, Content delta, @JsonInclude(JsonInclude.Include.ALWAYS) @JsonProperty("finish_reason") String finishReason) {
    }

    record Usage(@JsonProperty("prompt_tokens") int prompt, @JsonProperty("completion_tokens") int completion, @JsonProperty("total_tokens") int total) {

        /// What a model reads and writes behind this service is not the client's.
        static final Usage NONE = new Usage(0, 0, 0);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Completion(String id, String object, long created, String model, List<Choice> choices, Usage usage) {
    }

    record Model(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {
    }

    record Models(String object, List<Model> data) {
    }

    record Failure(String message, String type, @JsonInclude(JsonInclude.Include.ALWAYS) String param, @JsonInclude(JsonInclude.Include.ALWAYS) String code) {
    }

    record ErrorBody(Failure error) {
    }
}
