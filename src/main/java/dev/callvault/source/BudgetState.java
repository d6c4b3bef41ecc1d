package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The known pace at which an account's provider may be asked: pure arithmetic, shared by all nodes through a {@link
 * BudgetLedger}. The rate halves with each pushback and rises with each success, quickly up to near the last refused
 * rate and slowly from there. So the provider is used up to its limit with few refusals.
 *
 * @param most configured requests per second; infinite for no limit
 * @param found the rate found after refusals; infinite when the provider tolerates the configured one
 * @param refusedAt the rate at which the provider last refused; infinite when unknown
 * @param next the earliest start not yet assigned to a request
 * @param pausedUntil the end of the pause that the provider asked for
 * @param window the provider's own limit, while it states one
 */
public record BudgetState(
        double most, double found, double refusedAt, Instant next, Instant pausedUntil, Optional<RateWindow> window) {
    /** The rate limit after the first pause when no rate is configured. */
    private static final double FIRST_LIMIT = 16;

    /** A hundred successes restore the full rate. */
    private static final double STEP = 0.01;

    /** Near the refused rate, the rate rises three times more slowly. */
    private static final double CAREFUL_STEP = STEP / 3;

    private static final double CAREFUL_FROM = 0.8;

    /** Slow, but fast enough that recovery does not take days. */
    private static final double SLOWEST_SHARE = 1.0 / 64;

    /** How far ahead starts are assigned: far enough that the ledger is not the bottleneck. */
    private static final Duration AHEAD = Duration.ofSeconds(1);

    /** A bound on how far ahead, and how many, starts a node can have taken. */
    private static final Duration FARTHEST = Duration.ofMinutes(1);

    private static final int MAX_AHEAD = 20;

    /** Longer than any pause that a provider is allowed. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(16);

    /** The state of an account before its first request. */
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

    /** Whether requests may start without assigned times, except during a pause. */
    public boolean isUnlimited() {
        return Double.isInfinite(rate()) && window.isEmpty();
    }

    /** Without values that a clock ahead must have written: they would delay every request until then. */
    BudgetState believable(Instant now) {
        Duration farthest =
                FARTHEST.plusNanos((long) (Duration.ofSeconds(MAX_AHEAD).toNanos() / rate()));
        return new BudgetState(
                most,
                found,
                refusedAt,
                next.isAfter(now.plus(farthest)) ? now : next,
                pausedUntil.isAfter(now.plus(MAX_PAUSE)) ? now : pausedUntil,
                window.filter(it -> !it.isAhead(now)));
    }

    BudgetState withMost(double requestsPerSecond) {
        return new BudgetState(requestsPerSecond, found, refusedAt, next, pausedUntil, window);
    }

    private BudgetState withFound(double rate, double refused) {
        return new BudgetState(most, rate, refused, next, pausedUntil, window);
    }

    /** Concurrent requests may all be refused for the same reason, so the rate falls only once per pause. */
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

    /** @param underWay the reporting node's requests that the provider may not have counted yet */
    BudgetState limited(RateLimit stated, int underWay, Instant now) {
        RateWindow told = window.filter(it -> it.isSame(stated, now))
                .map(it -> it.limited(stated, underWay))
                .orElseGet(() -> RateWindow.of(stated, underWay, now));
        return new BudgetState(most, found, refusedAt, next, pausedUntil, Optional.of(told));
    }

    /** Assigns the next starts: at most this many lists and logs, lists first. */
    Grant take(int lists, int logs, Instant now) {
        Optional<RateWindow> open = window.filter(it -> it.resetAt().isAfter(now));
        BudgetState current = new BudgetState(most, found, refusedAt, next, pausedUntil, open);
        if (pausedUntil.isAfter(now) || current.isUnlimited()) {
            Duration pause = pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
            return new Grant(current, List.of(), List.of(), pause, pause);
        }
        long room = Double.isInfinite(rate()) ? Long.MAX_VALUE : Math.max(1, (long) (rate() * AHEAD.toSeconds()));
        long forLists =
                Math.min(lists, Math.min(room, open.map(RateWindow::left).orElse(Long.MAX_VALUE)));
        long forLogs = Math.min(
                logs, Math.min(room, open.map(it -> it.leftForLogs(now)).orElse(Long.MAX_VALUE)) - forLists);
        return current.hand((int) forLists, (int) Math.max(0, forLogs), now);
    }

    private Grant hand(int lists, int logs, Instant now) {
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
        return new Grant(
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
     * The assigned starts.
     *
     * @param state the remaining state
     * @param lists when each list may start
     * @param logs when each log may start
     * @param listsAgain after how long to ask for more lists
     * @param logsAgain after how long to ask for more logs
     */
    public record Grant(
            BudgetState state, List<Instant> lists, List<Instant> logs, Duration listsAgain, Duration logsAgain) {}
}
