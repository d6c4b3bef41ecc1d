package dev.callvault.archive;

import dev.callvault.archive.bodies.Arrivals;
import dev.callvault.archive.bodies.ListedSignal;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lists every stream of an account, one after another. Logs are fetched alongside as soon as the first calls are
 * listed: logs about to expire cannot wait for a year of lines.
 */
final class FullPass {
    private final ArchiveRun runs;
    private final Account account;
    private final RunListener listener;
    private final Arrivals arrivals = new Arrivals();

    FullPass(ArchiveRun runs, Account account, RunListener listener) {
        this.runs = runs;
        this.account = account;
        this.listener = listener;
    }

    /**
     * @param patience how long to wait for another run over the same stream
     * @param meanwhile done once everything is listed, while the last logs are being fetched
     */
    RunReport run(Instant began, Duration patience, Runnable meanwhile) {
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<BodyReport> bodies = beside.submit(() -> fetch(began));
            RunReport report = new RunReport(account.name(), List.of(), BodyReport.NOTHING).and(listCalls(patience));
            for (LogStream stream : List.of(LogStream.SESSIONS, LogStream.ERRORS)) {
                report = isOver(report) ? report : report.and(runs.list(stream, patience));
            }
            if (!isOver(report)) {
                beside.execute(meanwhile);
            }
            return report.and(outcome(bodies, beside));
        }
    }

    /** A refused login affects every stream, so the first stream to meet it ends the pass. */
    private static boolean isOver(RunReport report) {
        return Thread.currentThread().isInterrupted()
                || report.failures().stream().anyMatch(Failure::credentials);
    }

    private StreamReport listCalls(Duration patience) {
        boolean mayFetch = false;
        try {
            StreamReport calls = runs.list(LogStream.CALLS, patience, new ListedSignal(listener, arrivals));
            boolean isStopping = Thread.currentThread().isInterrupted();
            mayFetch =
                    !isStopping && calls.failure().filter(Failure::credentials).isEmpty();
            return calls;
        } finally {
            arrivals.end(mayFetch);
        }
    }

    /** Waits until calls have been listed: until then nobody knows whether the login works. */
    private BodyReport fetch(Instant again) {
        arrivals.awaitMoreThan(0);
        return arrivals.isCalledOff() ? BodyReport.NOTHING : runs.fetch(again, arrivals);
    }

    /** The result of fetching logs. An interrupt ends the fetching too, and is passed on. */
    private static BodyReport outcome(Future<BodyReport> bodies, ExecutorService beside) {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return bodies.get();
                } catch (InterruptedException stopping) {
                    wasInterrupted = true;
                    beside.shutdownNow();
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SourceFailure failure) {
                return BodyReport.failed(Failure.of(failure));
            }
            throw new IllegalStateException("fetching logs failed unexpectedly", failed);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
