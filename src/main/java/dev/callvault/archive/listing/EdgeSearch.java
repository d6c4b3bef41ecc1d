package dev.callvault.archive.listing;

import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Finds where retention begins at a provider that refuses older start times. Whether a provider does so, from when, and
 * by which clock is not known in advance. The edge is usually minutes away; if not, a few requests still recover most
 * of the window.
 */
final class EdgeSearch {
    private static final List<Duration> STEPS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(65));
    private static final long GRAIN = Duration.ofMinutes(10).toSeconds();

    private EdgeSearch() {}

    /**
     * The earliest start within a window that is not refused, given that the window's own start is; empty when all are
     * refused.
     *
     * @param isRefused requests a single second
     */
    static OptionalLong earliest(TimeWindow window, LongPredicate isRefused) {
        long refused = window.from();
        for (Duration step : STEPS) {
            long start = window.from() + step.toSeconds();
            if (start >= window.to()) {
                return OptionalLong.empty();
            }
            if (!isRefused.test(start)) {
                return OptionalLong.of(start);
            }
            refused = start;
        }
        return farther(window, refused, isRefused);
    }

    private static OptionalLong farther(TimeWindow window, long firstRefused, LongPredicate isRefused) {
        long refused = firstRefused;
        long step = 2 * (refused - window.from());
        long last = window.to() - 1;
        while (refused < last) {
            long start = Math.min(last, window.from() + step);
            if (!isRefused.test(start)) {
                return OptionalLong.of(between(refused, start, isRefused));
            }
            refused = start;
            step *= 2;
        }
        return OptionalLong.empty();
    }

    private static long between(long lastRefused, long firstAllowed, LongPredicate isRefused) {
        long refused = lastRefused;
        long allowed = firstAllowed;
        while (allowed - refused > GRAIN) {
            long middle = refused + (allowed - refused) / 2;
            if (isRefused.test(middle)) {
                refused = middle;
            } else {
                allowed = middle;
            }
        }
        return allowed;
    }
}
