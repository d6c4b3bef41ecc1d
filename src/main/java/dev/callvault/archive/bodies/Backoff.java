package dev.callvault.archive.bodies;

import dev.callvault.store.bodies.WantedBody;
import java.time.Duration;
import java.time.Instant;

/**
 * When to request a failed log again: after ever longer pauses, but sooner as expiry approaches, and always once more
 * just before it expires, so that an outage of hours does not cost the log.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration MAX = Duration.ofHours(6);
    private static final Duration LAST_CALL = Duration.ofMinutes(15);
    private static final int MAX_DOUBLINGS = 10;

    private Backoff() {}

    static Instant after(WantedBody wanted, Instant now) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(wanted.attempts(), MAX_DOUBLINGS));
        Instant lastCall = wanted.expiresAt().minus(LAST_CALL);
        if (now.isBefore(lastCall)) {
            Duration left = Duration.between(now, lastCall);
            Duration half = longer(left.dividedBy(2), LAST_CALL);
            return now.plus(shorter(left, shorter(half, shorter(doubled, MAX))));
        }
        Instant later = now.plus(shorter(doubled, MAX));
        return later.isAfter(wanted.expiresAt()) && now.isBefore(wanted.expiresAt()) ? wanted.expiresAt() : later;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
