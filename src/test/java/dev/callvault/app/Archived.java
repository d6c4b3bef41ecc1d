package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallSummary;
import dev.callvault.call.TimeWindow;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.simulator.GroundTruth;
import dev.callvault.store.NumberStore;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is in an archive, to be compared with the truth(). */
public final class Archived {
    private final DatabaseSettings database;
    private final @Nullable GroundTruth truth;
    private final Clock clock;

    public Archived(DatabaseSettings database, @Nullable GroundTruth truth, Clock clock) {
        this.database = database;
        this.truth = truth;
        this.clock = clock;
    }

    /** Rows of a query, each as its columns joined by a bar. */
    public List<String> rows(String sql) {
        try (Connection connection = TestServer.connect(database);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", columns));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Reads the numbers of all calls, which a test has changed by hand. */
    public void readNumbers() {
        execute("UPDATE archive.calls SET numbers_version = NULL");
        execute("UPDATE archive.call_conflicts SET numbers_version = NULL");
        try (Database pool = TestDatabases.open(database)) {
            readNumbers(new PostgresArchive(pool.dataSource()).numbers());
        }
    }

    /** Reads those that were not read yet. */
    static void readNumbers(NumberStore numbers) {
        int read = 1;
        while (read > 0) {
            read = numbers.readSome();
        }
    }

    public long count(String sql) {
        return Long.parseLong(rows(sql).getFirst());
    }

    public void execute(String sql) {
        try (Connection connection = TestServer.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The oracle: calls, bodies, sessions and errors are exactly those of the truth, each once. */
    public void equalsTheTruth() {
        TimeWindow calls = past(Duration.ofDays(5));
        equalsTheTruth(calls, past(Duration.ofDays(364)));
    }

    public void equalsTheTruth(TimeWindow calls, TimeWindow lines) {
        assertSame(callRows(), expectedCalls(calls));
        assertSame(bodyRows(), expectedBodies(calls));
        assertSame(rows("SELECT raw_line FROM archive.sessions"), truth().sessionLines(lines));
        assertSame(rows("SELECT raw_line FROM archive.errors"), truth().errorLines(lines));
    }

    /** In any order. AssertJ looks for each row among all, half a minute for a year of lines: it only says what differs. */
    private static void assertSame(List<String> found, List<String> expected) {
        if (!found.stream().sorted().toList().equals(expected.stream().sorted().toList())) {
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private GroundTruth truth() {
        return Objects.requireNonNull(truth, "there is no truth to compare with");
    }

    public TimeWindow past(Duration length) {
        return TimeWindow.between(clock.instant().minus(length), clock.instant());
    }

    public List<String> callRows() {
        return rows("SELECT log_id, session_id, direction, dest, src, extract(epoch FROM started_at)::bigint,"
                + " extract(epoch FROM ended_at)::bigint FROM archive.calls");
    }

    private List<String> expectedCalls(TimeWindow window) {
        return truth().calls(window).stream().map(Archived::call).toList();
    }

    private static String call(CallSummary call) {
        return String.join(
                "|",
                call.logId().toString(),
                call.sessionId().value(),
                call.direction(),
                call.dest(),
                call.src(),
                Long.toString(call.startedAt().getEpochSecond()),
                Long.toString(call.endedAt() == null ? 0 : call.endedAt().getEpochSecond()));
    }

    private List<String> bodyRows() {
        return rows("SELECT log_id, md5(coalesce(body_bytes, convert_to(body, 'UTF8'))) FROM archive.call_logs"
                + " JOIN archive.calls USING (account_id, log_id)"
                + " WHERE quarantine IS NULL AND log_state = 'archived' AND call_logs.started_at = calls.started_at");
    }

    private List<String> expectedBodies(TimeWindow window) {
        return truth().calls(window).stream()
                .map(it -> it.logId() + "|" + md5(truth().body(it)))
                .toList();
    }

    static String md5(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("MD5").digest(content));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(Arrays.toString(content), impossible);
        }
    }
}
