package dev.callvault.store.postgres.sql;

import dev.callvault.store.postgres.server.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single connection that holds every advisory lock of this process, opened for the first lock. A stalled process
 * keeps its connection and would keep its locks for ever, so the server ends the connection if it is silent for some
 * seconds. Safe for use by many threads.
 *
 * <p>A dedicated thread runs all statements one after another, and nothing that can block: an interrupt would close the
 * connection under a virtual thread, and with it every fence.
 */
public final class FenceConnection implements AutoCloseable {
    /**
     * Longer than a transaction may idle, see {@link Database}, so that a fence checked in a transaction holds until it
     * ends.
     */
    static final Duration SILENCE = Duration.ofSeconds(25);

    private static final Logger LOG = LoggerFactory.getLogger(FenceConnection.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    /** A connection without locks is closed after this time. */
    private static final Duration UNUSED = Duration.ofMinutes(1);
    /** Every statement here is quick; only the network or a server in trouble can take longer. */
    private static final Duration MAX = Duration.ofSeconds(15);

    private static final Duration MAX_OF_SERVER = Duration.ofSeconds(10);

    private static final String PREPARE = "SET idle_session_timeout = " + SILENCE.toMillis()
            + "; SET statement_timeout = " + MAX_OF_SERVER.toMillis();
    private static final String TRY = "SELECT pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String LEAVE = "SELECT pg_advisory_unlock(hashtextextended(?, 0))";

    private final DataSource database;
    private final String test;
    private final LongSupplier nanos;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform()
                    .daemon()
                    .name("fences")
                    .inheritInheritableThreadLocals(false)
                    .factory());
    private Runnable onBeat = () -> {};
    private @Nullable Session open;
    private @Nullable SQLException refusal;
    private long refusedAt;

    /** @param test a query that fails once the connection is of no use, run with every beat */
    public FenceConnection(DataSource database, String test, LongSupplier nanos) {
        this.database = database;
        this.test = test;
        this.nanos = nanos;
    }

    /** A connection while it is open. When it breaks, its locks are lost. */
    public static final class Session {
        private final Connection connection;
        private final int process;
        private int held;
        private long usedAt;
        private volatile boolean isBroken;

        private Session(Connection connection, int process) {
            this.connection = connection;
            this.process = process;
        }

        /** The server's process id for it. */
        int process() {
            return process;
        }

        boolean isBroken() {
            return isBroken;
        }
    }

    /** Runs a task on the connection's thread with every beat, while a connection is open. */
    public void withEveryBeat(Runnable task) {
        onBeat = task;
    }

    /** Takes a lock if it is free. */
    public Optional<Session> tryLock(String name) throws SQLException {
        long asked = nanos.getAsLong();
        return said(() -> {
            @Nullable Session before = open;
            if (before != null) {
                try {
                    return taken(before, name);
                } catch (SQLException broke) {
                    lose(before, broke);
                }
            }
            return taken(opened(asked), name);
        });
    }

    /** Releases a lock; if the connection broke, the server has released it already. */
    public void unlock(Session session, String name) {
        try {
            said(() -> {
                leave(session, name);
                return true;
            });
        } catch (SQLException closed) {
            LOG.debug("the lock {} was released with its connection", name, closed);
        }
    }

    /** The same, on the connection's own thread. */
    public void leave(Session session, String name) {
        session.held--;
        session.usedAt = nanos.getAsLong();
        if (!session.isBroken) {
            try {
                boolean unused = ask(session.connection, LEAVE, name);
            } catch (SQLException broke) {
                lose(session, broke);
            }
        }
    }

    private Optional<Session> taken(Session session, String name) throws SQLException {
        session.usedAt = nanos.getAsLong();
        if (!ask(session.connection, TRY, name)) {
            return Optional.empty();
        }
        session.held++;
        return Optional.of(session);
    }

    /**
     * Callers that were waiting when opening failed get the failure at once: one after another, all would wait for an
     * unreachable network.
     */
    private Session opened(long asked) throws SQLException {
        if (refusal != null && refusedAt - asked >= 0) {
            throw refusal;
        }
        try {
            Session session = connect();
            open = session;
            refusal = null;
            beatLater();
            return session;
        } catch (SQLException away) {
            refusal = away;
            refusedAt = nanos.getAsLong();
            throw away;
        }
    }

    private Session connect() throws SQLException {
        Connection connection = database.getConnection();
        try (var statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, (int) MAX.toMillis());
            statement.execute(PREPARE);
            try (ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
                answer.next();
                return new Session(connection, answer.getInt(1));
            }
        } catch (SQLException broke) {
            connection.close();
            throw broke;
        }
    }

    private void beatLater() {
        var unused = thread.schedule(
                () -> {
                    if (beat()) {
                        beatLater();
                    }
                },
                BEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** An extra beat, at once. */
    public void beatNow() throws SQLException {
        boolean unused = said(this::beat);
    }

    /** Runs on the connection's thread; false once there is nothing to keep alive. */
    private boolean beat() {
        @Nullable Session session = open;
        if (session == null) {
            return false;
        }
        if (session.held == 0 && nanos.getAsLong() - session.usedAt > UNUSED.toNanos()) {
            giveUp(session);
            return false;
        }
        try (var statement = session.connection.createStatement()) {
            statement.execute(test);
        } catch (SQLException broke) {
            lose(session, broke);
            return false;
        }
        onBeat.run();
        return true;
    }

    private void lose(Session session, SQLException why) {
        if (session.isBroken) {
            return;
        }
        session.isBroken = true;
        if (session.held > 0) {
            LOG.debug( // the runs whose locks they were say so, and the database is away if it cannot be reached again
                    "the database connection that holds this node's locks ({}) broke: {}",
                    session.held,
                    why.getMessage());
        }
        giveUp(session);
    }

    private void giveUp(Session session) {
        session.isBroken = true;
        if (open == session) {
            open = null;
        }
        try (Connection closing = session.connection) {
            if (!closing.isClosed() && session.held > 0) {
                unlockAll(closing);
            }
        } catch (SQLException gone) {
            LOG.debug("the connection for locks was already closed", gone);
        }
    }

    /** The connection may belong to a pool, which keeps it open. */
    private static void unlockAll(Connection closing) throws SQLException {
        try (var statement = closing.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        }
    }

    private static boolean ask(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Runs a task on the connection's thread. It is quick, so even interrupted callers wait for it. */
    private <T> T said(Callable<T> task) throws SQLException {
        boolean wasInterrupted = false;
        try {
            Future<T> answer = thread.submit(task);
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException stopping) {
                    wasInterrupted = true;
                }
            }
        } catch (RejectedExecutionException closed) {
            throw new SQLException("the archive is closed", closed);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException why) {
                throw why;
            }
            throw new IllegalStateException("a lock operation failed unexpectedly", failed);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Releases every fence. */
    @Override
    public void close() {
        try {
            boolean unused = said(() -> {
                @Nullable Session session = open;
                if (session != null) {
                    giveUp(session);
                }
                return true;
            });
        } catch (SQLException twice) {
            LOG.debug("already closed", twice);
        }
        thread.shutdownNow();
    }
}
