package dev.callvault.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times and numbers as people read them. */
final class Words {
    private Words() {}

    /** A whole number with thousands apart, such as {@code 12,345}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** An instant to the second, in UTC, or a dash. */
    static String instant(Optional<Instant> instant) {
        return instant.map(it -> it.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-");
    }

    /** A length of time in its two largest units, such as {@code 4 d 7 h}. */
    static String duration(Duration duration) {
        Duration length = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        if (length.toDays() > 0) {
            return sign + length.toDays() + " d " + length.toHoursPart() + " h";
        }
        return length.toHours() > 0
                ? sign + length.toHours() + " h " + length.toMinutesPart() + " min"
                : sign + length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }
}
