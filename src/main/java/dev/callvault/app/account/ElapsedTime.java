package dev.callvault.app.account;

import java.time.Instant;
import java.time.InstantSource;

/** Time that only moves forward, whatever is done to the machine's clock; for measuring how long something takes. */
public final class ElapsedTime implements InstantSource {
    private final Instant start = Instant.now();
    private final long began = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - began);
    }
}
