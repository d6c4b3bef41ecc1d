package dev.callvault.schedule;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.coordination.JobStore.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One look reports ended jobs to the job store and starts the jobs that are due. Between whole looks it asks only about
 * jobs that seem due; every {@link #WHOLE} it asks about all, so that missed, interrupted or released jobs are found.
 * Called by one thread.
 */
final class Looks {
    /** A third of a lease: a node may miss two looks without losing its jobs. */
    static final Duration WHOLE = JobStore.LEASE.dividedBy(3);

    /** Routine clock corrections are smaller; a larger jump means that the clock was changed. */
    static final Duration JUMP = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Looks.class);

    private final JobStore store;
    private final String node;
    private final Runs runs;
    private final InstantSource clock;
    private final InstantSource elapsed;
    private volatile List<Recurring> jobs = List.of();
    private volatile Instant last;
    private Instant nextWhole;
    /** Everything that was due before this time, by the job store's clock, has been requested. */
    private Instant askedUntil = Instant.MIN;

    private Duration clockAhead;
    private Duration storeAhead = Duration.ZERO;
    private boolean isClockChanged;
    private boolean isFailing;
    private Level toldAt = Level.WARN;

    Looks(JobStore store, String node, Runs runs, InstantSource clock, InstantSource elapsed) {
        this.store = store;
        this.node = node;
        this.runs = runs;
        this.clock = clock;
        this.elapsed = elapsed;
        this.last = elapsed.instant();
        this.nextWhole = last;
        this.clockAhead = Duration.between(last, clock.instant());
    }

    void know(List<Recurring> known) {
        jobs = List.copyOf(known);
    }

    /** A failure is logged once, until a look succeeds again. */
    void look() {
        Instant now = elapsed.instant();
        compareClocks(now);
        boolean isWhole = !now.isBefore(nextWhole) || (isClockChanged && !isFailing);
        try {
            // An unreachable database is tried every so often, not at every tick.
            if (isWhole || !isFailing) {
                nextWhole = isWhole ? now.plus(WHOLE) : nextWhole;
                ask(now, isWhole);
                succeeded();
            }
        } catch (StoreFailure away) {
            failed(away, null, away.isAway() ? Level.DEBUG : Level.WARN);
        } catch (RuntimeException unforeseen) {
            failed(unforeseen, unforeseen, Level.WARN);
        } finally {
            last = elapsed.instant();
        }
    }

    private void ask(Instant now, boolean isWhole) {
        tellEnded();
        if (isWhole) {
            hold();
        }
        List<Recurring> worthAsking = worthAsking(now, isWhole);
        if (!worthAsking.isEmpty()) {
            begin(worthAsking);
        }
    }

    /** The time since the last look ended; for any thread. */
    Duration silence() {
        return Duration.between(last, elapsed.instant());
    }

    /** Reports outcomes that the job store does not have yet. */
    void tellEnded() {
        Map<String, JobOutcome> ended = runs.untold();
        if (!ended.isEmpty()) {
            store.end(node, ended);
            runs.told(ended.keySet());
        }
    }

    private void compareClocks(Instant now) {
        Duration ahead = Duration.between(now, clock.instant());
        Duration jump = ahead.minus(clockAhead);
        clockAhead = ahead;
        if (jump.abs().compareTo(JUMP) > 0) {
            log.warn("this machine's clock was set {} by {}", jump.isNegative() ? "back" : "forward", jump.abs());
            isClockChanged = true;
        }
    }

    /** By the job store's time, which is slightly later than estimated here, never earlier. */
    private List<Recurring> worthAsking(Instant now, boolean isWhole) {
        Instant since = askedUntil;
        askedUntil = now.plus(storeAhead);
        return jobs.stream()
                .filter(it -> isWhole || it.job().lastDue(askedUntil).isAfter(since))
                .filter(runs::isFree)
                .toList();
    }

    private void hold() {
        Set<String> running = runs.running();
        if (!running.isEmpty()) {
            store.hold(node, running);
        }
    }

    private void begin(List<Recurring> worthAsking) {
        Set<Job> asked = worthAsking.stream().map(Recurring::job).collect(Collectors.toUnmodifiableSet());
        JobStore.Claimed taken = store.take(node, asked, isClockChanged);
        storeAhead = Duration.between(elapsed.instant(), taken.now());
        isClockChanged = false;
        worthAsking.stream().filter(it -> taken.jobs().contains(it.name())).forEach(runs::begin);
    }

    private void succeeded() {
        if (isFailing) {
            isFailing = false;
            log.atLevel(toldAt == Level.WARN ? Level.INFO : Level.DEBUG).log("jobs can start again");
        }
    }

    private void failed(RuntimeException failure, @Nullable Throwable trace, Level level) {
        if (!isFailing) {
            isFailing = true;
            toldAt = level;
            log.atLevel(level)
                    .setCause(trace)
                    .log("no job will start until the database can be read again: {}", failure.getMessage());
        }
    }
}
