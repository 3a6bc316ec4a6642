package dragoman.database;

/// The store could not be read or written; nothing of what was to be written was. The cause tells why.
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StorageException(String what, Throwable cause) {
        super(what, cause);
    }
}
