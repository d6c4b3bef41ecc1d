package dev.callvault.app.daemon;

import dev.callvault.app.account.ElapsedTime;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.LogStream;
import dev.callvault.config.ScheduleSettings;
import dev.callvault.schedule.Recurring;
import dev.callvault.store.coordination.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account's recurring jobs. A job is skipped while another process works on the same stream. */
final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final String account;
    private final ArchiveRun run;
    private final ScheduleSettings intervals;
    private final Troubles troubles;
    private final BooleanSupplier isClosed;
    private final AtomicBoolean rests = new AtomicBoolean();

    /** @param isClosed asked before each job, so that closing and reopening need no restart */
    Jobs(String account, ArchiveRun run, ScheduleSettings intervals, BooleanSupplier isClosed) {
        this(account, run, intervals, new Troubles(account, new ElapsedTime()), isClosed);
    }

    Jobs(String account, ArchiveRun run, ScheduleSettings intervals, Troubles troubles, BooleanSupplier isClosed) {
        this.account = account;
        this.run = run;
        this.intervals = intervals;
        this.troubles = troubles;
        this.isClosed = isClosed;
    }

    static List<Recurring> all(
            List<Jobs> accounts, ScheduleSettings intervals, Runnable upkeep, Runnable index, Runnable numbers) {
        List<Recurring> jobs = new ArrayList<>();
        accounts.forEach(it -> jobs.addAll(it.recurring()));
        jobs.add(Recurring.of("maintain", intervals.maintain(), () -> done(upkeep)));
        jobs.add(Recurring.of("index", intervals.maintain(), () -> done(index)));
        jobs.add(Recurring.of("read numbers", intervals.maintain(), () -> done(numbers)));
        return jobs;
    }

    private List<Recurring> recurring() {
        List<Recurring> jobs = new ArrayList<>();
        for (LogStream stream : LogStream.values()) {
            Duration deep = stream == LogStream.CALLS ? intervals.sweepCalls() : intervals.sweepYear();
            jobs.add(job(name("list", stream), intervals.list(), () -> report(run.list(stream, Duration.ZERO))));
            jobs.add(job(name("sweep", stream), deep, () -> report(run.sweep(stream, intervals.list()))));
        }
        jobs.add(job("fetch " + account, intervals.fetch(), () -> report(run.fetch(Instant.EPOCH))));
        return jobs;
    }

    private Recurring job(String name, Duration every, Supplier<JobOutcome> work) {
        return Recurring.of(name, every, () -> isResting() ? JobOutcome.DONE : work.get());
    }

    /** Told once, whichever job is first to find it. */
    private boolean isResting() {
        boolean isNow = isClosed.getAsBoolean();
        if (rests.getAndSet(isNow) != isNow) {
            LOG.info(
                    isNow
                            ? "account {} is closed: its jobs do nothing until it is reopened"
                            : "account {} is open again: its jobs go on",
                    account);
        }
        return isNow;
    }

    private String name(String verb, LogStream stream) {
        return verb + " " + account + " " + stream.label();
    }

    private static JobOutcome done(Runnable work) {
        work.run();
        return JobOutcome.DONE;
    }

    private JobOutcome report(StreamReport report) {
        if (report.written().inserted() + report.unproven() + report.lost() > 0) {
            LOG.info(
                    "{} {}: listed {}, new {}, unproven {}, lost {}, requests {}",
                    account,
                    report.stream(),
                    report.listed(),
                    report.written().inserted(),
                    report.unproven(),
                    report.lost(),
                    report.requests());
        }
        return ended(report.stream(), report.left(), report.failure());
    }

    private JobOutcome report(BodyReport report) {
        if (report.archived() + report.quarantined() + report.failed() + report.lost() > 0) {
            LOG.info(
                    "{} bodies: archived {}, unavailable {}, quarantined {}, failed {}, lost {}, requests {}",
                    account,
                    report.archived(),
                    report.unavailable(),
                    report.quarantined(),
                    report.failed(),
                    report.lost(),
                    report.requests());
        }
        return ended("bodies", report.left(), report.failure());
    }

    /** A run that was left to others says nothing of the provider. */
    private JobOutcome ended(String stream, boolean isLeft, Optional<Failure> failure) {
        if (!isLeft) {
            troubles.ended(stream, failure);
        }
        return outcome(isLeft, failure);
    }

    /** A node whose clock is wrong leaves the job to others; any other failure would happen there too. */
    private static JobOutcome outcome(boolean isLeft, Optional<Failure> failure) {
        if (isLeft) {
            return JobOutcome.LEFT;
        }
        return failure.map(it -> it.clock() ? JobOutcome.UNFIT : JobOutcome.FAILED)
                .orElse(JobOutcome.DONE);
    }
}
