package dev.callvault.store.coordination;

import java.time.Duration;
import java.util.Optional;

/** What the database tells about the time. */
@FunctionalInterface
public interface DatabaseClock {
    /** A database that tells no time. */
    DatabaseClock SILENT = Optional::empty;

    /**
     * How far this machine's clock is ahead of the database's (negative: behind).
     *
     * @throws dev.callvault.store.StoreFailure when the database cannot be asked
     */
    Optional<Duration> skew();
}
