package dev.callvault.store.status;

import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.listing.UnprovenSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of an account.
 *
 * @param streams calls, sessions, errors and bodies, in this order
 * @param logStates how many calls are in each state, by its label
 * @param refused the state of the login, if the provider refuses it
 * @param unproven the earliest unproven spans, with reasons; see {@link #unprovenSpans} for their number
 * @param unreadRows rows that the provider lists but that cannot be read
 */
public record AccountStatus(
        String account,
        List<StreamStatus> streams,
        Map<String, Long> logStates,
        Forecast forecast,
        Optional<LoginStore.Refused> refused,
        List<UnprovenSpan> unproven,
        long unreadRows) {
    /** How many unproven spans are named. */
    public static final int MAX_NAMED = 100;

    /** Nodes' clocks may differ by this much; a success that is later was written by a wrong clock. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Duration MAX = Duration.ofSeconds(Long.MAX_VALUE);

    /** Time until the next wanted log or uncovered second is lost; negative when overdue. */
    public Optional<Duration> headroom() {
        return forecast.headroom();
    }

    /** Logs that are still wanted. */
    public long backlog() {
        return forecast.backlog();
    }

    public long gaps() {
        return streams.stream().mapToLong(StreamStatus::gaps).sum();
    }

    public long unprovenSpans() {
        return streams.stream().mapToLong(StreamStatus::unprovenSpans).sum();
    }

    /**
     * What is wrong, the most urgent first; empty when all is well.
     *
     * @param fresh the age up to which a success counts as recent
     */
    public Set<Trouble> troubles(Instant now, Duration fresh) {
        Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
        addIf(forecast.isAtRisk(), Trouble.AT_RISK, troubles);
        addIf(refused.isPresent(), Trouble.LOGIN_REFUSED, troubles);
        addIf(isStale(now.minus(fresh), now.plus(AHEAD)), Trouble.STALE, troubles);
        addIf(streams.stream().anyMatch(it -> it.failure().isPresent()), Trouble.FAILING, troubles);
        addIf(gaps() > 0, Trouble.LOST, troubles);
        addIf(unprovenSpans() > 0 || unreadRows > 0, Trouble.UNPROVEN, troubles);
        return troubles;
    }

    private static void addIf(boolean is, Trouble trouble, Set<Trouble> troubles) {
        if (is) {
            troubles.add(trouble);
        }
    }

    private boolean isStale(Instant since, Instant until) {
        return streams.stream().anyMatch(it -> it.lastSuccess()
                .map(at -> at.isBefore(since) || at.isAfter(until))
                .orElse(true));
    }

    /** Sorts accounts in trouble first, by most urgent trouble and least headroom, then all by name. */
    public static Comparator<AccountStatus> byTrouble(Instant now, Duration fresh) {
        return Comparator.comparingInt((AccountStatus it) -> it.troubles(now, fresh).stream()
                        .mapToInt(Trouble::ordinal)
                        .min()
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(it -> it.headroom().orElse(MAX))
                .thenComparing(AccountStatus::account);
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
     * @param requests how many requests all runs have made so far
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
