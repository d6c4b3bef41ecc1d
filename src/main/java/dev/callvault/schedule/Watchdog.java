package dev.callvault.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after Quartz from outside: lays the plan down as soon as the database lets it, frees stuck triggers, and runs a job
 * itself that has not begun anywhere for {@link #PATIENCE} intervals. That may double a run, which other locks make
 * harmless. Used by one thread.
 */
final class Watchdog {
    static final int PATIENCE = 3;

    /** How many looks in a row must find a job overdue: Quartz goes first, also after downtime. */
    private static final int LOOKS = 3;

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final Scheduler scheduler;
    private final TriggerStore store;
    private final Runs runs;
    private final Workers workers;
    private final InstantSource clock;
    private final Instant since;
    private final Map<String, Instant> ownRuns = new HashMap<>();
    private final Map<String, Integer> looksOverdue = new HashMap<>();
    private volatile Instant lastLook;
    private boolean planLaid;
    private boolean failing;

    Watchdog(Scheduler scheduler, TriggerStore store, Runs runs, Workers workers, InstantSource clock) {
        this.scheduler = scheduler;
        this.store = store;
        this.runs = runs;
        this.workers = workers;
        this.clock = clock;
        this.since = clock.instant();
        this.lastLook = since;
    }

    /** One look; a failure is logged once until a look succeeds again. */
    void look() {
        try {
            layPlan();
            Set<String> runningHere = runningHere();
            for (Recurring job : runs.known()) {
                store.free(RecurringJob.key(job.name()), runningHere);
                runIfOverdue(job);
            }
            failing = false;
        } catch (SchedulerException | RuntimeException failure) {
            report(failure);
        }
        lastLook = clock.instant();
    }

    /** When a look last ended; for any thread. */
    Instant lastLook() {
        return lastLook;
    }

    private void layPlan() throws JobPersistenceException {
        if (!planLaid) {
            store.lay(runs.known());
            planLaid = true;
        }
    }

    private Set<String> runningHere() throws SchedulerException {
        return scheduler.getCurrentlyExecutingJobs().stream()
                .map(run -> run.getFireInstanceId())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void runIfOverdue(Recurring job) throws SchedulerException {
        if (!isOverdue(job)) {
            looksOverdue.remove(job.name());
        } else if (looksOverdue.merge(job.name(), 1, Integer::sum) >= LOOKS) {
            looksOverdue.remove(job.name());
            run(job);
        }
    }

    private boolean isOverdue(Recurring job) throws SchedulerException {
        boolean isRunning = runs.isRunning(job.name())
                || scheduler.getTriggerState(Triggers.key(job.name())) == TriggerState.BLOCKED;
        Duration silence = Duration.between(lastBegun(job), clock.instant());
        return !isRunning && silence.compareTo(job.every().multipliedBy(PATIENCE)) > 0;
    }

    private void run(Recurring job) {
        log.warn("job {} has not begun for {} intervals of {}, run by the watchdog", job.name(), PATIENCE, job.every());
        ownRuns.put(job.name(), clock.instant());
        runs.of(job.name()).ifPresent(run -> workers.runInThread(run::perform));
    }

    private Instant lastBegun(Recurring job) throws SchedulerException {
        Optional<Trigger> trigger = Optional.ofNullable(scheduler.getTrigger(Triggers.key(job.name())));
        Instant byQuartz = trigger.map(Trigger::getPreviousFireTime)
                .or(() -> trigger.map(Trigger::getStartTime))
                .map(Date::toInstant)
                .orElse(since);
        return Stream.of(byQuartz, ownRuns.getOrDefault(job.name(), byQuartz))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private void report(Exception failure) {
        if (!failing) {
            log.warn("the schedule cannot be looked after, jobs wait until it can", failure);
        }
        failing = true;
        looksOverdue.clear();
    }
}
