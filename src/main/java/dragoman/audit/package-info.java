/// What was done by whom, in a log that takes new entries only.
package dragoman.audit;
