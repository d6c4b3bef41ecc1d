package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;

/**
 * The provider's own limit, with a share reserved for lists. Logs may use the reserve only as the window ends, so that
 * the window is fully used and a list never has to wait for the next one.
 *
 * @param left requests not yet assigned
 * @param length of a window, by the latest reset time stated
 */
public record RateWindow(long limit, long left, Duration length, Instant resetAt) {
    private static final double KEPT_FOR_LISTS = 0.08;

    /** The provider states its reset in whole seconds, and responses take a moment. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static RateWindow of(RateLimit stated, int underWay, Instant now) {
        return new RateWindow(
                stated.limit(),
                Math.max(0, stated.remaining() - underWay),
                stated.untilReset(),
                now.plus(stated.untilReset()));
    }

    boolean isSame(RateLimit stated, Instant now) {
        Duration apart =
                Duration.between(resetAt, now.plus(stated.untilReset())).abs();
        return limit == stated.limit() && resetAt.isAfter(now) && apart.compareTo(TOLERANCE) <= 0;
    }

    /**
     * Accepts a lower figure, since others may use the account too, but not a higher one, since requests in progress
     * are not yet counted.
     */
    RateWindow limited(RateLimit stated, int underWay) {
        long believed = Math.min(left, Math.max(0, stated.remaining() - underWay));
        Duration longest = length.compareTo(stated.untilReset()) < 0 ? stated.untilReset() : length;
        return new RateWindow(limit, believed, longest, resetAt);
    }

    RateWindow less(long handedOut) {
        return new RateWindow(limit, Math.max(0, left - handedOut), length, resetAt);
    }

    /** Whether it ends later than possible. */
    boolean isAhead(Instant now) {
        return resetAt.isAfter(now.plus(length).plus(TOLERANCE));
    }

    boolean isUsedUp(Instant now) {
        return left == 0 && resetAt.isAfter(now);
    }

    /** What logs may use now. */
    long leftForLogs(Instant now) {
        double share = (double) Duration.between(now, resetAt).toMillis() / Math.max(1, length.toMillis());
        return Math.max(0, left - (long) Math.ceil(limit * KEPT_FOR_LISTS * Math.clamp(share, 0, 1)));
    }

    /** How long to wait before asking again; zero while requests are left. */
    Duration untilNext(Instant now, boolean logs) {
        if ((logs ? leftForLogs(now) : left) > 0) {
            return Duration.ZERO;
        }
        Duration reset = Duration.between(now, resetAt);
        Duration step = reset.dividedBy(16).plusMillis(100);
        Duration soon = step.compareTo(PATIENCE) < 0 ? step : PATIENCE;
        return logs && left > 0 && soon.compareTo(reset) < 0 ? soon : reset;
    }
}
