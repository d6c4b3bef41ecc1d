package dev.callvault.simulator;

import java.time.Duration;
import java.time.Instant;

/** Limits the requests in each window of time, as the provider's sibling services do. Safe for many threads. */
final class RateLimiter {
    private final int requests;
    private final Duration window;
    private Instant resetAt = Instant.MIN;
    private int used;

    RateLimiter(int requests, Duration window) {
        this.requests = requests;
        this.window = window;
    }

    /**
     * What a request learns about the limit.
     *
     * @param isRefused whether it exceeded the limit
     */
    record Standing(boolean isRefused, int limit, int remaining, Instant resetAt) {}

    synchronized Standing count(Instant now) {
        if (!now.isBefore(resetAt)) {
            resetAt = now.plus(window);
            used = 0;
        }
        boolean isRefused = used >= requests;
        used += isRefused ? 0 : 1;
        return new Standing(isRefused, requests, requests - used, resetAt);
    }
}
