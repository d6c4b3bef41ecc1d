package dev.callvault.source;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

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
    /** Elapsed time, not the time of day: a clock that is set must neither stop requests nor let them loose. */
    private final LongSupplier nanoTime;

    private final Waiter waiter;
    private final ReentrantLock lock = new ReentrantLock(true);
    private double rate;
    private long next;

    /**
     * @param requestsPerSecond 0 for no limit
     * @param concurrency requests at once, 1 or more
     * @param nanoTime elapsed time as {@link System#nanoTime} tells it
     */
    public LocalBudget(double requestsPerSecond, int concurrency, LongSupplier nanoTime, Waiter waiter) {
        this.configuredRate = requestsPerSecond == 0 ? Double.POSITIVE_INFINITY : requestsPerSecond;
        this.rate = configuredRate;
        this.atOnce = new Semaphore(concurrency, true);
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
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
            long now = nanoTime.getAsLong();
            long wait = Math.max(0, next - now);
            next = now + wait + (Double.isInfinite(rate) ? 0 : (long) (1e9 / rate));
            return Duration.ofNanos(wait);
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
            long now = nanoTime.getAsLong();
            next = now + Math.max(next - now, retryAfter.toNanos());
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
