/// Judging whether words of an article carry a statement: figures, dates, names, negation, modality, quotations and speakers.
package dragoman.evidence;
