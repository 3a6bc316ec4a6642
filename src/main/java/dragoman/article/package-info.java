/// What an article is: its text, who published it and when, and the versions it went through.
/// Nothing here knows a framework, a database or a model.
package dragoman.article;
