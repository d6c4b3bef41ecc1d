package dev.callvault.archive;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.RunStore;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Records how a run over a stream, or over the logs, ended. A run never fails because its record cannot be written. */
record RunRecord(Account account, RunStore runs, RunListener listener) {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

    Optional<Instant> lastSuccess(String stream) {
        return runs.lastSuccess(account.id(), stream);
    }

    /** The record is written even while the program is stopping. */
    void ended(String stream, Instant began, Optional<Failure> failure, long requests) {
        boolean succeeded = failure.isEmpty();
        try {
            Uninterrupted.run(() -> runs.record(
                    account.id(), stream, began, failure.map(Failure::message).orElse(null), requests));
        } catch (StoreFailure gone) {
            LOG.atLevel(gone.isAway() ? Level.DEBUG : Level.WARN).log("{}", gone.getMessage());
            succeeded = false;
        }
        listener.ended(account, stream, succeeded, requests);
    }
}
