package dev.callvault.source;

import java.time.Duration;

/**
 * How fast, and how many at once, requests to one provider account may be made. Safe for use by many threads. Every
 * {@link #acquire} that returns is followed by one {@link #release}, whatever the outcome of the request.
 */
public interface RequestBudget {
    /**
     * Waits until a request may be made. Lists go before logs, so that logs cannot starve them.
     *
     * @throws SourceFailure.Interrupted when the thread is interrupted, which leaves its flag set and nothing to release
     */
    void acquire(CallService service);

    /** The request has ended. */
    void release();

    /** The provider responded normally; a lowered rate may rise a little, never above the configured one. */
    void success();

    /** The provider asks for a pause: on every node requests wait until it is over, and then start more slowly. */
    void pushback(Duration retryAfter);

    /** The provider stated its limit; requests beyond the remaining number wait for its next window. */
    void limited(RateLimit limit);

    /** The currently allowed requests per second, as far as this process knows; infinite when unlimited. */
    double requestsPerSecond();
}
