package dragoman.article;

/// A question or an article takes more than it may; see {@link Budget}. The message says of what, such as "more than 20 seconds".
public final class BudgetExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BudgetExceededException(String what) {
        super(what, null, false, false);
    }
}
