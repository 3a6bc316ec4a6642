package dragoman.answer;

/// The reader wants no answer any more; nothing of it was kept.
public final class AnswerStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnswerStoppedException() {
        super("stopped by the reader", null, false, false);
    }
}
