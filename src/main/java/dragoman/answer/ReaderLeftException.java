package dragoman.answer;

/// Nobody listens to the answer any more, and its work was ended.
public final class ReaderLeftException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReaderLeftException() {
        super("the reader has left", null, false, false);
    }
}
