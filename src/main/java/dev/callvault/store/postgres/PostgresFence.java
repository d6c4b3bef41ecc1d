package dev.callvault.store.postgres;

import dev.callvault.call.AccountId;
import dev.callvault.store.Fence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences with PostgreSQL's advisory locks, which belong to a connection: whoever dies, leaves, and whoever hangs is thrown
 * out, see {@link HeldFence}. The connection is held as long as the fence, and given back to the pool only once the lock is
 * released.
 */
final class PostgresFence implements Fence {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresFence.class);
    private static final String TRY = "SELECT pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String WAIT = "SELECT true FROM pg_advisory_lock(hashtextextended(?, 0))";
    private static final String LEAVE = "SELECT pg_advisory_unlock(hashtextextended(?, 0))";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final DataSource database;

    PostgresFence(DataSource database) {
        this.database = database;
    }

    @Override
    public boolean alone(AccountId account, String work, Duration patience, Runnable task) {
        String name = "callvault " + account + " " + work;
        try (Connection connection = database.getConnection()) {
            if (!entered(connection, name, patience)) {
                return false;
            }
            try {
                run(connection, name, task);
            } finally {
                leave(connection, name);
            }
            return true;
        } catch (SQLException failure) {
            throw Transactions.failed("fence " + work, failure);
        }
    }

    private static void run(Connection connection, String name, Runnable task) throws SQLException {
        HeldFence held = HeldFence.on(connection, name);
        try (held) {
            LOG.debug("{} is held as {}", name, held);
            task.run();
        }
    }

    private static boolean entered(Connection connection, String name, Duration patience) throws SQLException {
        if (patience.isZero()) {
            return ask(connection, TRY, name);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + patience.toMillis());
            return ask(connection, WAIT, name);
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        } finally {
            reset(connection);
        }
    }

    private static void reset(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("RESET lock_timeout");
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

    private static void leave(Connection connection, String name) {
        try {
            ask(connection, LEAVE, name);
        } catch (SQLException broken) {
            // A connection that broke has left already: the server releases its locks.
            LOG.debug("the fence's connection broke", broken);
        }
    }
}
