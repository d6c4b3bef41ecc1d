package dev.callvault.app.account;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that only moves forward, even if the machine's clock is changed; for measuring how long something takes. */
public final class ElapsedTime implements InstantSource {
    private final Instant start = Instant.now();
    private final long began = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - began);
    }
}
