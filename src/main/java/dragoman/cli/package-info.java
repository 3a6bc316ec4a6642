/// The command line: `serve`, `ask`, `ingest`.
package dragoman.cli;
