package dev.callvault.schedule;

import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore.Job;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A recurring job, run by one node at a time.
 *
 * @param work does the job and returns the outcome; may be interrupted when the schedule closes. An exception is logged
 *     and counts as a failure
 */
public record Recurring(Job job, Supplier<JobOutcome> work) {
    /** A job at the phase of its name, see {@link Phases}. */
    public static Recurring of(String name, Duration every, Supplier<JobOutcome> work) {
        return new Recurring(new Job(name, every, Phases.of(name, every)), work);
    }

    String name() {
        return job.name();
    }
}
