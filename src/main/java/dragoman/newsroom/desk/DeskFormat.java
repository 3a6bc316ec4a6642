package dragoman.newsroom.desk;

import dragoman.answer.Ruling;
import dragoman.newsroom.desk.Editor.Scope;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// How the desk's pages write what they show.
@TemplateExtension
final class DeskFormat {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private DeskFormat() {
    }

    static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    static String momentOr(Optional<Instant> instant, String otherwise) {
        return instant.map(DeskFormat::moment).orElse(otherwise);
    }

    static String siteName(Optional<String> site) {
        return site.orElse(Scope.DEFAULT);
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String word(Enum<?> value) {
        return lower(value.name());
    }

    /// What a ruling tells in place of an answer.
    static String words(Ruling ruling) {
        return ruling.statements().stream().map(Ruling.Ruled::text).collect(Collectors.joining(" "));
    }

    /// Enough of a hash to know it by.
    static String brief(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }

    static String seconds(Optional<Integer> millis) {
        return millis.map(value -> "%.2f\u00a0s".formatted(value / 1000.0)).orElse("–");
    }

    static String figure(OptionalDouble value) {
        return value.isPresent() ? "%.2f".formatted(value.getAsDouble()) : "–";
    }

    static String roughly(Duration duration) {
        return duration.toDays() > 1 ? duration.toDays() + " days" : duration.toHours() > 1 ? duration.toHours() + " h" : duration.toMinutes() > 1 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
