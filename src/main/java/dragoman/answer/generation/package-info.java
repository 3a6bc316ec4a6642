/// Answers written by a language model: the model and its failures, what it is asked, how its words are read, and which of them are carried
/// by the articles.
package dragoman.answer.generation;
