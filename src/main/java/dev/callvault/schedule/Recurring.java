package dev.callvault.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Something to be done again and again, by one node at a time.
 *
 * @param name unique in the cluster, up to 200 characters, for example {@code list calls default}
 * @param every the interval in whole seconds, at least one
 * @param phase where in the interval it is due, counted from the epoch's multiples of the interval; see {@link Phases}
 * @param work what to do; it may be interrupted when the schedule closes
 */
public record Recurring(String name, Duration every, Duration phase, Runnable work) {
    public Recurring {
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("a job needs a name of 1 to 200 characters: \"" + name + "\"");
        }
        if (every.toSeconds() < 1
                || !every.equals(Duration.ofSeconds(every.toSeconds()))
                || every.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + ": the interval must be whole seconds: " + every);
        }
        if (phase.isNegative() || phase.compareTo(every) >= 0) {
            throw new IllegalArgumentException(name + ": the phase must lie within the interval: " + phase);
        }
    }

    /** The last time at or before {@code now} at which this was due. */
    Instant lastDue(Instant now) {
        long millis = now.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis - phase.toMillis(), every.toMillis()));
    }

    /** Whether {@code time} is one of the times at which this is due. */
    boolean isDueAt(Instant time) {
        return lastDue(time).equals(time);
    }
}
