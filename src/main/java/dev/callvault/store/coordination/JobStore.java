package dev.callvault.store.coordination;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The recurring jobs, shared by all nodes. Only this store and the database's clock decide whether a job is due, so it
 * does not matter what the nodes' clocks say, how many nodes ask, or which of them know the job. Safe for use by many
 * threads.
 */
public interface JobStore {
    /** A node holds its job only if it says so at least this often. */
    Duration LEASE = Duration.ofSeconds(30);

    /**
     * A run that takes longer may hang without its node noticing: another node may try, and the run's fence decides.
     */
    Duration MAX = Duration.ofHours(6);

    /** A time further ahead was written by a wrong clock and delays nothing. */
    Duration AHEAD = Duration.ofSeconds(10);

    /** How long a job left to others is kept from this node, so that nodes do not take turns finding it taken. */
    Duration LEFT_FOR = Duration.ofSeconds(5);

    /** How long a job waits after a node was unfit for it, so that two unfit nodes do not pass it back and forth. */
    Duration UNFIT_FOR = Duration.ofSeconds(30);

    /**
     * Claims for a node those of the jobs that are due and free: jobs not started since they were last due, including
     * unknown ones; released jobs; jobs whose node fell silent; and jobs another node was unfit for. However many nodes
     * ask at once, only one gets a job. Jobs that are not named are not touched.
     *
     * @param node identifies this process
     * @param jobs jobs that this process is not running
     * @param isChanged whether this node may be fit again for what it was unfit for
     * @throws StoreFailure when the database cannot be used
     */
    Claimed take(String node, Set<Job> jobs, boolean isChanged);

    /**
     * Renews a node's jobs; has no effect on those that it started longer than {@link #MAX} ago. Jobs taken over
     * meanwhile stay taken.
     *
     * @throws StoreFailure when the database cannot be used
     */
    void hold(String node, Set<String> jobs);

    /**
     * Ends a node's jobs; ignores those that it did not start, has ended, or lost to another node.
     *
     * @throws StoreFailure when the database cannot be used
     */
    void end(String node, Map<String, JobOutcome> ended);

    /**
     * Deletes jobs that no node has started for three of their intervals plus a month.
     *
     * @throws StoreFailure when the database cannot be used
     */
    void forgetUnused();

    /**
     * The claimed jobs.
     *
     * @param now the database's time when it was asked
     */
    record Claimed(Instant now, Set<String> jobs) {
        public Claimed {
            jobs = Set.copyOf(jobs);
        }
    }

    /**
     * A recurring job, run by one node at a time.
     *
     * @param name unique, up to 200 characters, for example {@code list default calls}
     * @param every the interval in whole seconds, at least one
     * @param phase when in the interval the job is due, in whole seconds, counted from multiples of the interval since
     *     the epoch
     */
    record Job(String name, Duration every, Duration phase) {
        public Job {
            if (name.isBlank() || name.length() > 200) {
                throw new IllegalArgumentException("a job needs a name of 1 to 200 characters: \"" + name + "\"");
            }
            if (every.toSeconds() < 1 || !every.equals(Duration.ofSeconds(every.toSeconds()))) {
                throw new IllegalArgumentException(name + ": the interval must be whole seconds: " + every);
            }
            if (phase.isNegative()
                    || phase.compareTo(every) >= 0
                    || !phase.equals(Duration.ofSeconds(phase.toSeconds()))) {
                throw new IllegalArgumentException(
                        name + ": the phase must be whole seconds within the interval: " + phase);
            }
        }

        /** The last due time at or before {@code now}. */
        public Instant lastDue(Instant now) {
            long millis = now.toEpochMilli();
            return Instant.ofEpochMilli(millis - Math.floorMod(millis - phase.toMillis(), every.toMillis()));
        }
    }
}
