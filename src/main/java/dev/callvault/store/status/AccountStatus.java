package dev.callvault.store.status;

import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.listing.UnprovenSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The state of an account.
 *
 * @param streams calls, sessions, errors and bodies, in this order
 * @param logStates how many calls are in each state, by its label
 * @param refused the state of the login, if the provider refuses it
 * @param unproven the earliest unproven spans, with reasons; see {@link #unprovenSpans} for their number
 * @param unreadRows rows that the provider lists but that cannot be read
 * @param conflicts calls that the provider listed under the log id of another call
 * @param acknowledged how much of all that was acknowledged, and is not counted in any other figure
 * @param closed who closed the account; nothing is wrong with a closed one
 */
public record AccountStatus(
        String account,
        List<StreamStatus> streams,
        Map<String, Long> logStates,
        Forecast forecast,
        Optional<LoginStore.Refused> refused,
        List<UnprovenSpan> unproven,
        long unreadRows,
        long conflicts,
        long acknowledged,
        Optional<Decision> closed) {
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
     * @param fresh how old a success may be that counts as recent
     */
    public Set<Trouble> troubles(Instant now, Freshness fresh) {
        Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
        if (closed.isPresent()) {
            return troubles;
        }
        addIf(forecast.isAtRisk(), Trouble.AT_RISK, troubles);
        addIf(refused.isPresent(), Trouble.LOGIN_REFUSED, troubles);
        addIf(!stale(now, fresh).isEmpty(), Trouble.STALE, troubles);
        addIf(streams.stream().anyMatch(it -> it.failure().isPresent()), Trouble.FAILING, troubles);
        addIf(gaps() > 0, Trouble.LOST, troubles);
        addIf(isDoubtful(), Trouble.UNPROVEN, troubles);
        return troubles;
    }

    private static void addIf(boolean is, Trouble trouble, Set<Trouble> troubles) {
        if (is) {
            troubles.add(trouble);
        }
    }

    /** Listed streams without a recent success. A round over many logs may take longer, so logs are left aside. */
    private List<StreamStatus> stale(Instant now, Freshness fresh) {
        return streams.stream()
                .filter(it -> !it.stream().equals("bodies"))
                .filter(it -> it.lastSuccess()
                        .map(at -> at.isBefore(now.minus(fresh.of(it.usualDistance()))) || at.isAfter(now.plus(AHEAD)))
                        .orElse(true))
                .toList();
    }

    /** The worst of what is wrong, and since when. */
    public Verdict verdict(Instant now, Freshness fresh) {
        if (closed.isPresent()) {
            return new Verdict(Verdict.Kind.OK, Optional.empty());
        }
        if (refused.isPresent()) {
            return new Verdict(Verdict.Kind.REFUSED, refused.map(LoginStore.Refused::since));
        }
        List<StreamStatus> stale = stale(now, fresh);
        if (!stale.isEmpty()) {
            boolean isKnown = stale.stream().allMatch(it -> it.lastSuccess().isPresent());
            return new Verdict(
                    Verdict.Kind.STALE, isKnown ? earliest(stale, StreamStatus::lastSuccess) : Optional.empty());
        }
        if (forecast.isAtRisk()) {
            return new Verdict(Verdict.Kind.BEHIND, earliest(lostFirst(), StreamStatus::completeThrough));
        }
        if (gaps() > 0) {
            return new Verdict(Verdict.Kind.LOST, earliest(streams, StreamStatus::lostSince));
        }
        if (isDoubtful()) {
            return new Verdict(
                    Verdict.Kind.UNPROVEN,
                    unproven.stream().map(UnprovenSpan::since).min(Comparator.naturalOrder()));
        }
        return new Verdict(Verdict.Kind.OK, Optional.empty());
    }

    /** Streams of which something is lost first: what is behind has been so since they were complete. */
    private List<StreamStatus> lostFirst() {
        String first = forecast.headroomOf().orElse("bodies");
        return streams.stream().filter(it -> it.stream().equals(first)).toList();
    }

    private static Optional<Instant> earliest(
            List<StreamStatus> streams, Function<StreamStatus, Optional<Instant>> time) {
        return streams.stream().flatMap(it -> time.apply(it).stream()).min(Comparator.naturalOrder());
    }

    /** Sorts accounts in trouble first, by most urgent trouble and least headroom, then all by name. */
    public static Comparator<AccountStatus> byTrouble(Instant now, Freshness fresh) {
        return Comparator.comparingInt((AccountStatus it) -> it.troubles(now, fresh).stream()
                        .mapToInt(Trouble::ordinal)
                        .min()
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(it -> it.headroom().orElse(MAX))
                .thenComparing(AccountStatus::account);
    }

    /** Whether anything is lost or doubtful, and not acknowledged. */
    public boolean isIncomplete() {
        return gaps() > 0 || isDoubtful();
    }

    /** Whether anything is unproven or unreadable, or listed under the log id of another call. */
    private boolean isDoubtful() {
        return unprovenSpans() > 0 || unreadRows > 0 || conflicts > 0;
    }

    /**
     * One stream.
     *
     * @param stored records in the archive
     * @param unprovenSpans unproven spans that nobody has acknowledged
     * @param gaps gaps that are neither resolved nor acknowledged
     * @param lostSince when the first of these was found
     * @param usualDistance the usual time between two successes
     * @param requests how many requests all runs have made so far
     */
    public record StreamStatus(
            String stream,
            long stored,
            Optional<Instant> completeThrough,
            long provenSpans,
            long unprovenSpans,
            long gaps,
            Optional<Instant> lostSince,
            Optional<Instant> lastAttempt,
            Optional<Instant> lastSuccess,
            Optional<Duration> usualDistance,
            Optional<String> failure,
            long requests) {}
}
