package dev.callvault.archive.listing;

import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The edge of the provider's retention. It is not known exactly: clocks may differ by as much as {@link ClockGuard}
 * tolerates, and records expire during a run. A response about time near the edge may lack records that have just
 * expired, so after an outage it proves nothing. Rows near the edge are kept, but time is proven only from {@link
 * #sure} on.
 */
public final class Horizon {
    private static final Duration UNSURE = ClockGuard.TOLERANCE.multipliedBy(2);
    /** A call is listed at most a day after its start, by a clock that may be off. */
    private static final Duration LATEST = Duration.ofDays(1).plus(ClockGuard.TOLERANCE);

    private Horizon() {}

    /** The end of the retention, by this machine's clock. */
    static Instant nominal(LogStream stream, Instant now) {
        return now.minus(stream.retention());
    }

    /** The earliest time that is certainly retained, whatever the clocks say. */
    public static Instant sure(LogStream stream, Instant now) {
        return nominal(stream, now).plus(UNSURE);
    }

    /**
     * The earliest time of which a response at this instant can prove anything, in a run that began earlier: records expire
     * while a run goes on, while its machine sleeps, or while nobody noticed that its clock was behind.
     */
    static Instant provable(LogStream stream, Instant began, Instant now) {
        boolean isYoung = Duration.between(began, now).compareTo(ClockGuard.TOLERANCE) <= 0;
        return isYoung ? nominal(stream, began) : nominal(stream, now).plus(ClockGuard.TOLERANCE);
    }

    /**
     * Time that is no longer audited and was last audited when late calls could still have been added to it, so that
     * nobody can tell whether any were.
     *
     * @param lastSuccess when the last run without a failure began
     * @param auditedFrom where the time that every run audits begins
     */
    static Optional<TimeWindow> unseen(Instant lastSuccess, long auditedFrom) {
        long from = lastSuccess.minus(LATEST).getEpochSecond();
        return from < auditedFrom ? Optional.of(new TimeWindow(from, auditedFrom)) : Optional.empty();
    }
}
