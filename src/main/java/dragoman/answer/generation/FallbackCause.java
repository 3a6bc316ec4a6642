package dragoman.answer.generation;

/// Why an answer, or the rest of it, is in the articles' own sentences although a language model is configured.
public enum FallbackCause {
    /// The server could not be reached, or failed.
    UNAVAILABLE("The language model could not be reached"),
    /// The server had too many requests.
    RATE_LIMITED("The language model takes no more requests for the moment"),
    /// The server refuses the key, the model's name or the request as such.
    MISCONFIGURED("The language model does not take this service's requests"),
    /// The first words, or the last, did not come in time.
    TOO_SLOW("The language model took too long"),
    /// The connection was cut while the model wrote.
    BROKEN_OFF("The language model broke off"),
    /// What the server sent was not its protocol.
    MALFORMED("The language model's answer could not be read"),
    /// It wrote on and on.
    ENDLESS("The language model did not come to an end"),
    /// It wrote nothing.
    EMPTY("The language model gave no answer"),
    /// It would not answer.
    REFUSED("The language model would not answer"),
    /// It wanted to use a tool; it was given none.
    TOOL_CALL("The language model gave no answer"),
    /// It cited nothing.
    NOT_CITED("The language model cited no article"),
    /// Nothing of what it wrote is carried by what it cited.
    NOT_SUPPORTED("What the language model wrote could not be checked against the articles"),
    /// It wrote in another language than the articles.
    OTHER_LANGUAGE("The language model answered in another language"),
    /// It found nothing in the passages.
    DECLINED("The language model found no answer in the articles"),
    /// Too many readers ask at once.
    BUSY("Too many questions are waiting for the language model"),
    /// The day's tokens are used up.
    BUDGET_SPENT("The language model's budget for today is used up"),
    /// It failed so often of late that it is left alone for a while.
    CIRCUIT_OPEN("The language model has failed repeatedly and is left alone for a moment");

    private final String words;

    FallbackCause(String words) {
        this.words = words;
    }

    /// For the reader, without a full stop.
    public String words() {
        return words;
    }
}
