package dev.callvault.store.postgres.readers;

import static dev.callvault.store.postgres.readers.Statements.texts;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The schema of a reader that is bound to accounts: a view for each reporting view that tells the accounts apart, limited to
 * its own. They are barriers: without that, a function in a query could be shown the rows that the condition removes. What
 * has no account is left out, but for the calendar.
 */
final class ReaderSchema {
    private static final String READER = """
            WITH reader AS (SELECT login, array_to_string(account_ids, ', ') AS ids FROM archive.readers
                            WHERE login = ? AND account_ids IS NOT NULL),
            wanted AS (
                SELECT pg_class.oid, relname, relname <> 'dates' AS is_of_accounts FROM pg_class
                WHERE relnamespace = to_regnamespace('reporting') AND relkind = 'v' AND (relname = 'dates' OR EXISTS (
                    SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'account_id' AND NOT attisdropped))
            )
            """;

    private static final String FOREIGN = "SELECT 'x' FROM pg_namespace WHERE nspname = ?"
            + " AND NOT EXISTS (SELECT FROM archive.readers WHERE login = nspname AND account_ids IS NOT NULL)";

    private static final String MAKE = READER + """
            SELECT statement FROM (
                SELECT 1 AS place, format('CREATE SCHEMA %I', login) AS statement FROM reader
                WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = login)
                UNION ALL
                SELECT 2, format('DROP VIEW %I.%I', login, pg_class.relname)
                FROM reader JOIN pg_namespace ON nspname = login JOIN pg_class ON relnamespace = pg_namespace.oid
                WHERE relkind = 'v' AND pg_class.relname NOT IN (SELECT relname FROM wanted)
                UNION ALL
                SELECT 3, format('CREATE OR REPLACE VIEW %I.%I WITH (security_barrier) AS SELECT * FROM reporting.%I', login, relname, relname)
                          || CASE WHEN is_of_accounts THEN format(' WHERE account_id IN (%s)', ids) ELSE '' END
                FROM reader, wanted
                UNION ALL
                SELECT 4, format('COMMENT ON VIEW %I.%I IS %L', login, relname, obj_description(oid, 'pg_class')) FROM reader, wanted
                UNION ALL
                SELECT 5, string_agg(format('COMMENT ON COLUMN %I.%I.%I IS %L', login, relname, attname, col_description(oid, attnum)), ';')
                FROM reader, wanted JOIN pg_attribute ON attrelid = oid AND attnum > 0 GROUP BY relname
                UNION ALL
                SELECT 6, format('CREATE OR REPLACE FUNCTION %I.zone() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER'
                                 ' SET search_path = pg_catalog, pg_temp AS ''SELECT reporting.zone()''', login) FROM reader
                UNION ALL
                SELECT 7, format('DROP FUNCTION IF EXISTS %I.body_lines(bigint, bigint)', login) FROM reader
                UNION ALL
                SELECT 8, format('CREATE FUNCTION %I.body_lines(log_id bigint, account_id bigint DEFAULT NULL) RETURNS %s'
                                 ' LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS'
                                 ' ''SELECT line.* FROM unnest(ARRAY[%s]::bigint[]) AS mine CROSS JOIN LATERAL reporting.body_lines($1, mine) AS line'
                                 ' WHERE $2 IS NULL OR $2 = mine''', login, pg_get_function_result(body_lines), ids)
                FROM reader, to_regprocedure('reporting.body_lines(bigint, bigint)') AS body_lines WHERE body_lines IS NOT NULL
                UNION ALL
                SELECT 9, format('GRANT USAGE ON SCHEMA %I TO %I', login, login) FROM reader
                UNION ALL
                SELECT 10, format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', login, login) FROM reader
            ) AS statements ORDER BY place""";

    private static final String DROP_VIEWS = """
            SELECT format('DROP VIEW %s', string_agg(pg_class.oid::regclass::text, ', '))
            FROM archive.readers JOIN pg_namespace ON nspname = login JOIN pg_class ON relnamespace = pg_namespace.oid
            WHERE account_ids IS NOT NULL AND relkind = 'v' GROUP BY login""";

    private ReaderSchema() {}

    /** Whether somebody else made the schema, whatever it holds: revoking the reader would drop it with that. */
    static boolean isForeign(Connection connection, String login) throws SQLException {
        return !texts(connection, FOREIGN, login).isEmpty();
    }

    /** Does nothing for a reader of all accounts. */
    static void make(Connection connection, String login, Statements.Runner runner) throws SQLException {
        for (String statement : texts(connection, MAKE, login)) {
            runner.run(connection, statement);
        }
    }

    /** Lets a migration change the views below. */
    static void dropViews(Connection connection) throws SQLException {
        List<String> statements = texts(connection, DROP_VIEWS);
        for (String statement : statements) {
            Statements.ifPossible(connection, statement);
        }
    }

    static void drop(Connection connection, String login) throws SQLException {
        for (String statement : texts(
                connection,
                "SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace JOIN archive.readers ON login = nspname"
                        + " WHERE nspname = ? AND account_ids IS NOT NULL",
                login)) {
            Statements.require(connection, statement);
        }
    }
}
