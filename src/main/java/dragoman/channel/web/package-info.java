/// The public HTTP interface and the page that uses it.
package dragoman.channel.web;
