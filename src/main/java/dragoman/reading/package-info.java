/// Reading with a trained model: which sentence of a text answers a question, whether any does, and whether sentences carry a statement.
/// Knows no database and no container.
package dragoman.reading;
