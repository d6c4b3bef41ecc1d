package dev.callvault.source;

import java.time.Duration;

/** Lets time pass; tests move a clock instead. */
@FunctionalInterface
public interface Waiter {
    /**
     * Returns once the time has passed; at once when it is zero or negative.
     *
     * @throws SourceFailure.Interrupted when interrupted meanwhile; the thread's interrupt flag is then set
     */
    void await(Duration time);

    /** Waits for real. */
    static Waiter real() {
        return time -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new SourceFailure.Interrupted();
            }
        };
    }
}
