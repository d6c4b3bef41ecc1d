package dev.callvault.source;

import java.time.Duration;

/** Lets time pass; tests do so without waiting. */
@FunctionalInterface
public interface Waiter {
    /** Actually waits. */
    Waiter SLEEPING = Thread::sleep;

    /** Returns when the duration, which may be zero, has passed. */
    void await(Duration duration) throws InterruptedException;
}
