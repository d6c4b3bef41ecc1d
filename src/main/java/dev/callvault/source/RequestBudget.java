package dev.callvault.source;

import java.time.Duration;

/**
 * How often and how many at once a provider account may be asked. Shared by everybody who asks for the account; safe for many
 * threads.
 */
public interface RequestBudget {
    /**
     * Waits until a request may be sent.
     *
     * @throws SourceFailure.Interrupted when interrupted meanwhile
     */
    void acquire();

    /** The request has ended, with or without an answer. */
    void release();

    /** The provider asked for peace: nobody asks again before the time has passed, and then more slowly. */
    void pushback(Duration retryAfter);

    /** The provider answered as it should: what pushback slowed down may recover a little. */
    void success();
}
