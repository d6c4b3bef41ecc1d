package dev.callvault.store.postgres.server;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that the database is away, once, and once that it is back: the only place that logs it, as every connection is opened
 * beside it. Silent until it is told to speak, since a command says by itself why it failed. Safe for many threads.
 */
final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final LongSupplier nanos;
    private boolean isHeard;
    private @Nullable String reason;
    private long since;

    /** @param nanos time that advances evenly */
    Presence(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** From now on, it is logged. */
    synchronized void speak() {
        isHeard = true;
    }

    /** A connection could be opened. */
    synchronized void there() {
        if (reason != null) {
            reason = null;
            if (isHeard) {
                long seconds = Duration.ofNanos(nanos.getAsLong() - since).toSeconds();
                LOG.info("the database is back; it was away for {} s", seconds);
            }
        }
    }

    /** No connection could be opened. Another reason is another line. */
    synchronized void away(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (Objects.equals(reason, state)) {
            return;
        }
        boolean isNew = reason == null;
        since = isNew ? nanos.getAsLong() : since;
        reason = state;
        if (isHeard) {
            StoreFailure told = Transactions.failed("connect to the database", failure);
            LOG.error(
                    "the database {} away: {}. {} Archiving continues once it is back.",
                    isNew ? "is" : "is still",
                    told.getMessage(),
                    told.hint());
        }
    }
}
