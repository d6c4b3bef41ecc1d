package dev.callvault.report;

import dev.callvault.call.Counted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times and numbers, written for people. */
public final class HumanFormat {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.US);

    private HumanFormat() {}

    /** A whole number with its thousands separated, such as {@code 12,345}. */
    public static String count(long number) {
        return Counted.of(number);
    }

    /** A number of things, such as {@code 1 row} or {@code 2 rows}; {@code noun} is the singular of a regular plural. */
    public static String count(long number, String noun) {
        return Counted.of(number, noun);
    }

    /** An instant to the second, in UTC, or a dash. */
    public static String instant(Optional<Instant> instant) {
        return instant.map(TimeText::of).orElse("-");
    }

    /** A length of time in its two largest units, such as {@code 4 d 7 h}. */
    public static String duration(Duration duration) {
        Duration length = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        if (length.toDays() > 0) {
            return sign + length.toDays() + " d " + length.toHoursPart() + " h";
        }
        return length.toHours() > 0
                ? sign + length.toHours() + " h " + length.toMinutesPart() + " min"
                : sign + length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }

    /** An instant to the second in a zone, with the zone's name, such as {@code 2026-11-20 15:10:30 EST}. */
    public static String local(Instant instant, ZoneId zone) {
        return LOCAL.format(instant.atZone(zone));
    }

    /** A length of time as a clock shows it, such as {@code 1:05:09} or {@code 5:09}. */
    public static String clock(Duration length) {
        return length.toHours() > 0
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", length.toHours(), length.toMinutesPart(), length.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", length.toMinutesPart(), length.toSecondsPart());
    }

    /** A size as a whole number in a suitable unit, such as {@code 24 MiB}. */
    public static String bytes(long size) {
        if (size < 10 << 10) {
            return count(size) + " bytes";
        }
        return size < 10 << 20 ? count(size >> 10) + " KiB" : count(size >> 20) + " MiB";
    }
}
