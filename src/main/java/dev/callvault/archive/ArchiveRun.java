package dev.callvault.archive;

import dev.callvault.archive.bodies.BodySink;
import dev.callvault.archive.bodies.BodyWriter;
import dev.callvault.archive.bodies.ListingProgress;
import dev.callvault.archive.bodies.ListingProgressListener;
import dev.callvault.archive.bodies.PatientSource;
import dev.callvault.archive.guard.RedactedSource;
import dev.callvault.archive.listing.StreamRun;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.CallSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The story: one full pass over an account, and its parts by themselves. A run never throws because of the provider or the
 * database; its report says what ended it. Safe for several threads and nodes: a fence lets only one run at a time work on a
 * stream.
 */
public final class ArchiveRun {
    private final Account account;
    private final RunListener listener;
    private final InstantSource clock;
    private final ListingRound listing;
    private final LogRound logs;

    public ArchiveRun(AccountParts parts, ArchiveSettings settings, RunListener listener, InstantSource clock) {
        this(parts, settings, listener, clock, BodyWriter::new);
    }

    /** Takes the sink through which logs reach the store. */
    ArchiveRun(
            AccountParts parts,
            ArchiveSettings settings,
            RunListener listener,
            InstantSource clock,
            BodySink.Maker sinks) {
        CallSource source = new RedactedSource(
                new PatientSource(parts.source(), parts.stores().fence()), parts.redactor());
        RunRecord record = new RunRecord(parts.account(), parts.stores().runs(), listener);
        this.account = parts.account();
        this.listener = listener;
        this.clock = clock;
        this.listing = new ListingRound(parts, settings, source, record, clock);
        this.logs = new LogRound(parts, settings, source, record, listener, clock, sinks);
    }

    /**
     * One full pass: every stream one after the other, and beside them the logs, from the first listed calls on, since what is
     * about to expire cannot wait for a year of lines. A part that fails does not end the others; only a refused login does.
     *
     * @param patience how long to wait for another run over the same stream
     * @param meanwhile runs once everything is listed, on a thread of its own, while the last logs are fetched; its failures
     *     are not the pass's, and an interrupt ends it too
     */
    public RunReport run(Duration patience, Runnable meanwhile) {
        Instant began = clock.instant();
        ListingProgress progress = new ListingProgress();
        try (BesideListing beside = new BesideListing()) {
            Future<BodyReport> fetched = beside.start(() -> fetchOnceListed(began, progress));
            RunReport report = RunReport.of(account.name()).and(listCalls(patience, progress));
            for (LogStream stream : List.of(LogStream.SESSIONS, LogStream.ERRORS)) {
                report = isOver(report) ? report : report.and(list(stream, patience));
            }
            if (!isOver(report)) {
                beside.run(meanwhile);
            }
            return report.and(beside.outcome(fetched));
        }
    }

    /** Lists what is missing from a stream and audits the rest. */
    public StreamReport list(LogStream stream, Duration patience) {
        return listing.of(stream, patience, StreamRun::list, listener);
    }

    /** Lists everything in a stream that the provider still has. */
    public StreamReport sweep(LogStream stream, Duration patience) {
        return listing.of(stream, patience, StreamRun::sweep, listener);
    }

    /**
     * Lists what a stream lacks, and these windows again although they are proven.
     *
     * @param windows earliest first
     */
    public StreamReport listAgain(LogStream stream, List<TimeWindow> windows, Duration patience) {
        return listing.of(stream, patience, (run, openWindow) -> run.listAgain(windows, openWindow), listener);
    }

    /**
     * Fetches the logs that are wanted now.
     *
     * @param again also fetches logs that are not due yet if they were last requested before this time; {@link
     *     Instant#EPOCH} for none
     */
    public BodyReport fetch(Instant again) {
        return logs.fetch(again, ListingProgress.over());
    }

    /** Calls that are listed are told to {@code progress}; if the login is refused, nothing is fetched at all. */
    private StreamReport listCalls(Duration patience, ListingProgress progress) {
        boolean mayFetch = false;
        try {
            RunListener both = RunListener.both(listener, new ListingProgressListener(progress));
            StreamReport calls = listing.of(LogStream.CALLS, patience, StreamRun::list, both);
            boolean isStopping = Thread.currentThread().isInterrupted();
            mayFetch =
                    !isStopping && calls.failure().filter(Failure::credentials).isEmpty();
            return calls;
        } finally {
            progress.end(mayFetch);
        }
    }

    /** Nothing is fetched before calls are listed: until then nobody knows whether the login is good. */
    private BodyReport fetchOnceListed(Instant again, ListingProgress progress) {
        progress.awaitMoreThan(0);
        return progress.isCalledOff() ? BodyReport.NOTHING : logs.fetch(again, progress);
    }

    /** A refused login would be refused for every stream. */
    private static boolean isOver(RunReport report) {
        return Thread.currentThread().isInterrupted()
                || report.failures().stream().anyMatch(Failure::credentials);
    }
}
