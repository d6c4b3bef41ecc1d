package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still until someone waits for it. */
final class HandMovedTime implements InstantSource, Waiter {
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2024-05-01T12:00:00Z");
    private volatile Runnable beforeWaiting = () -> {};

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        Runnable first = beforeWaiting;
        beforeWaiting = () -> {};
        first.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waits.add(duration);
        now = now.plus(duration);
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    /** Something else that happens, once, during a wait. */
    void duringNextWait(Runnable event) {
        beforeWaiting = event;
    }

    List<Duration> waits() {
        return waits;
    }
}
