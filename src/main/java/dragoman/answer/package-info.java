/// Answers: found in the articles' words, checked against them, numbered, frozen.
package dragoman.answer;
