package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * This process's part of a budget shared by all nodes. Requests wait in two queues, lists and logs. The head of each
 * proceeds when the process has a free slot and, if the pace is limited, a start assigned by the ledger. The ledger is
 * asked every other second, for more slots and for starts, never for a single request. Safe for use by many threads.
 */
public final class SharedBudget implements RequestBudget, AutoCloseable {
    /** How soon this process learns what other nodes found. */
    private static final Duration RENEW = Duration.ofSeconds(2);

    private static final Duration ASK_FOR_MORE = Duration.ofMillis(250);

    /** A start not used in time is void: after a freeze of the process, many would fire at once. */
    private static final Duration START_HOLDS = Duration.ofSeconds(1);

    private final double most;
    private final int concurrency;
    private final BudgetLedger ledger;
    private final InstantSource clock;
    private final Waiter waiter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Line lists = new Line();
    private final Line logs = new Line();
    private BudgetState known = BudgetState.NEW;
    private Optional<RateLimit> statedLimit = Optional.empty();
    private Instant pausedUntil = Instant.MIN;
    private Instant askedAt = Instant.MIN;
    private int slots;
    private int inUse;
    private int peak;
    private int demanded;
    private long successes;

    /** Requests of one kind, first come, first served. */
    private static final class Line {
        final ReentrantLock turnstile = new ReentrantLock(true);
        final AtomicInteger waiting = new AtomicInteger();
        final Queue<Instant> starts = new ArrayDeque<>();
        Instant askAgainAt = Instant.MIN;

        int wanting() {
            return Math.max(0, waiting.get() - starts.size());
        }
    }

    /**
     * A new budget.
     *
     * @param requestsPerSecond the limit over all nodes; 0 for none
     * @param concurrency concurrent requests over all nodes, 1 or more
     * @param clock of this process; only moves forward
     */
    public SharedBudget(
            double requestsPerSecond, int concurrency, BudgetLedger ledger, InstantSource clock, Waiter waiter) {
        if (concurrency < 1 || !(requestsPerSecond >= 0)) {
            throw new IllegalArgumentException(
                    "invalid budget: " + requestsPerSecond + " requests per second, concurrency " + concurrency);
        }
        this.most = requestsPerSecond == 0 ? Double.POSITIVE_INFINITY : requestsPerSecond;
        this.concurrency = concurrency;
        this.ledger = ledger;
        this.clock = clock;
        this.waiter = waiter;
    }

    @Override
    public void acquire(CallService service) {
        Line line = service == CallService.LOG ? logs : lists;
        line.waiting.incrementAndGet();
        try {
            passTurnstile(line);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        } finally {
            line.waiting.decrementAndGet();
        }
    }

    /**
     * Only the head of a queue waits for time to pass, so it notices a pause that begins meanwhile and holds up the
     * rest.
     */
    private void passTurnstile(Line line) throws InterruptedException {
        line.turnstile.lockInterruptibly();
        try {
            for (Duration wait = enter(line); wait.isPositive(); wait = enter(line)) {
                waiter.await(wait);
            }
        } finally {
            line.turnstile.unlock();
        }
    }

    /** Zero when the request may start, which then counts; otherwise how long to wait before trying again. */
    private Duration enter(Line line) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            peak = Math.max(peak, demand());
            awaitSlot(line);
            Instant now = clock.instant();
            Duration wait = untilStart(line, now);
            if (!wait.isPositive()) {
                inUse++;
            }
            return wait;
        } finally {
            lock.unlock();
        }
    }

    private void awaitSlot(Line line) throws InterruptedException {
        while (true) {
            Instant now = clock.instant();
            if (isAskingDue(now)) {
                ask(now);
            }
            if (hasSlot(line)) {
                return;
            }
            boolean unused = changed.await(ASK_FOR_MORE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Other nodes may have released slots, but constant asking would not free any. */
    private boolean isAskingDue(Instant now) {
        int wanted = Math.min(concurrency, demand());
        Duration age = age(now);
        boolean isShort = slots < wanted && (wanted > demanded || age.compareTo(ASK_FOR_MORE) >= 0);
        return isShort || age.compareTo(RENEW) >= 0;
    }

    /** A log leaves the slot to a waiting list. */
    private boolean hasSlot(Line line) {
        int kept = line == logs && lists.waiting.get() > 0 ? 1 : 0;
        return inUse + kept < slots;
    }

    private Duration untilStart(Line line, Instant now) {
        if (pausedUntil.isAfter(now)) {
            return Duration.between(now, pausedUntil);
        }
        if (isFree()) {
            return Duration.ZERO;
        }
        while (!line.starts.isEmpty() && line.starts.element().plus(START_HOLDS).isBefore(now)) {
            line.starts.remove();
        }
        if (line.starts.isEmpty() && !line.askAgainAt.isAfter(now)) {
            ask(now);
            if (isFree()) {
                return Duration.ZERO;
            }
        }
        return line.starts.isEmpty() ? later(line, now) : untilFirst(line, now);
    }

    private static Duration untilFirst(Line line, Instant now) {
        Duration wait = Duration.between(now, line.starts.element());
        if (!wait.isPositive()) {
            line.starts.remove();
        }
        return wait;
    }

    private Duration later(Line line, Instant now) {
        Duration wait = Duration.between(now, line.askAgainAt);
        return wait.isPositive() ? wait : ASK_FOR_MORE;
    }

    private boolean isFree() {
        return known.isUnlimited() && statedLimit.isEmpty();
    }

    /** Reports to the ledger what happened since the last exchange, and gets what is needed next. */
    private void ask(Instant now) {
        long succeeded = successes;
        Optional<RateLimit> limit = statedLimit;
        int underWay = inUse;
        take(
                now,
                (state, time) -> corrected(state, limit, underWay, time)
                        .succeeded(succeeded)
                        .take(lists.wanting(), logs.wanting(), time));
        successes -= succeeded;
        statedLimit = Optional.empty();
    }

    private BudgetState corrected(BudgetState state, Optional<RateLimit> limit, int underWay, Instant time) {
        BudgetState mine = state.withMost(most).believable(time);
        return limit.map(it -> mine.limited(it, underWay, time)).orElse(mine);
    }

    private void take(Instant now, BiFunction<BudgetState, Instant, BudgetState.Grant> change) {
        int wanted = Math.min(concurrency, Math.max(peak, demand()));
        BudgetLedger.Exchanged got = ledger.exchange(new BudgetLedger.Demand(inUse, wanted), change);
        demanded = wanted;
        peak = 0;
        askedAt = now;
        slots = got.slots();
        BudgetState.Grant taken = got.taken();
        known = taken.state();
        // The ledger's time as seen here, late rather than early: the response took a moment.
        Instant received = clock.instant();
        pausedUntil = later(pausedUntil, received.plus(Duration.between(got.now(), known.pausedUntil())));
        lists.askAgainAt = received.plus(taken.listsAgain());
        logs.askAgainAt = received.plus(taken.logsAgain());
        add(lists, taken.lists(), got.now(), received);
        add(logs, taken.logs(), got.now(), received);
        changed.signalAll();
    }

    private static void add(Line line, List<Instant> starts, Instant theirs, Instant ours) {
        starts.forEach(it -> line.starts.add(ours.plus(Duration.between(theirs, it))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Duration age(Instant now) {
        return askedAt.equals(Instant.MIN) ? BudgetLedger.LEASE : Duration.between(askedAt, now);
    }

    private int demand() {
        return inUse + lists.waiting.get() + logs.waiting.get();
    }

    @Override
    public void release() {
        locked(() -> {
            inUse--;
            changed.signalAll();
        });
    }

    @Override
    public void success() {
        locked(() -> successes++);
    }

    @Override
    public void pushback(Duration retryAfter) {
        locked(() -> {
            Instant now = clock.instant();
            pausedUntil = later(pausedUntil, now.plus(retryAfter));
            lists.starts.clear();
            logs.starts.clear();
            Optional<RateLimit> limit = statedLimit;
            int underWay = inUse - 1;
            take(
                    now,
                    (state, time) -> corrected(state, limit, underWay, time)
                            .refused(retryAfter, time)
                            .take(0, 0, time));
            statedLimit = Optional.empty();
        });
    }

    @Override
    public void limited(RateLimit limit) {
        locked(() -> statedLimit = Optional.of(limit));
    }

    @Override
    public double requestsPerSecond() {
        lock.lock();
        try {
            return known.withMost(most).succeeded(successes).rate();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Renews the share while requests are in progress, and returns it when there are none; to be called every few
     * seconds.
     */
    public void renew() {
        locked(() -> {
            Instant now = clock.instant();
            if (demand() > 0 && age(now).compareTo(RENEW) >= 0) {
                ask(now);
            } else if (demand() == 0 && slots > 0) {
                ask(now);
            }
        });
    }

    /** Returns the share. */
    @Override
    public void close() {
        locked(() -> {
            if (slots > 0) {
                peak = 0; // the earlier peak is no longer needed, and would be held for a whole lease
                ask(clock.instant());
            }
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
