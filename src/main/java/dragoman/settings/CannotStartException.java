package dragoman.settings;

/// The program cannot start; the message tells the one who started it what to do.
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStartException(String whatToDo) {
        super(whatToDo);
    }
}
