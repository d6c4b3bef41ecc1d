package dev.callvault.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When: runs each job at its times on one of the nodes that share the database. Thread-safe.
 *
 * <p>It says only when. A job can be doubled, when a node is taken for dead that is not, so jobs fence themselves. The
 * database may be away: then nothing runs, and what was missed runs once when it is back.
 */
public final class Schedule implements AutoCloseable {
    /** How long {@link #close()} waits for running jobs. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(Schedule.class);

    private final Runs runs = new Runs();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("callvault-watchdog").factory());
    private final Workers workers;
    private final Timing timing;
    private final Scheduler scheduler;
    private final Watchdog watchdog;

    /**
     * Asks the database for nothing yet.
     *
     * @param database migrated; stays open, its owner closes it. Quartz takes up to three connections, and each job one now
     *     and then
     * @param nodeName for people; made unique by an addition of its own
     * @param threads how many jobs this node runs at once
     * @param clock the system's: Quartz itself goes by nothing else
     */
    public Schedule(DataSource database, String nodeName, int threads, InstantSource clock) {
        this(database, nodeName, threads, clock, Timing.DEFAULT);
    }

    Schedule(DataSource database, String nodeName, int threads, InstantSource clock, Timing timing) {
        this.timing = timing;
        workers = new Workers(threads, runs);
        TriggerStore store = new TriggerStore(new KnownJobs(runs), clock, timing);
        scheduler = assemble(nodeName + "-" + UUID.randomUUID(), database, store);
        watchdog = new Watchdog(scheduler, store, runs, workers, clock);
    }

    private Scheduler assemble(String node, DataSource database, TriggerStore store) {
        try {
            return Assembly.scheduler(node, database, runs, workers, store, timing);
        } catch (SchedulerException failure) {
            throw new ScheduleFailure("Quartz cannot be put together", failure);
        }
    }

    /**
     * Begins. These jobs replace whatever jobs the database holds; one that is there already keeps its due time unless its
     * interval or phase changed, a new one or one that was missed runs at once, once. If the database is away, all this
     * happens as soon as it is back.
     */
    public void start(List<Recurring> jobs) {
        runs.know(jobs);
        watchdog.look();
        try {
            scheduler.start();
        } catch (SchedulerException failure) {
            throw new ScheduleFailure("the schedule does not start", failure);
        }
        long pause = timing.watch().toMillis();
        var unused = watch.scheduleWithFixedDelay(watchdog::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Runs a job now, on some node, and after its present run if it is running. Asked twice before it begins, it runs once.
     *
     * @throws IllegalArgumentException if {@link #start} was not given such a job
     * @throws ScheduleFailure if the database is away
     */
    public void runNow(String name) {
        if (runs.of(name).isEmpty()) {
            throw new IllegalArgumentException("no such job: " + name);
        }
        try {
            scheduler.scheduleJob(Triggers.now(name));
        } catch (ObjectAlreadyExistsException waiting) {
            log.debug("job {} is already waiting to be run now", name);
        } catch (SchedulerException failure) {
            throw new ScheduleFailure("job " + name + " cannot be run now", failure);
        }
    }

    /**
     * This node's jobs by name, as they stand in the whole cluster.
     *
     * @throws ScheduleFailure if the database is away
     */
    public List<JobStatus> status() {
        return runs.known().stream()
                .sorted(Comparator.comparing(Recurring::name))
                .map(this::status)
                .toList();
    }

    private JobStatus status(Recurring job) {
        try {
            Trigger trigger = scheduler.getTrigger(Triggers.key(job.name()));
            return trigger == null
                    ? new JobStatus(job.name(), job.every(), null, null)
                    : new JobStatus(
                            job.name(),
                            job.every(),
                            instant(trigger.getPreviousFireTime()),
                            instant(trigger.getNextFireTime()));
        } catch (SchedulerException failure) {
            throw new ScheduleFailure("the schedule cannot be read", failure);
        }
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toInstant).orElse(null);
    }

    /**
     * Stops firing, waits for this node's running jobs up to {@code grace}, interrupts those that still run and gives them
     * a few seconds to end. Returns in bounded time even if they do not. Repeating it does nothing.
     */
    public void close(Duration grace) {
        watch.shutdown();
        try {
            // In this order: Quartz's thread must be at rest before it is told that there are no workers to be had.
            scheduler.standby();
            workers.stopWithin(grace);
            scheduler.shutdown(true);
        } catch (SchedulerException failure) {
            throw new ScheduleFailure("the schedule does not stop", failure);
        }
    }

    /** As {@link #close(Duration)} with {@link #DEFAULT_GRACE}. */
    @Override
    public void close() {
        close(DEFAULT_GRACE);
    }

    /** When the schedule was last looked after; long ago only if this process is stuck. */
    public Optional<Instant> lastLook() {
        return Optional.of(watchdog.lastLook());
    }

    /** For tests that listen to what Quartz does. */
    Scheduler quartz() {
        return scheduler;
    }
}
