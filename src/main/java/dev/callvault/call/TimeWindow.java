package dev.callvault.call;

import java.time.Duration;
import java.time.Instant;

/**
 * A half-open stretch of time in whole epoch seconds, the only unit of the provider's filters: it includes {@code from}
 * but not {@code to}.
 */
public record TimeWindow(long from, long to) implements Comparable<TimeWindow> {
    public TimeWindow {
        if (from >= to) {
            throw new IllegalArgumentException("a window must end after it begins: [" + from + ", " + to + ")");
        }
    }

    /** From the second of {@code from} up to, but not including, the second of {@code to}. */
    public static TimeWindow between(Instant from, Instant to) {
        return new TimeWindow(from.getEpochSecond(), to.getEpochSecond());
    }

    public Instant start() {
        return Instant.ofEpochSecond(from);
    }

    public Instant end() {
        return Instant.ofEpochSecond(to);
    }

    public Duration length() {
        return Duration.ofSeconds(seconds());
    }

    public long seconds() {
        return to - from;
    }

    public boolean contains(Instant instant) {
        return from <= instant.getEpochSecond() && instant.getEpochSecond() < to;
    }

    public boolean overlaps(TimeWindow other) {
        return from < other.to && other.from < to;
    }

    /** Earliest first. */
    @Override
    public int compareTo(TimeWindow other) {
        return from != other.from ? Long.compare(from, other.from) : Long.compare(to, other.to);
    }

    @Override
    public String toString() {
        return "[" + start() + ", " + end() + ")";
    }
}
