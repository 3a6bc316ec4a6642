/// The command line: `serve`, `ask`, `ingest`, `evaluate`, `reembed`.
package dragoman.cli;
