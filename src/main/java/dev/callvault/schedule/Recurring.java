package dev.callvault.schedule;

import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore.Job;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something to be done again and again, by one node at a time.
 *
 * @param work what to do, and how it ended; it may be interrupted when the schedule closes. What it throws is logged, and
 *     counts as failed
 */
public record Recurring(Job job, Supplier<JobOutcome> work) {
    /** A job at the times of its name's phase, see {@link Phases}. */
    public static Recurring of(String name, Duration every, Supplier<JobOutcome> work) {
        return new Recurring(new Job(name, every, Phases.of(name, every)), work);
    }

    String name() {
        return job.name();
    }
}
