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

    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

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

    /**
     * What is wrong, the most urgent first; empty when the account is well.
     *
     * @param fresh so old at most is a success that still shows that things go well
     */
    public Set<Trouble> troubles(Instant now, Duration fresh) {
        Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
        addIf(forecast.isAtRisk(), Trouble.AT_RISK, troubles);
        addIf(refused.isPresent(), Trouble.LOGIN_REFUSED, troubles);
        addIf(isStale(now.minus(fresh)), Trouble.STALE, troubles);
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

    private boolean isStale(Instant since) {
        return streams.stream()
                .anyMatch(it -> it.lastSuccess().map(at -> at.isBefore(since)).orElse(true));
    }

    /** Puts accounts in trouble first, the most urgent trouble and the least headroom before others, then goes by name. */
    public static Comparator<AccountStatus> byTrouble(Instant now, Duration fresh) {
        return Comparator.comparingInt((AccountStatus it) -> it.troubles(now, fresh).stream()
                        .mapToInt(Trouble::ordinal)
                        .min()
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(it -> it.headroom().orElse(LONGEST))
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
