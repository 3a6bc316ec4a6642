/// The way to pages and feeds of others, which is hostile territory: only public addresses, only as fast and as much as they allow.
package dragoman.fetch;
