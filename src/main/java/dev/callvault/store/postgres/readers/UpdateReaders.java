package dev.callvault.store.postgres.readers;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Keeps all readers as they should be, whatever migrations and the reporting zone do. */
public final class UpdateReaders {
    private static final String THERE = "SELECT 'x' WHERE to_regclass('archive.readers') IS NOT NULL";
    private static final String ALL =
            "SELECT login FROM archive.readers JOIN pg_roles ON rolname = login ORDER BY login";
    private static final String SCHEMA =
            "SELECT CASE WHEN account_ids IS NULL THEN 'reporting' ELSE login END FROM archive.readers WHERE login = ?";

    private UpdateReaders() {}

    /**
     * Brings all up to date, as the schema's owner in a transaction.
     *
     * @param formerZone the zone that was in force until now; null if it has not changed
     */
    public static void all(Connection connection, @Nullable String formerZone) throws SQLException {
        if (isThere(connection)) {
            ReaderRole.setCommon(connection, formerZone);
            for (String login : Statements.texts(connection, ALL)) {
                if (ReaderRole.unfit(connection, login).isEmpty()) {
                    ReaderRole.set(connection, login, schema(connection, login), Statements::attempt);
                    ReaderSchema.make(connection, login, Statements::attempt);
                }
            }
        }
    }

    /** Before a migration, in its transaction: it may drop or replace what readers' views are made of. */
    public static void dropViews(Connection connection) throws SQLException {
        if (isThere(connection)) {
            ReaderSchema.dropViews(connection);
        }
    }

    /** After a migration, in its transaction, so that readers never miss their views. */
    public static void makeViews(Connection connection) throws SQLException {
        if (isThere(connection)) {
            for (String login : Statements.texts(connection, ALL)) {
                ReaderSchema.make(connection, login, Statements::attempt);
            }
        }
    }

    static String schema(Connection connection, String login) throws SQLException {
        return Statements.texts(connection, SCHEMA, login).getFirst();
    }

    private static boolean isThere(Connection connection) throws SQLException {
        return !Statements.texts(connection, THERE).isEmpty();
    }
}
