/// The editors' desk: what readers ask, what is answered, and what editors decide about it.
package dragoman.newsroom.desk;
