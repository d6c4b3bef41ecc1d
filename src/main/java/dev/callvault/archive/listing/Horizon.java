package dev.callvault.archive.listing;

import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The edge of what the provider retains. It is not known exactly: the clocks may differ by as much as {@link ClockGuard}
 * tolerates, and records expire while a run goes on. An answer about time beside the edge may lack what expired a moment
 * ago, so after an outage it proves nothing: rows are kept from there, but time is proven only from {@link #sure} on.
 */
public final class Horizon {
    private static final Duration UNSURE = ClockGuard.TOLERANCE.multipliedBy(2);
    /** A call shows up a day after its start at the latest, by a clock that may be off. */
    private static final Duration LATEST = Duration.ofDays(1).plus(ClockGuard.TOLERANCE);

    private Horizon() {}

    /** Where retention ends, by this machine's clock. */
    static Instant nominal(LogStream stream, Instant now) {
        return now.minus(stream.retention());
    }

    /** What begins here or later is retained, whatever the clocks say. */
    public static Instant sure(LogStream stream, Instant now) {
        return nominal(stream, now).plus(UNSURE);
    }

    /**
     * Time that is no longer asked about and was last asked about when late calls of it could still show up: nobody can tell
     * any more whether some did.
     *
     * @param lastSuccess when the last run began that found everything in order
     * @param auditedFrom where the time begins that every run asks about
     */
    static Optional<TimeWindow> unseen(Instant lastSuccess, long auditedFrom) {
        long from = lastSuccess.minus(LATEST).getEpochSecond();
        return from < auditedFrom ? Optional.of(new TimeWindow(from, auditedFrom)) : Optional.empty();
    }
}
