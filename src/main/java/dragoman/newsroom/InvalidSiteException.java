package dragoman.newsroom;

/// A site cannot be set up so; the message tells the one who tried what to do.
public class InvalidSiteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSiteException(String message) {
        super(message);
    }
}
