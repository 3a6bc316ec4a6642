/// The way of an article into the corpus: split into passages, embedded, stored whole or not at all.
package dragoman.ingestion;
