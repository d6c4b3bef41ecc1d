package dev.callvault.store.forget;

import java.time.Instant;
import java.util.Optional;

/**
 * How long one kind of record is kept.
 *
 * @param inForce by which is deleted
 * @param waiting the shorter period that is to come into force
 */
public record KeepTerm(KeepPeriod inForce, Optional<Waiting> waiting) {
    /** As long as nothing else was ever configured. */
    public static final KeepTerm FOREVER = new KeepTerm(KeepPeriod.FOREVER, Optional.empty());

    /** This period, and none that waits. */
    public static KeepTerm of(KeepPeriod inForce) {
        return new KeepTerm(inForce, Optional.empty());
    }

    /** The period in force, and none that waits. */
    public KeepTerm settled() {
        return of(inForce);
    }

    /** The period in force until the shorter one has stood for long enough. */
    public KeepTerm waitingFor(KeepPeriod shorter, Instant since) {
        return new KeepTerm(inForce, Optional.of(new Waiting(shorter, since)));
    }

    /**
     * A shorter period.
     *
     * @param since when every live node has had it, by the database's clock, to the second
     */
    public record Waiting(KeepPeriod keep, Instant since) {}
}
