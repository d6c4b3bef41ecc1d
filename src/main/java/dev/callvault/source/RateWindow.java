package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;

/**
 * The provider's own limit, of which a share is kept for lists: logs may use it up only as the window ends, so that a window
 * is used to its limit and yet a list never waits for the next one.
 *
 * @param left requests that nobody has been given
 * @param length of a window, by the farthest reset that was stated
 */
public record RateWindow(long limit, long left, Duration length, Instant resetAt) {
    private static final double KEPT_FOR_LISTS = 0.08;

    /** The provider states its reset in whole seconds, and answers take a moment. */
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

    /** Others may use the account too, so less is believed; more is not, since what is under way is not counted yet. */
    RateWindow told(RateLimit stated, int underWay) {
        long believed = Math.min(left, Math.max(0, stated.remaining() - underWay));
        Duration longest = length.compareTo(stated.untilReset()) < 0 ? stated.untilReset() : length;
        return new RateWindow(limit, believed, longest, resetAt);
    }

    RateWindow less(long handedOut) {
        return new RateWindow(limit, Math.max(0, left - handedOut), length, resetAt);
    }

    /** Whether it ends later than it could. */
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

    /** How long to wait before asking again; zero while there is something left. */
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
