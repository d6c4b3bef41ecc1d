package dev.callvault.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an account stands.
 *
 * @param streams calls, sessions, errors and bodies, in this order
 * @param logStates how many calls are in each state, by its label
 * @param headroom time until the next wanted body or uncovered second is lost; negative when something is overdue
 * @param refused the state of the login, when the provider refuses it
 * @param unproven the earliest unproven spans, with the reasons; see {@link #unprovenSpans} for how many there are
 * @param unreadRows rows that the provider lists and that cannot be read
 */
public record AccountStatus(
        String account,
        List<StreamStatus> streams,
        Map<String, Long> logStates,
        Optional<Duration> headroom,
        Forecast forecast,
        Optional<LoginStore.Refused> refused,
        List<UnprovenSpan> unproven,
        long unreadRows) {
    /** So many unproven spans are named. */
    public static final int MOST_NAMED = 100;

    /** Bodies that are still wanted. */
    public long backlog() {
        return logStates.getOrDefault("pending", 0L);
    }

    public long gaps() {
        return streams.stream().mapToLong(StreamStatus::gaps).sum();
    }

    public long unprovenSpans() {
        return streams.stream().mapToLong(StreamStatus::unprovenSpans).sum();
    }

    /** Whether anything is lost, unproven or unreadable. */
    public boolean isIncomplete() {
        return gaps() > 0 || unprovenSpans() > 0 || unreadRows > 0;
    }

    /**
     * One stream.
     *
     * @param stored records in the archive
     * @param gaps unresolved gaps
     * @param requests what all runs have cost so far
     */
    public record StreamStatus(
            String stream,
            long stored,
            Optional<Instant> completeThrough,
            long provenSpans,
            long unprovenSpans,
            long gaps,
            Optional<Instant> lastAttempt,
            Optional<Instant> lastSuccess,
            Optional<String> failure,
            long requests) {}
}
