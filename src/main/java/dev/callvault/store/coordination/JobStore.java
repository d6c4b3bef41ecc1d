package dev.callvault.store.coordination;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The record of recurring jobs that all nodes share. By it, and by the database's clock alone, a job is due or not; so it does
 * not matter what the nodes' clocks say, how many of them ask, or which of them know the job. Safe for many threads.
 */
public interface JobStore {
    /** A job is held by the node that began it as long as that says so at least this often. */
    Duration LEASE = Duration.ofSeconds(30);

    /** A run that takes longer may hang, for all that its node can tell: another node may try, and the run's fence decides. */
    Duration LONGEST = Duration.ofHours(6);

    /** A time that lies further ahead was written by a clock that was wrong: it holds nothing and nobody up. */
    Duration AHEAD = Duration.ofSeconds(10);

    /** How long a job that was left to others is left to them, so that nodes do not take turns at finding it taken. */
    Duration LEFT_FOR = Duration.ofSeconds(5);

    /** How long a job is left alone that a node was unfit for: two such nodes must not hand it to and fro. */
    Duration UNFIT_FOR = Duration.ofSeconds(30);

    /**
     * Begins for a node those of the jobs that are due, and that nobody is at: jobs that have not begun since they were due
     * last, of which there may be no record yet; that were left; that a node began and said no more of; and that another node
     * was unfit for. However many nodes ask at once, one of them gets a job. Jobs that are not named here are not touched.
     *
     * @param node tells this process from all others
     * @param jobs none of which this process is running
     * @param isChanged whether this node may be fit again for what it was unfit for
     * @throws StoreFailure when the database cannot be used
     */
    Taken take(String node, Set<Job> jobs, boolean isChanged);

    /**
     * Says that a node is still at these jobs; of no effect on those that it began longer than {@link #LONGEST} ago. What
     * another has taken over meanwhile stays taken.
     *
     * @throws StoreFailure when the database cannot be used
     */
    void hold(String node, Set<String> jobs);

    /**
     * Ends jobs of a node; does nothing about those that it has not begun, has ended, or that another has taken over.
     *
     * @throws StoreFailure when the database cannot be used
     */
    void end(String node, Map<String, JobOutcome> ended);

    /**
     * Forgets jobs that no node has begun for three of their intervals and a month.
     *
     * @throws StoreFailure when the database cannot be used
     */
    void forgetUnused();

    /**
     * What was taken.
     *
     * @param now the database's time when it was asked
     */
    record Taken(Instant now, Set<String> jobs) {
        public Taken {
            jobs = Set.copyOf(jobs);
        }
    }

    /**
     * Something to be done again and again, by one node at a time.
     *
     * @param name unique, up to 200 characters, for example {@code list default calls}
     * @param every the interval in whole seconds, at least one
     * @param phase where in the interval it is due, in whole seconds, counted from the epoch's multiples of the interval
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

        /** The last time at or before {@code now} at which this was due. */
        public Instant lastDue(Instant now) {
            long millis = now.toEpochMilli();
            return Instant.ofEpochMilli(millis - Math.floorMod(millis - phase.toMillis(), every.toMillis()));
        }
    }
}
