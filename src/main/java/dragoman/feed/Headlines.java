package dragoman.feed;

/// A headline for articles that came without one.
public final class Headlines {

    private static final int MAX_LENGTH = 90;

    private Headlines() {
    }

    /// The opening words of the text, cut at a word's end.
    public static String fromOpening(String text) {
        String opening = text.lines().findFirst().orElse(text).strip();
        if (opening.length() <= MAX_LENGTH) {
            return opening;
        }
        int cut = opening.lastIndexOf(' ', MAX_LENGTH);
        return opening.substring(0, cut > 0 ? cut : MAX_LENGTH) + "…";
    }
}
