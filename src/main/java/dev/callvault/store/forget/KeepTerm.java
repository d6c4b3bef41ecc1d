package dev.callvault.store.forget;

import java.time.Instant;
import java.util.Optional;

/**
 * How long one kind of record is kept.
 *
 * @param inForce the period used for deletion
 * @param waiting a shorter period that is yet to come into force
 */
public record KeepTerm(KeepPeriod inForce, Optional<Waiting> waiting) {
    /** The term before anything else is configured. */
    public static final KeepTerm FOREVER = new KeepTerm(KeepPeriod.FOREVER, Optional.empty());

    /** This period, with none waiting. */
    public static KeepTerm of(KeepPeriod inForce) {
        return new KeepTerm(inForce, Optional.empty());
    }

    /** The period in force, with none waiting. */
    public KeepTerm settled() {
        return of(inForce);
    }

    /** The period in force until the shorter one has waited long enough. */
    public KeepTerm waitingFor(KeepPeriod shorter, Instant since) {
        return new KeepTerm(inForce, Optional.of(new Waiting(shorter, since)));
    }

    /**
     * A shorter period.
     *
     * @param since when every live node has had it configured, by the database's clock, to the second
     */
    public record Waiting(KeepPeriod keep, Instant since) {}
}
