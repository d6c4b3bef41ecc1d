package dev.callvault.archive.guard;

import dev.callvault.source.ProviderClock;
import dev.callvault.store.coordination.DatabaseClock;
import java.time.Instant;
import java.util.Optional;

/**
 * When a run began, and how far other clocks bear that out.
 *
 * @param began by this machine's clock
 */
public record RunTime(Instant began, AgreedTime time) {
    /** A time that nobody else is asked about. */
    public static RunTime of(Instant began) {
        ProviderClock none = Optional::empty;
        return new RunTime(began, new AgreedTime(none, DatabaseClock.SILENT, () -> began));
    }

    /**
     * The time by this machine's clock.
     *
     * @throws dev.callvault.archive.report.ClockWrong when another clock does not agree
     */
    public Instant now() {
        return time.now();
    }

    /**
     * The end of what the run may prove; ask before anything is written that cannot be undone.
     *
     * @throws dev.callvault.archive.report.ClockWrong when no other clock bears the run's time out
     */
    public Instant provenUntil() {
        return time.provenUntil(began);
    }
}
