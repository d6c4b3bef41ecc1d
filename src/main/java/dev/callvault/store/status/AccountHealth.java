package dev.callvault.store.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Shows whether an account's archiving works, without counting what is stored.
 *
 * @param streams calls, sessions, errors and bodies, in this order
 * @param backlog logs that are still wanted
 * @param nextExpiry when the next of them expires; empty when none is wanted
 */
public record AccountHealth(String account, List<StreamHealth> streams, long backlog, Optional<Instant> nextExpiry) {
    public AccountHealth {
        streams = List.copyOf(streams);
    }

    /**
     * One stream.
     *
     * @param gaps unresolved ones
     * @param failure of the last run
     */
    public record StreamHealth(
            String stream,
            Optional<Instant> completeThrough,
            Optional<Instant> lastAttempt,
            Optional<Instant> lastSuccess,
            Optional<String> failure,
            long unprovenSpans,
            long gaps) {}
}
