package dev.callvault.schedule;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.JobOutcome;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What this node is running, and how those ended of which the record does not know yet. Thread-safe. */
final class Runs {
    private static final Logger log = LoggerFactory.getLogger(Runs.class);

    private final Executor threads;
    private final Duration afterInterrupt;
    private final Map<String, Run> running = new HashMap<>();
    private final Map<String, JobOutcome> untold = new HashMap<>();
    private boolean isClosing;
    private boolean isInterrupting;

    /**
     * @param threads runs each job on its own thread: a slow one must not delay another
     * @param afterInterrupt how long an interrupted job may take to end
     */
    Runs(Executor threads, Duration afterInterrupt) {
        this.threads = threads;
        this.afterInterrupt = afterInterrupt;
    }

    synchronized void begin(Recurring job) {
        if (isClosing) {
            untold.put(job.name(), JobOutcome.LEFT);
        } else {
            Run run = new Run(job);
            running.put(job.name(), run);
            threads.execute(run);
        }
    }

    /** Whether a job may start: it is not running, and its last outcome is stored. */
    synchronized boolean isFree(Recurring job) {
        return !running.containsKey(job.name()) && !untold.containsKey(job.name());
    }

    synchronized Set<String> running() {
        return Set.copyOf(running.keySet());
    }

    synchronized Map<String, JobOutcome> untold() {
        return Map.copyOf(untold);
    }

    synchronized void told(Collection<String> jobs) {
        untold.keySet().removeAll(jobs);
    }

    private synchronized void ended(Recurring job, JobOutcome outcome) {
        running.remove(job.name());
        // An interrupted job did not fail: another node may run it at once.
        untold.put(job.name(), isInterrupting && outcome == JobOutcome.FAILED ? JobOutcome.LEFT : outcome);
        notifyAll();
    }

    /** Starts no more jobs. Running jobs get a grace period, are then interrupted, and finally abandoned. */
    synchronized void close(Duration grace) {
        isClosing = true;
        if (!areOverWithin(grace)) {
            log.info("interrupting jobs still running after {} s: {}", grace.toSeconds(), running.keySet());
            isInterrupting = true;
            running.values().forEach(Run::interrupt);
            if (!areOverWithin(afterInterrupt)) {
                log.warn("jobs did not stop in time and were abandoned: {}", running.keySet());
            }
        }
    }

    private synchronized boolean areOverWithin(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); left > 0 && !running.isEmpty(); ) {
                wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return running.isEmpty();
    }

    private final class Run implements Runnable {
        private final Recurring job;
        private @Nullable Thread thread;

        Run(Recurring job) {
            this.job = job;
        }

        @Override
        public void run() {
            JobOutcome outcome = JobOutcome.FAILED;
            synchronized (Runs.this) {
                thread = Thread.currentThread();
            }
            try {
                outcome = job.work().get();
            } catch (StoreFailure failure) {
                log.atLevel(failure.isAway() ? Level.DEBUG : Level.WARN)
                        .log("job {} failed; it runs again when next due: {}", job.name(), failure.getMessage());
            } catch (RuntimeException | Error failure) {
                log.error("job {} failed; it runs again when next due", job.name(), failure);
            } finally {
                ended(job, outcome);
            }
        }

        /** Called while holding the lock on the runs. */
        void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
