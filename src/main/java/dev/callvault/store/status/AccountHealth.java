package dev.callvault.store.status;

import dev.callvault.store.coordination.LoginStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Shows whether an account's archiving works, without counting what is stored.
 *
 * @param streams calls, sessions, errors and bodies, in this order
 * @param forecast headroom, backlog and budget, as {@code status} shows them
 * @param refused the state of the login, if the provider refuses it
 * @param closed whether the account is closed, so that nothing is wrong with it
 */
public record AccountHealth(
        String account,
        List<StreamHealth> streams,
        Forecast forecast,
        Optional<LoginStore.Refused> refused,
        boolean closed) {
    public AccountHealth {
        streams = List.copyOf(streams);
    }

    /**
     * One stream.
     *
     * @param failure of the last run
     * @param unprovenSpans those that nobody has acknowledged
     * @param gaps those that are neither resolved nor acknowledged
     * @param doubts unreadable rows, and calls under the log id of another call, that nobody has acknowledged
     * @param acknowledged how much of all that was acknowledged, and is not counted in the other figures
     * @param acknowledgedSpans how many of these are unproven spans, which hold the watermark
     */
    public record StreamHealth(
            String stream,
            Optional<Instant> completeThrough,
            Optional<Instant> lastAttempt,
            Optional<Instant> lastSuccess,
            Optional<String> failure,
            long unprovenSpans,
            long gaps,
            long doubts,
            long acknowledged,
            long acknowledgedSpans) {}
}
