package dev.callvault.archive.bodies;

import dev.callvault.source.SourceFailure;
import dev.callvault.store.coordination.Fence;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells those who fetch logs that more calls were listed, and at last that no more will be. Safe for many threads. */
public final class Arrivals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong count = new AtomicLong();
    private volatile boolean isCalledOff;
    private volatile Optional<Fence> fence = Optional.empty();
    private boolean isOver;

    /** For logs whose calls were all listed before. */
    public static Arrivals over() {
        Arrivals over = new Arrivals();
        over.end(true);
        return over;
    }

    /** More calls are listed, and stored. */
    void came() {
        change(count::incrementAndGet);
    }

    /**
     * No more calls will be listed.
     *
     * @param isWhole whether the rest is to be fetched; else the fetching is called off, for good
     */
    public void end(boolean isWhole) {
        change(() -> {
            isOver = true;
            isCalledOff |= !isWhole;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often calls came so far. */
    long count() {
        return count.get();
    }

    public boolean isCalledOff() {
        return isCalledOff;
    }

    /**
     * Waits until calls came more often than so many times; false when they will not.
     *
     * @throws SourceFailure.Interrupted when the program is stopping
     */
    public boolean awaitMoreThan(long seen) {
        return fence.map(it -> it.patiently(() -> cameMoreOftenThan(seen))).orElseGet(() -> cameMoreOftenThan(seen));
    }

    /** Listing takes as long as the provider lets it: who waits for it inside this fence does not hang. */
    public void waitedForIn(Fence held) {
        fence = Optional.of(held);
    }

    private boolean cameMoreOftenThan(long seen) {
        lock.lock();
        try {
            while (count.get() <= seen && !isOver) {
                changed.await();
            }
            return count.get() > seen;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        } finally {
            lock.unlock();
        }
    }
}
