package dev.callvault.store.postgres.search;

import dev.callvault.store.postgres.search.Weeks.Week;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.jooq.DSLContext;

/**
 * Creates the trigram index of a week of logs, for any text in any case. It is created concurrently, so that logs of
 * the same month can be stored meanwhile; this needs a connection outside of any transaction.
 */
@SuppressWarnings("InlineFormatString") // SQL is easier to read separately
final class IndexBodies {
    /** Longer than any other statement may take: a week of logs can be gigabytes. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('callvault body index', 0))";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('callvault body index', 0))";
    private static final String OPERATORS =
            "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pg_trgm'";
    private static final String DROP = "DROP INDEX CONCURRENTLY IF EXISTS archive.%s";
    private static final String COMMENT =
            "COMMENT ON INDEX archive.%s IS 'Text of the bodies from %s to before %s (UTC).'";
    private static final String CREATE = """
            CREATE INDEX CONCURRENTLY %s ON archive.%s USING gin (body %s.gin_trgm_ops)
            WHERE started_at >= '%s 00:00:00+00' AND started_at < '%s 00:00:00+00'
            """;

    private IndexBodies() {}

    /**
     * Indexes a week.
     *
     * @return false when another node is indexing
     */
    static boolean execute(DSLContext dsl, Week week, boolean isBroken) {
        return dsl.connectionResult(connection -> {
            try (Statement statement = connection.createStatement()) {
                if (!ask(statement, TRY_LOCK).equals("t")) {
                    return false;
                }
                try {
                    patient(connection, statement);
                    if (isBroken) {
                        statement.execute(String.format(Locale.ROOT, DROP, week.index()));
                    }
                    create(statement, week);
                    return true;
                } finally {
                    statement.execute(
                            "RESET statement_timeout; RESET maintenance_work_mem; RESET max_parallel_maintenance_workers");
                    statement.execute(UNLOCK);
                }
            }
        });
    }

    /** One worker: the other processors are for archiving. */
    private static void patient(Connection connection, Statement statement) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
        statement.execute(
                "SET statement_timeout = 0; SET maintenance_work_mem = '256MB'; SET max_parallel_maintenance_workers = 0");
    }

    private static void create(Statement statement, Week week) throws SQLException {
        String operators = ask(statement, OPERATORS);
        statement.execute(String.format(
                Locale.ROOT, CREATE, week.index(), week.partition(), operators, week.start(), week.end()));
        statement.execute(String.format(Locale.ROOT, COMMENT, week.index(), week.start(), week.end()));
    }

    private static String ask(Statement statement, String sql) throws SQLException {
        try (ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }
}
