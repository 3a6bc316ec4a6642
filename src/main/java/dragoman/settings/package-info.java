/// What all settings have in common, and the refusal to start with those that will not do.
package dragoman.settings;
