package dev.callvault.store.postgres.sql;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends every wait for a server that is away, on whatever thread and for whatever cleanup, once the program is to stop. */
public final class Stopping {
    private final CountDownLatch begun = new CountDownLatch(1);

    /** Never stops. */
    public static Stopping never() {
        return new Stopping();
    }

    /** From now on, nothing waits. */
    public void begin() {
        begun.countDown();
    }

    /** Waits; false as soon as the program is to stop. */
    boolean letPass(Duration pause) throws InterruptedException {
        return !begun.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
