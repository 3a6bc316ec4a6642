package dragoman.answer;

/// A question that cannot be taken. The message tells the one who asked what to do.
public final class InvalidQuestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidQuestionException(String whatToDo) {
        super(whatToDo);
    }
}
