package dev.callvault.bench;

import dev.callvault.store.NumberStore;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Years of calls, made within the database: what an archive looks like after a long time. */
final class History {
    private static final Duration DELETED = Duration.ofHours(122);
    private static final String[] MONTHS = {"""
        DO $$
        DECLARE month date;
        BEGIN
            FOR month IN SELECT generate_series(date_trunc('month', to_timestamp(%2$d) - interval '390 days'),
                                                date_trunc('month', now()) - interval '2 months', '1 month') LOOP
                EXECUTE format('CREATE TABLE archive.call_logs_%%s PARTITION OF archive.call_logs FOR VALUES FROM (%%L) TO (%%L)',
                               to_char(month, 'YYYY_MM'), month::timestamp AT TIME ZONE 'UTC',
                               (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
            END LOOP;
        END $$
        """};

    /** Indexes are faster made than filled: they are taken away first, and made again as the migrations made them. */
    private static final String[] CALLS = {
        "ALTER TABLE archive.calls SET (autovacuum_enabled = off)",
        """
        CREATE TEMP TABLE dropped AS
        SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
        WHERE indrelid = 'archive.calls'::regclass AND NOT indisprimary
        """,
        """
        DO $$
        DECLARE name text;
        BEGIN
            FOR name IN SELECT dropped.name FROM dropped LOOP EXECUTE 'DROP INDEX ' || name; END LOOP;
        END $$
        """,
        """
        INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state,
                                   first_seen_at)
        SELECT %3$d, 1000000000 + i,
               format('%%s;%%s;%%s', to_hex(10551296 + i * 31 %% 12), lpad((i * 17 %% 192)::text, 3, '0'), second - 9 - i %% 600),
               'inbound', '1617555' || (1000 + i %% 40), '212555' || (1000 + i * 7919 %% 9000),
               to_timestamp(second), to_timestamp(second + 60), 'archived', to_timestamp(second)
        FROM generate_series(1, %1$d::bigint) AS i, LATERAL (SELECT %2$d - (%1$d - i) * 31536000 / %1$d AS second) AS start
        """,
        """
        DO $$
        DECLARE definition text;
        BEGIN
            FOR definition IN SELECT dropped.definition FROM dropped LOOP EXECUTE definition; END LOOP;
        END $$
        """,
        "ALTER TABLE archive.calls RESET (autovacuum_enabled)",
    };

    private static final String LOGS = """
        INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes, location, fetched_at)
        SELECT account_id, log_id, started_at, 'a short log', decode(lpad('', 64, 'a'), 'hex'), 11, 'Boston', started_at
        FROM archive.calls
        """;
    private static final String COVERAGE = """
        INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at)
        SELECT %3$d, 'calls', int8range(day, least(day + 86400, %4$d)),
               (SELECT count(*) FROM archive.calls
                WHERE started_at >= to_timestamp(day) AND started_at < to_timestamp(least(day + 86400, %4$d))), true, now()
        FROM generate_series((%2$d - 31536000) / 86400 * 86400, %4$d - 1, 86400) AS day
        """;

    private History() {}

    /** A year of so many calls, each with a short log, which the provider has deleted. */
    static void fill(Archive archive, long calls, Instant now, Instant coveredUntil) throws SQLException {
        try (Connection connection = archive.connect()) {
            long account = archive.account(connection);
            long last = now.minus(DELETED).getEpochSecond();
            archive.execute(Stream.of(MONTHS, CALLS, new String[] {LOGS, COVERAGE})
                    .flatMap(Stream::of)
                    .map(it ->
                            it.contains("%") ? it.formatted(calls, last, account, coveredUntil.getEpochSecond()) : it)
                    .toArray(String[]::new));
        }
        readNumbers(archive);
        archive.execute("VACUUM (ANALYZE, FREEZE)");
    }

    /** As they would have been when the calls were stored. */
    private static void readNumbers(Archive archive) {
        try (Database database = archive.database()) {
            NumberStore numbers = new PostgresArchive(database.dataSource()).numbers();
            int read = 1;
            while (read > 0) {
                read = numbers.readSome();
            }
        }
    }

    /** Takes back what was archived after an instant, as if it had never been. */
    static void forget(Archive archive, Instant after) throws SQLException {
        String time = "'" + after + "'";
        archive.execute(
                "DELETE FROM archive.calls WHERE started_at >= " + time,
                "DELETE FROM archive.call_logs WHERE started_at >= " + time,
                "DELETE FROM archive.coverage WHERE stream = 'calls' AND upper(span) > " + after.getEpochSecond(),
                "DELETE FROM archive.watermarks");
        storeFigures(archive);
        archive.execute("VACUUM (ANALYZE)");
    }

    /** What deleted calls leave to be counted anew is not the measured run's work. */
    private static void storeFigures(Archive archive) {
        try (Database database = archive.database()) {
            new PostgresArchive(database.dataSource()).reports().refresh();
        }
    }
}
