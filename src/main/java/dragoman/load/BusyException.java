package dragoman.load;

/// More is asked for than can be done in time; nothing was begun.
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// After how many seconds it is worth while to ask again.
    public static final int RETRY_AFTER = 2;

    public BusyException() {
        super("So many are asking that this cannot be done in time. Wait %d seconds and try again.".formatted(RETRY_AFTER), null, false, false);
    }
}
