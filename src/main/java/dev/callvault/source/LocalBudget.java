package dev.callvault.source;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A budget within this process. First come, first served: requests queue for one of the permits, then for the turnstile,
 * which lets them through one by one at the current rate.
 */
public final class LocalBudget implements RequestBudget {
    private final Semaphore permits;
    private final ReentrantLock turnstile = new ReentrantLock(true);
    private final Pace pace;
    private final InstantSource clock;
    private final Waiter waiter;

    /**
     * A budget that nobody has used yet.
     *
     * @param requestsPerSecond at most; 0 for no limit
     * @param concurrency requests at once, 1 or more
     */
    public LocalBudget(double requestsPerSecond, int concurrency, InstantSource clock, Waiter waiter) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency " + concurrency);
        }
        this.permits = new Semaphore(concurrency, true);
        this.pace = new Pace(requestsPerSecond);
        this.clock = clock;
        this.waiter = waiter;
    }

    @Override
    public void acquire() {
        boolean held = false;
        try {
            permits.acquire();
            held = true;
            passTurnstile();
        } catch (InterruptedException stopping) {
            if (held) {
                permits.release();
            }
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        }
    }

    @Override
    public void release() {
        permits.release();
    }

    @Override
    public void success() {
        pace.rise();
    }

    @Override
    public void pushback(Duration retryAfter) {
        pace.pause(clock.instant(), retryAfter);
    }

    @Override
    public double requestsPerSecond() {
        return pace.rate();
    }

    /** Only the head of the queue waits here, so a pause that begins meanwhile is seen by it and holds up all behind it. */
    private void passTurnstile() throws InterruptedException {
        turnstile.lockInterruptibly();
        try {
            for (Duration wait = pace.take(clock.instant()); wait.isPositive(); wait = pace.take(clock.instant())) {
                waiter.await(wait);
            }
        } finally {
            turnstile.unlock();
        }
    }
}
