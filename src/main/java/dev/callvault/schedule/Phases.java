package dev.callvault.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * Spreads jobs over their intervals: a name always gets the same second, and different names mostly get different ones.
 * The provider asks users not to start batches at the top of the hour, so no job is due within {@link #BERTH} of it if
 * its interval allows.
 */
public final class Phases {
    /** How far from the top of the hour a job stays, on either side. */
    static final Duration BERTH = Duration.ofSeconds(30);

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private Phases() {}

    /** The phase for a job of this name, in whole seconds from 0 to less than {@code every}. */
    public static Duration of(String name, Duration every) {
        long seconds = Math.max(1, every.toSeconds());
        // An interval that does not divide the hour drifts through it, in steps of this many seconds.
        long step = greatestCommonDivisor(seconds, HOUR);
        long room = step - 2 * BERTH.toSeconds() + 1;
        long hash = hash(name);
        if (room < 1) {
            return Duration.ofSeconds(hash % seconds);
        }
        long wholeSteps = hash / room % (seconds / step) * step;
        return Duration.ofSeconds(wholeSteps + BERTH.toSeconds() + hash % room);
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static long hash(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
