/// The way to PostgreSQL: one gate for all queries, and the schema.
package dragoman.database;
