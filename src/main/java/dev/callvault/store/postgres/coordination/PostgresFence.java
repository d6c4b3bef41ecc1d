package dev.callvault.store.postgres.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.postgres.sql.FenceConnection;
import dev.callvault.store.postgres.sql.HeldFence;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences built on PostgreSQL's advisory locks, all on one connection, see {@link FenceConnection}: a holder that dies
 * releases its fences, and one that hangs loses them. Such a lock is re-entrant within its connection, so jobs of this
 * process first exclude each other by the fence's name. One per process.
 */
public final class PostgresFence implements Fence, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresFence.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

    private final FenceConnection connection;
    private final LongSupplier nanos;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    /** By fence name. */
    private final Map<String, Place> places = new HashMap<>();

    /** Waits before the next attempt, while another process holds the lock. */
    interface Pause {
        void await(Duration pause) throws InterruptedException;
    }

    public PostgresFence(DataSource database) {
        this(database, "SELECT 1");
    }

    /** @param test a query that fails once the connection is of no use, run with every beat */
    public PostgresFence(DataSource database, String test) {
        this(new FenceConnection(database, test, System::nanoTime), System::nanoTime, Thread::sleep);
    }

    PostgresFence(DataSource database, LongSupplier nanos, Pause pause) {
        this(new FenceConnection(database, "SELECT 1", nanos), nanos, pause);
    }

    private PostgresFence(FenceConnection connection, LongSupplier nanos, Pause pause) {
        this.connection = connection;
        this.nanos = nanos;
        this.pause = pause;
        connection.withEveryBeat(this::takeFromWhoHangs);
    }

    /** A fence that some thread of this process holds or is about to enter. */
    private static final class Place {
        private Optional<HeldFence> held = Optional.empty();
    }

    @Override
    public boolean alone(AccountId account, String work, Duration patience, Runnable task) {
        String name = "callvault " + account + " " + work;
        long deadline = nanos.getAsLong() + patience.toNanos();
        Place place = new Place();
        try {
            if (!takePlace(name, place, deadline)) {
                return false;
            }
            try {
                Optional<FenceConnection.Session> session = enter(name, deadline);
                session.ifPresent(it -> run(place, new HeldFence(it, name, nanos), task));
                return session.isPresent();
            } finally {
                leavePlace(name, place);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (SQLException failure) {
            throw Transactions.failed("take the lock for " + work, failure);
        }
    }

    private boolean takePlace(String name, Place mine, long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (places.putIfAbsent(name, mine) != null) {
                long wait = deadline - nanos.getAsLong();
                if (wait <= 0) {
                    return false;
                }
                boolean unused = left.await(wait, TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Polls for the lock: waiting for it on the connection would delay every other fence. */
    private Optional<FenceConnection.Session> enter(String name, long deadline)
            throws SQLException, InterruptedException {
        Duration next = FIRST_PAUSE;
        while (true) {
            Optional<FenceConnection.Session> session = connection.tryLock(name);
            Duration wait = Duration.ofNanos(deadline - nanos.getAsLong());
            if (session.isPresent() || !wait.isPositive()) {
                return session;
            }
            pause.await(wait.compareTo(next) < 0 ? wait : next);
            next = next.compareTo(MAX_PAUSE) < 0 ? next.multipliedBy(2) : MAX_PAUSE;
        }
    }

    private void run(Place place, HeldFence held, Runnable task) {
        LOG.debug("{} is held", held);
        holds(place, Optional.of(held));
        try {
            held.around(task);
        } finally {
            if (holds(place, Optional.empty())) {
                connection.unlock(held.session(), held.toString());
            }
        }
    }

    /** Records what is held at this place; false when the previous fence was taken away. */
    private boolean holds(Place place, Optional<HeldFence> held) {
        lock.lock();
        try {
            boolean wasHeld = place.held.isPresent();
            place.held = held;
            return wasHeld;
        } finally {
            lock.unlock();
        }
    }

    private void leavePlace(String name, Place mine) {
        lock.lock();
        try {
            places.remove(name, mine);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Checks for hanging holders at once. */
    void beatNow() throws SQLException {
        connection.beatNow();
    }

    /** Runs on the connection's thread. */
    private void takeFromWhoHangs() {
        lock.lock();
        try {
            places.values().removeIf(this::isAbandoned);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isAbandoned(Place place) {
        Optional<HeldFence> hanging = place.held.filter(it -> it.abandonAfter(ABANDONED));
        hanging.ifPresent(it -> {
            LOG.warn(
                    "the job holding \"{}\" has made no progress for {} min and loses its lock",
                    it,
                    ABANDONED.toMinutes());
            place.held = Optional.empty();
            connection.leave(it.session(), it.toString());
        });
        return hanging.isPresent();
    }

    @Override
    public <T> T patiently(Supplier<T> wait) {
        return HeldFence.busy(wait);
    }

    /** Releases every fence. */
    @Override
    public void close() {
        connection.close();
    }
}
