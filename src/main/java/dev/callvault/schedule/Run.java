package dev.callvault.schedule;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One execution of a job on this node. Can be interrupted from another thread, but only while the work itself runs. */
final class Run {
    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private final Recurring job;
    private final Set<Run> running;
    private @Nullable Thread thread;

    Run(Recurring job, Set<Run> running) {
        this.job = job;
        this.running = running;
    }

    String name() {
        return job.name();
    }

    /** A failure ends here: the next due time is the retry, so nothing is gained by passing it on to Quartz. */
    void perform() {
        begin();
        try {
            job.work().run();
        } catch (RuntimeException | Error failure) {
            log.error("job {} failed, next try when it is due again", job.name(), failure);
        } finally {
            end();
        }
    }

    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void begin() {
        thread = Thread.currentThread();
        running.add(this);
    }

    private synchronized void end() {
        running.remove(this);
        thread = null;
        // What follows on this thread is Quartz noting the end in the database; an interrupt would leave the job
        // blocked.
        boolean unused = Thread.interrupted();
    }
}
