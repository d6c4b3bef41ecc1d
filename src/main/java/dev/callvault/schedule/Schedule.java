package dev.callvault.schedule;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.JobStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each job at its times, on one of the nodes that share the job store. Quartz ticks on every node independently;
 * each tick asks the store which jobs are due. A job that another node left undone is found within {@link
 * JobStore#LEASE} plus {@link Looks#WHOLE}; a missed job runs once, however often it was missed; nothing starts while
 * the database is unreachable. A job can run twice if a live node is taken for dead, so jobs fence themselves.
 * Thread-safe.
 */
public final class Schedule {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);
    /** How long to wait for an interrupted job, and then for the database: a person waits for the end. */
    private static final Duration LAST_MOMENT = Duration.ofMillis(600);
    /** By then Quartz has missed several ticks. */
    private static final Duration OUT_OF_STEP = Duration.ofSeconds(5);

    private final Runs runs =
            new Runs(run -> Thread.ofVirtual().name("callvault-job").start(run), LAST_MOMENT);
    /**
     * Uses elapsed time, not the machine's clock. The only thread, and so the only connection, that asks the job store.
     */
    private final ScheduledExecutorService own = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("callvault-schedule").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    private final Looks looks;
    private final Ticks ticks;

    /**
     * Does not ask the job store yet.
     *
     * @param nodeName for people; a suffix makes it unique
     * @param clock the machine's clock, which may change at any time
     * @param elapsed time that advances evenly, whatever happens to the machine's clock
     */
    public Schedule(JobStore store, String nodeName, InstantSource clock, InstantSource elapsed) {
        UUID id = UUID.randomUUID();
        String node = nodeName + "-" + id;
        // About a second, but slightly different on each node, so that no node is always first to ask.
        Duration pace = Duration.ofMillis(1000 + Math.floorMod(id.hashCode(), 200));
        looks = new Looks(store, node, runs, clock, elapsed);
        ticks = new Ticks(node, pace, () -> own.execute(looks::look));
    }

    /** Starts. A new or missed job runs once, at once; jobs of other nodes are left to them. */
    public void start(List<Recurring> jobs) {
        looks.know(jobs);
        ticks.begin();
        long pause = OUT_OF_STEP.toMillis();
        var unused = own.scheduleWithFixedDelay(this::keepInStep, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Runs every {@link #OUT_OF_STEP}. */
    void keepInStep() {
        if (looks.silence().compareTo(OUT_OF_STEP) > 0) {
            ticks.begin();
        }
    }

    /** The time since the schedule last looked; long only if this process is stuck. */
    public Duration silence() {
        return looks.silence();
    }

    /**
     * Starts no more jobs. Waits up to {@code grace} for running ones, then interrupts the rest and gives them a few
     * seconds to end. Another node may run an interrupted job at once. Returns in bounded time even if jobs do not end.
     */
    public void close(Duration grace) {
        ticks.close();
        runs.close(grace);
        own.execute(this::sayGoodbye);
        own.shutdown();
        try {
            if (!own.awaitTermination(LAST_MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("the database is not responding; other nodes will pick up unfinished jobs");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayGoodbye() {
        try {
            looks.tellEnded();
        } catch (StoreFailure away) {
            log.info("could not record how the last jobs ended; other nodes will pick them up: {}", away.getMessage());
        }
    }

    /** For tests that disturb Quartz. */
    Ticks ticks() {
        return ticks;
    }
}
