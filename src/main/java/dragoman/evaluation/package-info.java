/// What an evaluation needs besides the program under test: sets of questions whose answers are known, the measures, their uncertainty,
/// and the report. Knows neither database nor retrieval.
package dragoman.evaluation;
