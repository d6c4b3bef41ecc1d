package dev.callvault.archive.bodies;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.store.bodies.BodyOutcome;
import java.util.List;
import java.util.Optional;

/** Counts the outcomes of a round. Written by the writer's threads; may be read at any time. */
public final class BodyTally {
    private long archived;
    private long unavailable;
    private long quarantined;
    private long failed;
    private int lost;
    private Optional<Failure> failure = Optional.empty();

    synchronized void count(List<BodyOutcome> outcomes) {
        for (BodyOutcome outcome : outcomes) {
            switch (outcome) {
                case BodyOutcome.Archived it -> archived++;
                case BodyOutcome.Unavailable it -> unavailable++;
                case BodyOutcome.Quarantined it -> quarantined++;
                case BodyOutcome.Failed it -> failed++;
            }
        }
    }

    synchronized void lost(int count) {
        lost += count;
    }

    /** What ended the round; of several failures, the first is the cause. */
    public synchronized void failed(Failure why) {
        failure = failure.or(() -> Optional.of(why));
    }

    public synchronized BodyReport report(long requests) {
        return new BodyReport(archived, unavailable, quarantined, failed, lost, requests, failure, false);
    }
}
