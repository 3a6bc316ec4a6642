package dragoman.article;

/// Who published an article.
///
/// @param name the name as readers know it, never blank; {@link #NOT_STATED} where the article gives none
public record Publisher(String name) {

    /// For articles that do not say who published them, such as text scraped without its page.
    public static final Publisher NOT_STATED = new Publisher("Publisher not stated");

    public Publisher {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a publisher's name must not be blank");
        }
    }
}
