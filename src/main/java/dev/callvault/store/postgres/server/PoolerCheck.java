package dev.callvault.store.postgres.server;

import dev.callvault.store.postgres.sql.TransactionPooling;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * Recognises a pooler that lends a server connection for one transaction at a time, as PgBouncer does with
 * {@code pool_mode = transaction}. Locks of a session cannot be held through it, and fences are such locks. Asked until
 * it has been answered once; safe for use by many threads.
 */
final class PoolerCheck {
    /** Other clients of the pooler may take the connection that was just given back. */
    private static final int ROUNDS = 8;

    /** A prepared statement is there that this connection did not prepare, or one that it prepared is not. */
    private static final Set<String> STATEMENTS_MIXED = Set.of("42P05", "26000");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private volatile boolean isDone;

    /** Opens one more connection like the first. */
    @FunctionalInterface
    interface Another {
        Connection open() throws SQLException;
    }

    /**
     * Checks what is behind a new connection.
     *
     * @throws TransactionPooling when each transaction may have another server connection
     */
    void check(Connection first, Another another) throws SQLException {
        if (isDone) {
            return;
        }
        // PostgreSQL introduces itself by its process; a pooler makes a number up, for all its clients' processes
        // change.
        if (first.unwrap(PGConnection.class).getBackendPID() != process(first)) {
            try (Connection second = another.open()) {
                refuseIfShared(first, second);
            } catch (SQLException failure) {
                throw STATEMENTS_MIXED.contains(String.valueOf(failure.getSQLState()))
                        ? new TransactionPooling()
                        : failure;
            }
        }
        isDone = true;
    }

    private static void refuseIfShared(Connection first, Connection second) throws SQLException {
        second.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
        int own = process(first);
        for (int round = 0; round < ROUNDS; round++) {
            // twice: a pooler that goes round its connections gives another one the second time
            int once = process(first);
            int twice = process(first);
            boolean changes = once != own || twice != own;
            second.setAutoCommit(false);
            // one that gives the latest again lends it to the second meanwhile
            if (changes || process(second) == own || process(first) != own) {
                throw new TransactionPooling();
            }
            second.setAutoCommit(true);
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
