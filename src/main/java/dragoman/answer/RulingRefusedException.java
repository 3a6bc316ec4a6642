package dragoman.answer;

/// A decision of an editor that is not carried out. Its message tells the editor why.
public final class RulingRefusedException extends RuntimeException {

    RulingRefusedException(String message) {
        super(message);
    }
}
