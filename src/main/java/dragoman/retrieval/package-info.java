/// From a question to the passages that may answer it: what the question asks for, and hybrid search by meaning and by words.
package dragoman.retrieval;
