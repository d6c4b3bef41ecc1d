package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many transactions of a kind there are at once. Whoever has a place finds a connection free, so that waiting for one's
 * turn is told from waiting for a database that is away. First come, first served; safe for many threads.
 */
public final class Places {
    private final Semaphore free;
    private final Optional<Duration> patience;

    private Places(int count, Optional<Duration> patience) {
        this.free = new Semaphore(count, true);
        this.patience = patience;
    }

    /** No limit but the connections. */
    public static Places any() {
        return new Places(Integer.MAX_VALUE, Optional.empty());
    }

    /** Waits for a place however long it takes. */
    public static Places of(int count) {
        return new Places(count, Optional.empty());
    }

    /** Gives up when no place comes free in time: whoever waits is a person. */
    public static Places of(int count, Duration patience) {
        return new Places(count, Optional.of(patience));
    }

    /**
     * Does something at a place; whoever waits for one does not hang.
     *
     * @param purpose what it is for, as it completes the sentence "could not …"
     * @throws StoreFailure when there is no place in time, or the waiting is interrupted
     */
    public <T> T take(String purpose, Supplier<T> work) {
        return HeldFence.busy(() -> inTurn(purpose, work));
    }

    private <T> T inTurn(String purpose, Supplier<T> work) {
        try {
            if (!enter()) {
                throw new StoreFailure(
                        "could not " + purpose + ": too many other queries are running",
                        "Try again in a moment.",
                        new IllegalStateException(free.getQueueLength() + " waiting"));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StoreFailure(
                    "could not " + purpose + ": the program is stopping",
                    "Work resumes at the next start.",
                    stopping);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean enter() throws InterruptedException {
        if (patience.isPresent()) {
            return free.tryAcquire(patience.get().toMillis(), TimeUnit.MILLISECONDS);
        }
        free.acquire();
        return true;
    }
}
