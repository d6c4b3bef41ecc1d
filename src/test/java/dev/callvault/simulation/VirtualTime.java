package dev.callvault.simulation;

import dev.callvault.source.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time that the provider goes by, and this machine's clock, which may be off. Passes only when somebody waits. */
final class VirtualTime implements InstantSource, Waiter {
    private volatile Instant now;
    private volatile Duration localIsAhead = Duration.ZERO;

    VirtualTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** This machine's clock. */
    InstantSource local() {
        return () -> now.plus(localIsAhead);
    }

    Duration localIsAhead() {
        return localIsAhead;
    }

    void setLocalAhead(Duration ahead) {
        localIsAhead = ahead;
    }

    @Override
    public void await(Duration duration) {
        pass(duration);
    }

    synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    synchronized void passUntil(Instant then) {
        now = then.isAfter(now) ? then : now;
    }
}
