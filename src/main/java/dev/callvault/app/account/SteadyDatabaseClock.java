package dev.callvault.app.account;

import dev.callvault.store.coordination.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's clock, as long as it moves steadily. It may be the same machine's, and then jumps together with this process's
 * clock: a jump is told, and believed only once it has stood for an hour. Safe for many threads.
 */
public final class SteadyDatabaseClock implements DatabaseClock {
    static final Duration STANDS = Duration.ofHours(1);
    private static final Duration JUMP = Duration.ofMinutes(5);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(SteadyDatabaseClock.class);

    private final Supplier<Instant> database;
    private final InstantSource clock;
    private final InstantSource elapsed;
    /** Not a monitor: before Java 24, waiting in one for the database occupies a carrier thread. */
    private final ReentrantLock lock = new ReentrantLock();

    /** How far the database's clock is ahead of elapsed time; null until it is asked. */
    private @Nullable Duration believed;

    private Duration doubted = Duration.ZERO;
    private @Nullable Instant doubtedSince;
    private Instant asked = Instant.MIN;

    /**
     * Asks nothing yet.
     *
     * @param clock this machine's clock, which may change at any time
     * @param elapsed time that advances evenly, whatever happens to any clock
     */
    public SteadyDatabaseClock(Supplier<Instant> database, InstantSource clock, InstantSource elapsed) {
        this.database = database;
        this.clock = clock;
        this.elapsed = elapsed;
    }

    @Override
    public Optional<Duration> skew() {
        lock.lock();
        try {
            Instant now = elapsed.instant();
            if (believed == null || !now.isBefore(asked.plus(FRESH))) {
                believed = judged(Duration.between(now, database.get()), now);
                asked = now;
            }
            return Optional.of(Duration.between(now.plus(believed), clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    private Duration judged(Duration ahead, Instant now) {
        if (believed == null || isNear(ahead, believed)) {
            doubtedSince = null;
            return ahead;
        }
        if (doubtedSince == null || !isNear(ahead, doubted)) {
            Duration jump = ahead.minus(believed);
            LOG.warn(
                    "the database's clock was set {} by {} s; if the provider states no time, nothing is listed until it"
                            + " has stood for an hour",
                    jump.isNegative() ? "back" : "forward",
                    jump.abs().toSeconds());
            doubted = ahead;
            doubtedSince = now;
        }
        return now.isBefore(doubtedSince.plus(STANDS)) ? believed : ahead;
    }

    private static boolean isNear(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(JUMP) <= 0;
    }
}
