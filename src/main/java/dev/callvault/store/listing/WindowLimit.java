package dev.callvault.store.listing;

import java.time.Instant;

/**
 * How much a provider was found to answer at once: the widest window that worked, and the most rows that may be asked for.
 *
 * @param seconds the widest window; {@link #NO_LIMIT} where none is known to be too wide
 * @param rows the highest {@code limit} that it takes
 * @param refusedAt when more was last asked for in vain
 */
public record WindowLimit(long seconds, int rows, Instant refusedAt) {
    public static final long NO_LIMIT = Long.MAX_VALUE;

    public WindowLimit {
        if (seconds < 1 || rows < 1) {
            throw new IllegalArgumentException("seconds " + seconds + ", rows " + rows);
        }
    }

    /** What is asked: all rows of a window, or its total alone. What is too much for the one may be little for the other. */
    public enum Question {
        LIST,
        TOTAL
    }
}
