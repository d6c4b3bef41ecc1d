package dev.callvault.source;

import java.time.Duration;

/**
 * How fast, and how many at once, requests may be made to one provider account. Safe for use by many threads. Every
 * {@link #acquire} that returns is followed by one {@link #release}, whatever came of the request.
 */
public interface RequestBudget {
    /**
     * Waits until a request may be made. Lists go before logs, so that logs cannot starve them.
     *
     * @throws SourceFailure.Interrupted when the thread is interrupted, which leaves its flag set and nothing to release
     */
    void acquire(CallService service);

    /** The request is over. */
    void release();

    /** The provider answered without complaint; a lowered rate may rise a little, never above the configured one. */
    void success();

    /** The provider asks for a pause: nobody's request begins before it is over, and then they come more slowly. */
    void pushback(Duration retryAfter);

    /** The provider stated its limit; requests beyond what remains wait for its next window. */
    void told(RateLimit limit);

    /** Requests per second allowed now, as far as this process knows; infinite when unlimited. */
    double requestsPerSecond();
}
