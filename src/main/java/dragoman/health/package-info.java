/// Whether the program can answer.
package dragoman.health;
