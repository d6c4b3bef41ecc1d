package dev.callvault.call;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of one stream that has been listed.
 *
 * @param total how many records the provider stated for it
 * @param proven whether exactly that many distinct records came
 */
public record CoverageSpan(TimeWindow window, long total, boolean proven) {
    /** Twice the tolerated clock error: a clock that is ahead lists time in the future and finds it empty. */
    private static final Duration LONG_PAST = Duration.ofHours(2);

    /** Whether it is proven and was long past by then. */
    public boolean isSettledBy(Instant now) {
        return proven && !window.end().isAfter(now.minus(LONG_PAST));
    }
}
