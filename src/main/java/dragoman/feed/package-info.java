/// Readers that turn the bytes of one format into an {@link dragoman.article.Article}, or say why they cannot.
package dragoman.feed;
