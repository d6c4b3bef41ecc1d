package dev.callvault.source;

import dev.callvault.call.TimeWindow;

/**
 * One request for a page of a list.
 *
 * @param offset records to skip, 0 or more
 * @param limit records at most, 1 to {@value #MAX}
 * @param isOnce whether a failure is final: the request is then not retried, unless the provider asked to wait
 */
public record ListQuery(TimeWindow window, long offset, int limit, boolean isOnce) {
    /** The most records in one response, by the provider's documentation. */
    public static final int MAX = 10_000;

    public ListQuery {
        if (offset < 0 || limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("invalid page: offset " + offset + ", limit " + limit);
        }
    }

    /** A request that is retried where that may help. */
    public ListQuery(TimeWindow window, long offset, int limit) {
        this(window, offset, limit, false);
    }

    /** The same request without retries. */
    public ListQuery once() {
        return new ListQuery(window, offset, limit, true);
    }

    /** As many records as one response can hold. */
    public static ListQuery all(TimeWindow window) {
        return new ListQuery(window, 0, MAX);
    }

    /** The cheapest request that makes the provider state the window's total. */
    public static ListQuery total(TimeWindow window) {
        return new ListQuery(window, 0, 1);
    }
}
