package dev.callvault.bench;

import dev.callvault.call.CallSummary;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The rows that an archive of the same calls ends up with, inserted by {@code unnest} from memory on one connection: what
 * storing costs at least.
 */
final class BareInserts {
    private static final String CALLS = """
            INSERT INTO archive.calls
                   (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at)
            SELECT ?, log_id, session_id, direction, dest, src, to_timestamp(started), to_timestamp(ended), 'archived', now()
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                 AS row (log_id, session_id, direction, dest, src, started, ended)
            """;
    private static final String LOGS = """
            INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes, location, fetched_at)
            SELECT ?, log_id, to_timestamp(started), convert_from(body, 'UTF8'), sha256, length(body), 'Boston', now()
            FROM unnest(?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[]) AS row (log_id, started, body, sha256)
            """;
    private static final int ROWS = 10_000;
    private static final int LOG_ROWS = 500;
    private static final long LOG_BYTES = 8L << 20;

    private final World world;
    private final List<byte[]> bodies;
    private final List<byte[]> hashes;

    BareInserts(World world) throws Exception {
        this.world = world;
        this.bodies = IntStream.range(0, 64)
                .limit(Math.max(2, (64L << 20) / world.bodyBytes()))
                .mapToObj(it -> Logs.text(world.bodyBytes(), it))
                .toList();
        this.hashes = new ArrayList<>();
        for (byte[] body : bodies) {
            hashes.add(MessageDigest.getInstance("SHA-256").digest(body));
        }
    }

    /** Calls a second, each with its log, into an archive that is empty. */
    double insert(Archive archive) throws SQLException {
        int logRows = Math.clamp(LOG_BYTES / world.bodyBytes(), 1, LOG_ROWS);
        try (Connection connection = archive.connect()) {
            long account = archive.account(connection);
            List<CallSummary> calls = new ArrayList<>();
            for (long i = 0; i < world.calls(); i++) {
                calls.add(world.call(i));
            }
            long begun = System.nanoTime();
            for (int from = 0; from < calls.size(); from += ROWS) {
                calls(connection, account, calls.subList(from, Math.min(calls.size(), from + ROWS)));
            }
            for (int from = 0; from < calls.size(); from += logRows) {
                logs(connection, account, calls.subList(from, Math.min(calls.size(), from + logRows)));
            }
            return calls.size() / Seconds.since(begun);
        }
    }

    private static void calls(Connection connection, long account, List<CallSummary> calls) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CALLS)) {
            statement.setLong(1, account);
            numbers(statement, 2, calls.size(), i -> calls.get(i).logId().value());
            texts(statement, 3, calls.size(), i -> calls.get(i).sessionId().value());
            texts(statement, 4, calls.size(), i -> calls.get(i).direction());
            texts(statement, 5, calls.size(), i -> calls.get(i).dest());
            texts(statement, 6, calls.size(), i -> calls.get(i).src());
            numbers(statement, 7, calls.size(), i -> calls.get(i).startedAt().getEpochSecond());
            numbers(statement, 8, calls.size(), i -> calls.get(i).startedAt().getEpochSecond() + 60);
            statement.executeUpdate();
        }
    }

    private void logs(Connection connection, long account, List<CallSummary> calls) throws SQLException {
        int size = calls.size();
        try (PreparedStatement statement = connection.prepareStatement(LOGS)) {
            statement.setLong(1, account);
            numbers(statement, 2, size, i -> calls.get(i).logId().value());
            numbers(statement, 3, size, i -> calls.get(i).startedAt().getEpochSecond());
            bind(statement, 4, "bytea", each(size, bodies));
            bind(statement, 5, "bytea", each(size, hashes));
            statement.executeUpdate();
        }
    }

    private static byte[][] each(int size, List<byte[]> values) {
        return IntStream.range(0, size)
                .mapToObj(i -> values.get(i % values.size()))
                .toArray(byte[][]::new);
    }

    private static void numbers(PreparedStatement statement, int index, int size, IntFunction<Long> column)
            throws SQLException {
        bind(
                statement,
                index,
                "bigint",
                IntStream.range(0, size).mapToObj(column).toArray(Long[]::new));
    }

    private static void texts(PreparedStatement statement, int index, int size, IntFunction<String> column)
            throws SQLException {
        bind(statement, index, "text", IntStream.range(0, size).mapToObj(column).toArray(String[]::new));
    }

    /** An array of the elements' class goes in binary, and as fast as can be. */
    private static void bind(PreparedStatement statement, int index, String type, Object[] values) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }
}
