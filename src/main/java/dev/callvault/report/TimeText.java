package dev.callvault.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as programs read them: whole seconds, always with the seconds. Java itself leaves out seconds and fractions that are
 * zero, and a column in two shapes is one that spreadsheets and libraries stumble over.
 */
final class TimeText {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private TimeText() {}

    /** In UTC, such as {@code 2026-11-20T15:10:00Z}. */
    static String of(Instant instant) {
        return of(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }

    /** Such as {@code 2026-11-20T15:10:00}. */
    static String of(LocalDateTime time) {
        return SECONDS.format(time);
    }
}
