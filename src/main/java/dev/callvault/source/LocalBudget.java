package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** A budget of this process alone. Requests are spread evenly: a burst gains nothing and looks like an attack. */
public final class LocalBudget implements RequestBudget {
    /** Pushback halves the rate; every success gives back a hundredth of what is configured. */
    private static final double SLOWDOWN = 0.5;

    private static final double RECOVERY = 0.01;
    /** An unlimited account that is pushed back begins to count from here. */
    private static final double FIRST_LIMIT = 10;

    private static final double SLOWEST = 0.05;

    private final double configuredRate;
    private final Semaphore atOnce;
    private final InstantSource clock;
    private final Waiter waiter;
    private final ReentrantLock lock = new ReentrantLock(true);
    private double rate;
    private Instant next = Instant.MIN;

    /**
     * @param requestsPerSecond 0 for no limit
     * @param concurrency requests at once, 1 or more
     */
    public LocalBudget(double requestsPerSecond, int concurrency, InstantSource clock, Waiter waiter) {
        this.configuredRate = requestsPerSecond == 0 ? Double.POSITIVE_INFINITY : requestsPerSecond;
        this.rate = configuredRate;
        this.atOnce = new Semaphore(concurrency, true);
        this.clock = clock;
        this.waiter = waiter;
    }

    @Override
    public void acquire() {
        try {
            atOnce.acquire();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        }
        try {
            waiter.await(untilMyTurn());
        } catch (SourceFailure.Interrupted stopping) {
            atOnce.release();
            throw stopping;
        }
    }

    private Duration untilMyTurn() {
        lock.lock();
        try {
            Instant now = clock.instant();
            Instant turn = next.isAfter(now) ? next : now;
            next = Double.isInfinite(rate) ? turn : turn.plusNanos((long) (1e9 / rate));
            return Duration.between(now, turn);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void release() {
        atOnce.release();
    }

    @Override
    public void pushback(Duration retryAfter) {
        lock.lock();
        try {
            Instant resume = clock.instant().plus(retryAfter);
            next = next.isAfter(resume) ? next : resume;
            rate = Math.max(SLOWEST, Double.isInfinite(rate) ? FIRST_LIMIT : rate * SLOWDOWN);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void success() {
        lock.lock();
        try {
            if (rate < configuredRate) {
                double step = Double.isInfinite(configuredRate) ? rate * RECOVERY : configuredRate * RECOVERY;
                rate = Math.min(configuredRate, rate + step);
            }
        } finally {
            lock.unlock();
        }
    }
}
