package dev.callvault.app.health;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.HealthStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The archive's health, cached for a few seconds so that frequent requests do not burden the database. A failure is cached
 * equally long. Safe for many threads: one of them asks the database, the others wait for it.
 */
public final class HealthView {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration COUNTED = Duration.ofMinutes(5);

    private final HealthStore store;
    private final InstantSource clock;
    /** Not the object's own monitor: before Java 24, waiting in one for the database occupies a carrier thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private Seen seen = new Seen(List.of(), Optional.of("the archive has not been read yet"));
    private Instant seenAt = Instant.MIN;
    private Counted counted = new Counted(Map.of(), 0);
    private Instant countedAt = Instant.MIN;

    public HealthView(HealthStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What the last look at the archive found.
     *
     * @param failure why the archive could not be read
     */
    public record Seen(List<AccountHealth> accounts, Optional<String> failure) {}

    public Seen seen() {
        return alone(this::freshlySeen);
    }

    private Seen freshlySeen() {
        Instant now = clock.instant();
        if (isOlder(seenAt, FRESH, now)) {
            seen = look();
            // Failing to reach the database takes a while, which must not count as age.
            seenAt = clock.instant();
        }
        return seen;
    }

    /**
     * What takes long to count.
     *
     * @param logStates calls by account and state
     * @param databaseBytes the size of the database on disk
     */
    public record Counted(Map<String, Map<String, Long>> logStates, long databaseBytes) {}

    /** May be minutes old, because counting reads every call. */
    public Counted counted() {
        return alone(this::freshlyCounted);
    }

    private Counted freshlyCounted() {
        Instant now = clock.instant();
        if (isOlder(countedAt, COUNTED, now)) {
            counted = new Counted(store.logStates(), store.databaseBytes());
            countedAt = now;
        }
        return counted;
    }

    private <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Seen look() {
        try {
            return new Seen(store.accounts(clock.instant()), Optional.empty());
        } catch (StoreFailure away) {
            return new Seen(List.of(), Optional.of(String.valueOf(away.getMessage())));
        }
    }

    /** A look before the clock was put back counts by its distance from now, so it does not stay fresh. */
    private static boolean isOlder(Instant at, Duration age, Instant now) {
        return at.equals(Instant.MIN) || Duration.between(at, now).abs().compareTo(age) >= 0;
    }
}
