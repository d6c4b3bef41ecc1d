package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;

/** The rate at which requests may begin: halved by each pause, rising with each success. Safe for use by many threads. */
final class Pace {
    /** Where an unlimited rate begins to be limited once the provider asks for a pause. */
    private static final double FIRST_LIMIT = 16;

    /** A hundred successes lead from nothing to the full rate. */
    private static final double STEP = 0.01;

    /** Slow, but not so slow that a recovery would take days. */
    private static final double SLOWEST_SHARE = 1.0 / 64;

    private final double most;
    private double rate;
    private Instant next = Instant.MIN;
    private Instant pausedUntil = Instant.MIN;

    /** At most so many a second; 0 for no limit. */
    Pace(double requestsPerSecond) {
        if (!(requestsPerSecond >= 0)) {
            throw new IllegalArgumentException("requests per second " + requestsPerSecond);
        }
        this.most = requestsPerSecond == 0 ? Double.POSITIVE_INFINITY : requestsPerSecond;
        this.rate = most;
    }

    synchronized double rate() {
        return rate;
    }

    /** Zero when a request may begin now, which is then counted; otherwise how long until one may. */
    synchronized Duration take(Instant now) {
        Instant free = next.isAfter(pausedUntil) ? next : pausedUntil;
        if (free.isAfter(now)) {
            return Duration.between(now, free);
        }
        next = now.plusNanos((long) (Duration.ofSeconds(1).toNanos() / rate));
        return Duration.ZERO;
    }

    /** Requests that were under way together may all be refused for the same reason: within a pause the rate falls once. */
    synchronized void pause(Instant now, Duration length) {
        if (!now.isBefore(pausedUntil)) {
            rate = Math.max(limit() * SLOWEST_SHARE, Math.min(rate, limit()) / 2);
        }
        Instant end = now.plus(length);
        pausedUntil = end.isAfter(pausedUntil) ? end : pausedUntil;
    }

    synchronized void rise() {
        double risen = rate + limit() * STEP;
        rate = risen < limit() ? risen : most;
    }

    private double limit() {
        return Double.isInfinite(most) ? FIRST_LIMIT : most;
    }
}
