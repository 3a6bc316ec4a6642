/// What newsrooms do: put articles in, read them, withdraw them, see what the corpus holds.
package dragoman.newsroom;
