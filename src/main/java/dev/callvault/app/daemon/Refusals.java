package dev.callvault.app.daemon;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why the daemon cannot begin: one line for each reason, and again once a day while it lasts, however often it is tried.
 * That the database is away is told elsewhere.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration AGAIN = Duration.ofDays(1);

    private final InstantSource elapsed;
    private String told = "";
    private Instant toldAt = Instant.MIN;

    /** @param elapsed time that advances evenly */
    Refusals(InstantSource elapsed) {
        this.elapsed = elapsed;
    }

    /** Once more, the daemon could not begin. */
    void tell(StoreFailure failure) {
        Instant now = elapsed.instant();
        String reason = failure.getMessage() + " — " + failure.hint();
        if (failure.isAway() || (reason.equals(told) && now.isBefore(toldAt.plus(AGAIN)))) {
            return;
        }
        told = reason;
        toldAt = now;
        LOG.error("{} Nothing is archived until then; it is tried again by itself.", reason);
    }
}
