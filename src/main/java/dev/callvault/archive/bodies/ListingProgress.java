package dev.callvault.archive.bodies;

import dev.callvault.source.SourceFailure;
import dev.callvault.store.coordination.Fence;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tells the log fetchers that more calls were listed, and finally that there will be no more. Safe for use by many
 * threads.
 */
public final class ListingProgress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong count = new AtomicLong();
    private volatile boolean isCalledOff;
    private volatile Optional<Fence> fence = Optional.empty();
    private boolean isOver;

    /** For logs whose calls are all listed already. */
    public static ListingProgress over() {
        ListingProgress over = new ListingProgress();
        over.end(true);
        return over;
    }

    /** More calls have been listed and stored. */
    void came() {
        change(count::incrementAndGet);
    }

    /**
     * No more calls will be listed.
     *
     * @param isWhole whether to fetch the remaining logs; otherwise fetching stops for good
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

    /** How many times calls have arrived so far. */
    long count() {
        return count.get();
    }

    public boolean isCalledOff() {
        return isCalledOff;
    }

    /**
     * Waits until calls have arrived more than this many times; false if they never will.
     *
     * @throws SourceFailure.Interrupted when the program is stopping
     */
    public boolean awaitMoreThan(long seen) {
        return awaitMoreThan(seen, () -> false);
    }

    /** The same, but also ends, with false, once whoever waits has been stopped and {@link #wake woken}. */
    boolean awaitMoreThan(long seen, BooleanSupplier isStopped) {
        Supplier<Boolean> wait = () -> cameMoreOftenThan(seen, isStopped);
        return fence.map(it -> it.patiently(wait)).orElseGet(wait);
    }

    /** Lets those who wait see whether they have been stopped. */
    void wake() {
        change(() -> {});
    }

    /**
     * Keeps this fence alive while it waits: listing takes as long as the provider needs, and waiting for it is not
     * hanging.
     */
    public void waitedForIn(Fence held) {
        fence = Optional.of(held);
    }

    private boolean cameMoreOftenThan(long seen, BooleanSupplier isStopped) {
        lock.lock();
        try {
            while (count.get() <= seen && !isOver && !isStopped.getAsBoolean()) {
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
