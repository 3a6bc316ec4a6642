package dragoman.answer.generation;

import java.time.LocalDate;

/// A passage as the model gets it.
///
/// @param id        tells it from others, and changes when its words do
/// @param title     its article's headline
/// @param publisher its article's publisher
/// @param published its article's day of publication
/// @param text      its words, without what is not meant for readers
public record GivenPassage(String id, String title, String publisher, LocalDate published, String text) {
}
