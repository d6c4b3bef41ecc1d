package dev.callvault.store.postgres.readers;

import dev.callvault.store.StoreFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements that PostgreSQL itself writes, with every name quoted by it. */
final class Statements {
    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);
    private static final String LACKS_RIGHT = "42501";

    private Statements() {}

    /** What to do with a statement. */
    @FunctionalInterface
    interface Runner {
        void run(Connection connection, String sql) throws SQLException;
    }

    /** Rows of the first column; null values are left out. */
    static List<String> texts(Connection connection, String query, @Nullable Object... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    @Nullable String text = rows.getString(1);
                    if (text != null) {
                        texts.add(text);
                    }
                }
            }
        }
        return texts;
    }

    /** Fails with the statement that an administrator can run instead. */
    static void require(Connection connection, String sql) throws SQLException {
        try {
            execute(connection, sql);
        } catch (SQLException refused) {
            if (LACKS_RIGHT.equals(refused.getSQLState())) {
                throw new StoreFailure(
                        "the login that owns the schema may not do this: " + refused.getMessage(),
                        "Nothing was changed. As an administrator, give it the right to run in this database: " + sql
                                + "; then run this command again.",
                        refused);
            }
            throw refused;
        }
    }

    /** Goes on if it is refused, and says so. */
    static void attempt(Connection connection, String sql) throws SQLException {
        attempt(connection, sql, "bring a reader up to date");
    }

    /** @param what what could not be done, if it is refused */
    static void attempt(Connection connection, String sql, String what) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute(connection, sql);
            connection.releaseSavepoint(before);
        } catch (SQLException refused) {
            connection.rollback(before);
            LOG.warn(
                    "could not {} ({}). As an administrator, run in this database: {};",
                    what,
                    refused.getMessage(),
                    sql);
        }
    }

    /** Goes on if it is refused, which matters to nobody. */
    static void ifPossible(Connection connection, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute(connection, sql);
            connection.releaseSavepoint(before);
        } catch (SQLException refused) {
            connection.rollback(before);
            LOG.debug("not needed: {}: {}", sql, refused.getMessage());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
