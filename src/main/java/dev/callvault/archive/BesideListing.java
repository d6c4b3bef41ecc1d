package dev.callvault.archive;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.source.SourceFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What runs on threads of its own while an account's streams are listed. Closing it waits for all of it. */
final class BesideListing implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Future<BodyReport> start(Callable<BodyReport> fetching) {
        return threads.submit(fetching);
    }

    void run(Runnable work) {
        threads.execute(work);
    }

    /** Waits for the logs. An interrupt ends everything beside, too, and stays set. */
    BodyReport outcome(Future<BodyReport> logs) {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return logs.get();
                } catch (InterruptedException stopping) {
                    wasInterrupted = true;
                    threads.shutdownNow();
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SourceFailure failure) {
                return BodyReport.failed(Failure.of(failure));
            }
            throw new IllegalStateException("the fetching of logs failed unexpectedly", failed);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
