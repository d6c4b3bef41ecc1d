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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The archive's health, cached for a few seconds so that frequent requests do not burden the database. A failure is cached
 * equally long. Safe for many threads: one look at a time asks the database, and nobody waits longer for it than its {@link
 * Patience}, however long a database takes that says nothing.
 */
public final class HealthView {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration COUNTED = Duration.ofMinutes(5);

    /** Whoever asks has a time limit, too: a scrape waits for both, and is to be answered within a second. */
    static final Patience USUAL = new Patience(Duration.ofMillis(600), Duration.ofMillis(200));

    /** A slow database still answers; what was seen counts for as long. */
    private static final Duration LASTS = Duration.ofMinutes(1);

    private static final Seen SILENT = new Seen(List.of(), Optional.of("the database has not answered in time"));

    private final HealthStore store;
    private final InstantSource clock;
    private final Executor looks;
    private final Patience patience;
    /** Not the object's own monitor: before Java 24, waiting in one occupies a carrier thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Cached<Seen> seen =
            new Cached<>(FRESH, new Seen(List.of(), Optional.of("the archive has not been read yet")));
    private final Cached<Counted> counted = new Cached<>(COUNTED, new Counted(Map.of(), 0));

    /** Looks on the thread that asks, however long it takes. */
    public HealthView(HealthStore store, InstantSource clock) {
        this(store, clock, Runnable::run, USUAL);
    }

    /**
     * @param looks runs what asks the database
     * @param patience how long to wait for it
     */
    HealthView(HealthStore store, InstantSource clock, Executor looks, Patience patience) {
        this.store = store;
        this.clock = clock;
        this.looks = looks;
        this.patience = patience;
    }

    /** One that looks in the background, and waits for it with the {@link #USUAL} patience. */
    public static HealthView inBackground(HealthStore store, InstantSource clock) {
        return new HealthView(store, clock, HealthView::onAThreadOfItsOwn, USUAL);
    }

    private static void onAThreadOfItsOwn(Runnable look) {
        var unused = Thread.ofVirtual().name("health").start(look);
    }

    /**
     * How long to wait for the database.
     *
     * @param seen for how the accounts are
     * @param counted for what takes long to count, which may as well be told next time
     */
    record Patience(Duration seen, Duration counted) {}

    /**
     * What the last look at the archive found.
     *
     * @param failure why the archive could not be read
     */
    public record Seen(List<AccountHealth> accounts, Optional<String> failure) {}

    public Seen seen() {
        boolean isInTime = awaited(seen, patience.seen(), this::look);
        lock.lock();
        try {
            return isInTime || !isOlder(seen.at, LASTS, clock.instant()) ? seen.value : SILENT;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What takes long to count.
     *
     * @param logStates calls by account and state
     * @param databaseBytes the size of the database on disk
     */
    public record Counted(Map<String, Map<String, Long>> logStates, long databaseBytes) {}

    /** May be minutes old, because counting reads every call; without counts while the first has not ended. */
    public Counted counted() {
        boolean unused =
                awaited(counted, patience.counted(), () -> new Counted(store.logStates(), store.databaseBytes()));
        lock.lock();
        try {
            if (counted.failure != null) {
                throw counted.failure;
            }
            return counted.value;
        } finally {
            lock.unlock();
        }
    }

    /** Guarded by the lock. */
    private static final class Cached<T> {
        private final Duration age;
        private T value;
        private Instant at = Instant.MIN;
        private @Nullable StoreFailure failure;
        private @Nullable FutureTask<Boolean> looking;

        Cached(Duration age, T value) {
            this.age = age;
            this.value = value;
        }
    }

    /** Whether what is cached is fresh, or has been read anew in time. */
    private <T> boolean awaited(Cached<T> cached, Duration wait, Supplier<T> work) {
        @Nullable FutureTask<Boolean> mine = null;
        FutureTask<Boolean> looking;
        lock.lock();
        try {
            if (cached.looking == null) {
                if (!isOlder(cached.at, cached.age, clock.instant())) {
                    return true;
                }
                mine = new FutureTask<>(() -> keep(cached, work), true);
                cached.looking = mine;
            }
            looking = cached.looking;
        } finally {
            lock.unlock();
        }
        if (mine != null) {
            looks.execute(mine);
        }
        return isDoneInTime(looking, wait);
    }

    private static boolean isDoneInTime(FutureTask<Boolean> looking, Duration wait) {
        try {
            return looking.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException late) {
            return false;
        }
    }

    private <T> void keep(Cached<T> cached, Supplier<T> work) {
        @Nullable T found = null;
        @Nullable StoreFailure failure = null;
        try {
            found = work.get();
        } catch (StoreFailure away) {
            failure = away;
        } finally {
            lock.lock();
            try {
                cached.value = found == null ? cached.value : found;
                cached.failure = failure;
                // failing to reach the database takes a while, which must not count as age; a failed count is tried
                // again
                cached.at = found == null ? Instant.MIN : clock.instant();
                cached.looking = null;
            } finally {
                lock.unlock();
            }
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
