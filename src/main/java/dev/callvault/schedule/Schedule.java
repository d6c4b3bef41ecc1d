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
 * When: runs each of its jobs at its times, on one of the nodes that share the record of jobs. Quartz ticks on every node by
 * itself; at a tick the record is asked what is due. What another node left undone is found within {@link JobStore#LEASE} and
 * {@link Looks#WHOLE}; what was missed, however often, runs once; while the database is away nothing begins. It says only
 * when: a run can be doubled, when a node is taken for dead that is not, so jobs fence themselves. Thread-safe.
 */
public final class Schedule {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);
    /** How long an interrupted job, and then the database, is waited for. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);
    /** Quartz has left out several ticks by then. */
    private static final Duration OUT_OF_STEP = Duration.ofSeconds(5);

    private final Runs runs =
            new Runs(run -> Thread.ofVirtual().name("callvault-job").start(run), LAST_MOMENT);
    /** Goes by elapsed time, not by the machine's clock. The only thread, and so the only connection, that asks the record. */
    private final ScheduledExecutorService own = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("callvault-schedule").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    private final Looks looks;
    private final Ticks ticks;

    /**
     * Asks the record for nothing yet.
     *
     * @param nodeName for people; made unique by an addition of its own
     * @param clock the machine's, which may be changed at any time
     * @param elapsed time that goes on evenly, whatever is done to the machine's clock
     */
    public Schedule(JobStore store, String nodeName, InstantSource clock, InstantSource elapsed) {
        UUID id = UUID.randomUUID();
        String node = nodeName + "-" + id;
        // About a second, but a little different on each node, so that none is always the first to ask for what is due.
        Duration pace = Duration.ofMillis(1000 + Math.floorMod(id.hashCode(), 200));
        looks = new Looks(store, node, runs, clock, elapsed);
        ticks = new Ticks(node, pace, () -> own.execute(looks::look));
    }

    /** Begins. A job that no node has begun yet, or that was missed, runs at once, once; other nodes' jobs are left to them. */
    public void start(List<Recurring> jobs) {
        looks.know(jobs);
        ticks.begin();
        long pause = OUT_OF_STEP.toMillis();
        var unused = own.scheduleWithFixedDelay(this::keepInStep, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** By itself every {@link #OUT_OF_STEP}. */
    void keepInStep() {
        if (looks.silence().compareTo(OUT_OF_STEP) > 0) {
            ticks.begin();
        }
    }

    /** How long the schedule has not looked after itself; long only if this process is stuck. */
    public Duration silence() {
        return looks.silence();
    }

    /**
     * Begins no more jobs, waits for those that run up to {@code grace}, interrupts those that still do and gives them a few
     * seconds to end; what was cut short another node may do at once. Returns in bounded time even if they do not end.
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

    /** For tests that put it out of step. */
    Ticks ticks() {
        return ticks;
    }
}
