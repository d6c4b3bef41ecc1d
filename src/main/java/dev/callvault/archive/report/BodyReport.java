package dev.callvault.archive.report;

import java.util.Optional;

/**
 * What a run did with the logs.
 *
 * @param failed logs that could not be fetched and stay pending
 * @param lost newly lost logs
 * @param failure what ended the run early
 * @param left whether another process was doing the same work, so that this one did nothing
 */
public record BodyReport(
        long archived,
        long unavailable,
        long quarantined,
        long failed,
        int lost,
        long requests,
        Optional<Failure> failure,
        boolean left) {

    public static final BodyReport NOTHING = new BodyReport(0, 0, 0, 0, 0, 0, Optional.empty(), false);

    /** Another process was doing the same work, so the round left it alone. */
    public static final BodyReport LEFT_TO_OTHERS = new BodyReport(0, 0, 0, 0, 0, 0, Optional.empty(), true);

    public static BodyReport failed(Failure why) {
        return new BodyReport(0, 0, 0, 0, 0, 0, Optional.of(why), false);
    }

    /** This round and a later one combined. */
    BodyReport and(BodyReport later) {
        return new BodyReport(
                archived + later.archived,
                unavailable + later.unavailable,
                quarantined + later.quarantined,
                failed + later.failed,
                lost + later.lost,
                requests + later.requests,
                failure.or(later::failure),
                left && later.left);
    }

    public BodyReport withRequests(long cost) {
        return new BodyReport(archived, unavailable, quarantined, failed, lost, cost, failure, left);
    }
}
