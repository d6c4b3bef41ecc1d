package dev.callvault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process, which nobody can be told of. */
public final class Await {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    /** Nothing takes so long, on any machine; it only keeps a test that has failed from waiting for ever. */
    private static final Duration FOR_EVER = Duration.ofMinutes(10);

    private Await() {}

    /** Returns as soon as the condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LOOK_EVERY, condition);
    }

    /** The same where looking itself changes what is looked at, so that it may not be done too often. */
    public static void until(String what, Duration lookEvery, BooleanSupplier condition) {
        long end = System.nanoTime() + FOR_EVER.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
            LockSupport.parkNanos(lookEvery.toNanos());
        }
    }

    /** Returns as soon as the process has ended. */
    public static void end(Process process) throws InterruptedException {
        assertThat(process.waitFor(FOR_EVER.toSeconds(), TimeUnit.SECONDS))
                .as("end of %s", process.info())
                .isTrue();
    }
}
