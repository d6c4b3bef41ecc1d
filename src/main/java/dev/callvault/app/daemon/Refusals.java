package dev.callvault.app.daemon;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why the daemon cannot begin: one line for each thing to do about it, and again once a day while it lasts, however often
 * it is tried, and however its words vary. That the database is away is told elsewhere.
 */
final class Refusals {
    private static final Duration AGAIN = Duration.ofDays(1);

    private final InstantSource elapsed;
    private final Logger log;
    private final Map<String, Instant> told = new HashMap<>();

    /** @param elapsed time that advances evenly */
    Refusals(InstantSource elapsed) {
        this(elapsed, LoggerFactory.getLogger(Daemon.class));
    }

    Refusals(InstantSource elapsed, Logger log) {
        this.elapsed = elapsed;
        this.log = log;
    }

    /** Once more, the daemon could not begin. */
    void tell(StoreFailure failure) {
        if (failure.isAway()) {
            return;
        }
        Instant now = elapsed.instant();
        @Nullable Instant before = told.get(failure.hint());
        if (before == null || !now.isBefore(before.plus(AGAIN))) {
            told.put(failure.hint(), now);
            log.error(
                    "{} — {} Nothing is archived until then; it is tried again by itself.",
                    failure.getMessage(),
                    failure.hint());
        }
    }

    /** It could, so that what comes next is new. What it does then is logged by the daemon. */
    void over() {
        told.clear();
    }
}
