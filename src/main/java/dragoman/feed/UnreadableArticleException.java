package dragoman.feed;

/// What was delivered cannot become an article. The message is written for the person who delivered it: what is missing,
/// and what to do about it.
public final class UnreadableArticleException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableArticleException(String whatToDo) {
        super(whatToDo);
    }
}
