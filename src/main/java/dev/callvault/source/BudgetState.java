package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the pace at which an account's provider may be asked: pure arithmetic, shared by all nodes through a
 * {@link BudgetLedger}. The rate halves with each pushback and rises with each success, quickly up to near where it was
 * last refused and slowly from there; so a provider is served to its limit with few refusals.
 *
 * @param most requests per second as configured; infinite for no limit
 * @param found the rate that refusals led to; infinite when the provider tolerates the configured one
 * @param refusedAt the rate at which it last refused; infinite when nothing is known
 * @param next when the next request may begin that nobody has been given
 * @param pausedUntil until when the provider asked for peace
 * @param window the provider's own limit, while it states one
 */
public record BudgetState(
        double most, double found, double refusedAt, Instant next, Instant pausedUntil, Optional<RateWindow> window) {
    /** Where an unlimited rate begins to be limited once the provider asks for a pause. */
    private static final double FIRST_LIMIT = 16;

    /** A hundred successes lead from nothing to the full rate. */
    private static final double STEP = 0.01;

    /** Near the rate that was refused, more is tried three times more slowly. */
    private static final double CAREFUL_STEP = STEP / 3;

    private static final double CAREFUL_FROM = 0.8;

    /** Slow, but not so slow that a recovery would take days. */
    private static final double SLOWEST_SHARE = 1.0 / 64;

    /** Requests are handed out so far ahead that the ledger is not what slows them down, and no farther. */
    private static final Duration AHEAD = Duration.ofSeconds(1);

    /** No node has taken starts farther ahead than so, nor than so many of them. */
    private static final Duration FARTHEST = Duration.ofMinutes(1);

    private static final int MOST_AHEAD = 20;

    /** Longer than any pause that a provider is granted. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(16);

    /** The state of an account that nobody has asked yet. */
    public static final BudgetState NEW = new BudgetState(
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());

    /** Requests per second; infinite when unlimited. */
    public double rate() {
        return Math.min(most, found);
    }

    /** Whether requests may begin without being handed out one by one, but for a pause. */
    public boolean isUnlimited() {
        return Double.isInfinite(rate()) && window.isEmpty();
    }

    /** Without what can only have been written while the clock was ahead: it would hold up everybody until then. */
    BudgetState believable(Instant now) {
        Duration farthest =
                FARTHEST.plusNanos((long) (Duration.ofSeconds(MOST_AHEAD).toNanos() / rate()));
        return new BudgetState(
                most,
                found,
                refusedAt,
                next.isAfter(now.plus(farthest)) ? now : next,
                pausedUntil.isAfter(now.plus(LONGEST_PAUSE)) ? now : pausedUntil,
                window.filter(it -> !it.isAhead(now)));
    }

    BudgetState withMost(double requestsPerSecond) {
        return new BudgetState(requestsPerSecond, found, refusedAt, next, pausedUntil, window);
    }

    private BudgetState withFound(double rate, double refused) {
        return new BudgetState(most, rate, refused, next, pausedUntil, window);
    }

    /** Requests that were under way together may all be refused for the same reason: within a pause the rate falls once. */
    BudgetState refused(Duration pause, Instant now) {
        Instant end = now.plus(pause);
        BudgetState paused =
                new BudgetState(most, found, refusedAt, next, end.isAfter(pausedUntil) ? end : pausedUntil, window);
        boolean isKnown = now.isBefore(pausedUntil)
                || window.filter(it -> it.isUsedUp(now)).isPresent();
        double last = Math.min(rate(), limit());
        return isKnown ? paused : paused.withFound(Math.max(limit() * SLOWEST_SHARE, last / 2), last);
    }

    BudgetState succeeded(long times) {
        double rate = found;
        for (long i = 0; i < times && rate < limit(); i++) {
            rate += limit() * (rate < refusedAt * CAREFUL_FROM ? STEP : CAREFUL_STEP);
        }
        return rate < limit()
                ? withFound(rate, refusedAt)
                : withFound(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** @param underWay requests of the node that was told which the provider may not have counted yet */
    BudgetState told(RateLimit stated, int underWay, Instant now) {
        RateWindow told = window.filter(it -> it.isSame(stated, now))
                .map(it -> it.told(stated, underWay))
                .orElseGet(() -> RateWindow.of(stated, underWay, now));
        return new BudgetState(most, found, refusedAt, next, pausedUntil, Optional.of(told));
    }

    /** Hands out the next requests: at most so many lists and logs, lists first. */
    Taken take(int lists, int logs, Instant now) {
        Optional<RateWindow> open = window.filter(it -> it.resetAt().isAfter(now));
        BudgetState current = new BudgetState(most, found, refusedAt, next, pausedUntil, open);
        if (pausedUntil.isAfter(now) || current.isUnlimited()) {
            Duration pause = pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
            return new Taken(current, List.of(), List.of(), pause, pause);
        }
        long room = Double.isInfinite(rate()) ? Long.MAX_VALUE : Math.max(1, (long) (rate() * AHEAD.toSeconds()));
        long forLists =
                Math.min(lists, Math.min(room, open.map(RateWindow::left).orElse(Long.MAX_VALUE)));
        long forLogs = Math.min(
                logs, Math.min(room, open.map(it -> it.leftForLogs(now)).orElse(Long.MAX_VALUE)) - forLists);
        return current.hand((int) forLists, (int) Math.max(0, forLogs), now);
    }

    private Taken hand(int lists, int logs, Instant now) {
        Duration spacing = Duration.ofNanos((long) (Duration.ofSeconds(1).toNanos() / rate()));
        List<Instant> starts = new ArrayList<>();
        Instant start = next.isAfter(now) ? next : now;
        for (int i = 0; i < lists + logs; i++) {
            starts.add(start);
            start = start.plus(spacing);
        }
        BudgetState left = new BudgetState(
                most,
                found,
                refusedAt,
                starts.isEmpty() ? next : start,
                pausedUntil,
                window.map(it -> it.less(lists + logs)));
        return new Taken(
                left,
                List.copyOf(starts.subList(0, lists)),
                List.copyOf(starts.subList(lists, starts.size())),
                left.window().map(it -> it.untilNext(now, false)).orElse(Duration.ZERO),
                left.window().map(it -> it.untilNext(now, true)).orElse(Duration.ZERO));
    }

    private double limit() {
        return Double.isInfinite(most) ? FIRST_LIMIT : most;
    }

    /**
     * What was handed out.
     *
     * @param state what is left
     * @param lists when each of the lists may begin
     * @param logs when each of the logs may begin
     * @param listsAgain after how long asking for more lists makes sense
     * @param logsAgain after how long asking for more logs makes sense
     */
    public record Taken(
            BudgetState state, List<Instant> lists, List<Instant> logs, Duration listsAgain, Duration logsAgain) {}
}
