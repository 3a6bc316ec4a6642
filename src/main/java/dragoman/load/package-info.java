/// How much is done at once, so that more than can be done is refused early and said so.
package dragoman.load;
