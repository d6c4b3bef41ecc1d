package dev.callvault.call;

/**
 * The provider's number for a call's log: a platform-wide counter that passed 2³¹ around 2025. Gaps in it mean nothing.
 */
public record LogId(long value) implements Comparable<LogId> {
    public LogId {
        if (value < 0) {
            throw new IllegalArgumentException("a log id must not be negative: " + value);
        }
    }

    @Override
    public int compareTo(LogId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
