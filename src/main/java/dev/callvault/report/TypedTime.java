package dev.callvault.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/** A time as people type it, in a shell or a form: a day or a wall clock time of a zone, or an instant with its offset. */
public final class TypedTime {
    private TypedTime() {}

    /** Empty when the text is none of {@code 2026-11-01}, {@code 2026-11-01T08:30} and {@code 2026-11-01T12:30:00Z}. */
    public static Optional<Instant> read(String text, ZoneId zone) {
        return first(
                text,
                it -> LocalDate.parse(it).atStartOfDay(zone).toInstant(),
                it -> LocalDateTime.parse(it).atZone(zone).toInstant(),
                it -> OffsetDateTime.parse(it).toInstant());
    }

    @SafeVarargs
    private static Optional<Instant> first(String text, Function<String, Instant>... readings) {
        for (Function<String, Instant> reading : readings) {
            try {
                return Optional.of(reading.apply(text));
            } catch (DateTimeException other) {
                // It is of another shape, or of none.
            }
        }
        return Optional.empty();
    }
}
