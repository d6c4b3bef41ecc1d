package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An archive of a few rows, written by hand, and what the reports say of it. */
public final class Reported implements AutoCloseable {
    private static final NumberReader NUMBERS = new NumberReader();
    private static final String READ = """
            UPDATE archive.calls
            SET numbers_version = 0,
                caller_number = ?, caller_kind = ?, caller_country = ?, caller_area = ?, caller_toll_free = ?,
                called_number = ?, called_kind = ?, called_country = ?, called_area = ?, called_toll_free = ?
            WHERE account_id = ? AND log_id = ?""";

    public final PostgresArchive archive;
    private final DatabaseSettings settings = TestServer.freshDatabase();
    private final Database database = new Database(settings.url(), settings.username(), null);

    public Reported() {
        archive = new PostgresArchive(database.dataSource());
        execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                + " VALUES ('ivr', 'https://example.com/ws', 'America/New_York', now())");
    }

    /** An inbound call from 2125550001 to 6177120001. */
    public Reported call(long logId, String start, @Nullable String end) {
        return call(logId, start, end, "inbound", "6177120001", "2125550001");
    }

    public Reported call(long logId, String start, @Nullable String end, String direction, String dest, String src) {
        unread(logId, start, end, direction, dest, src);
        return read(logId);
    }

    /** A call whose numbers were not read yet. */
    public Reported unread(long logId, String start, @Nullable String end, String direction, String dest, String src) {
        return execute(
                "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at,"
                        + " first_seen_at) VALUES (1, " + logId + ", 's" + logId + "', '" + direction + "', '" + dest
                        + "', '" + src
                        + "', '" + start + "', " + (end == null ? "NULL" : "'" + end + "'")
                        + ", '2026-11-20T00:00:00Z')");
    }

    /** Reads the numbers of a call, as the program does. */
    public Reported read(long logId) {
        try (Connection connection = TestServer.connect(settings);
                var calls = connection.createStatement();
                ResultSet call = calls.executeQuery("SELECT account_id, archive.caller(direction, dest, src),"
                        + " archive.called(direction, dest, src) FROM archive.calls WHERE log_id = " + logId)) {
            while (call.next()) {
                List<@Nullable Object> values = new ArrayList<>(columns(call.getString(2)));
                values.addAll(columns(call.getString(3)));
                values.add(call.getLong(1));
                values.add(logId);
                try (var update = connection.prepareStatement(READ)) {
                    for (int i = 0; i < values.size(); i++) {
                        update.setObject(i + 1, values.get(i));
                    }
                    update.executeUpdate();
                }
            }
            return this;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<@Nullable Object> columns(String spelling) {
        ReadNumber read = NUMBERS.read(spelling, "US");
        return Arrays.asList(read.form(), read.kind().label(), read.country(), read.area(), read.isTollFree());
    }

    public Reported error(String session, String at, String message) {
        return execute(
                "INSERT INTO archive.errors (account_id, line_hash, occurrence, occurred_at, session_id, message, parsed,"
                        + " ambiguous_time, altered, raw_line, first_seen_at) SELECT 1, sha256(convert_to($x$" + at
                        + message
                        + session + "$x$, 'UTF8')), 1, '" + at + "', '" + session + "', $x$" + message
                        + "$x$, true, false, false, $x$error " + message + "$x$, now()");
    }

    public Reported body(long logId, String start, String body) {
        return execute(
                "INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes, location,"
                        + " fetched_at) VALUES (1, " + logId + ", '" + start + "', $x$" + body
                        + "$x$, sha256(''), length($x$" + body
                        + "$x$), 'Boston', now())");
    }

    /** Both streams are proven: errors for years, calls since a time. */
    public Reported covered(String calls) {
        return execute("INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at)"
                + " SELECT 1, stream, int8range(extract(epoch FROM since)::bigint, extract(epoch FROM timestamptz"
                + " '2027-01-01T00:00:00Z')::bigint), 1, true, now() FROM (VALUES ('calls', timestamptz '" + calls
                + "'), ('errors', timestamptz '2025-01-01T00:00:00Z')) AS streams (stream, since)");
    }

    /** Reads the numbers of all calls. */
    public Reported readNumbers() {
        execute("UPDATE archive.calls SET numbers_version = NULL");
        execute("UPDATE archive.call_conflicts SET numbers_version = NULL");
        Archived.readNumbers(archive.numbers());
        return this;
    }

    /** Where the archive is. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** A connection of the caller's own. */
    public Connection connect() throws SQLException {
        return TestServer.connect(settings);
    }

    public Reported execute(String sql) {
        try (Connection connection = TestServer.connect(settings);
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return this;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** Rows of a report, computed from the calls as they are, and then from the stored figures: they are the same. */
    public List<String> rows(String sql) {
        List<String> computed = query(sql);
        archive.reports().refresh();
        assertThat(query("SELECT count(*) FROM archive.stale_marks")).containsExactly("0");
        assertThat(query(sql)).as("stored figures: %s", sql).isEqualTo(computed);
        return computed;
    }

    public List<String> query(String sql) {
        try (Connection connection = TestServer.connect(settings);
                var statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    List<String> columns = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(rows.getString(i)));
                    }
                    found.add(String.join("|", columns));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
