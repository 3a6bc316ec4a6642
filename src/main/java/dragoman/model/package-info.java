/// How servers of models are spoken to over HTTP, for language models and for embedding models.
package dragoman.model;
