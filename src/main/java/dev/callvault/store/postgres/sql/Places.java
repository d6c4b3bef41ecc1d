package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits the concurrent transactions of a kind. A caller with a place always finds a free connection, so that waiting
 * for one's turn can be told from an unreachable database. First come, first served; safe for use by many threads.
 */
public final class Places {
    private final Semaphore free;
    private final Optional<Duration> patience;

    private Places(int count, Optional<Duration> patience) {
        this.free = new Semaphore(count, true);
        this.patience = patience;
    }

    /** No limit except the connections. */
    public static Places any() {
        return new Places(Integer.MAX_VALUE, Optional.empty());
    }

    /** Waits for a place as long as it takes. */
    public static Places of(int count) {
        return new Places(count, Optional.empty());
    }

    /** Gives up if no place becomes free in time, since a person is waiting. */
    public static Places of(int count, Duration patience) {
        return new Places(count, Optional.of(patience));
    }

    /**
     * Does work at a place; waiting for one does not count as hanging.
     *
     * @param purpose completes the sentence "could not …"
     * @throws StoreFailure when no place becomes free in time, or the wait is interrupted
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
                    "could not " + purpose + ": the program is stopping", "Work resumes at the next start.", stopping);
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
