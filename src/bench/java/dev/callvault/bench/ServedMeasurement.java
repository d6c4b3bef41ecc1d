package dev.callvault.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Archived;
import dev.callvault.app.MovableClock;
import dev.callvault.app.Scene;
import dev.callvault.app.TestServer;
import dev.callvault.app.daemon.ServedArchive;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How fast 5 million calls are served and reported. Takes minutes and a few gigabytes: {@code mvn -Pbench test
 * -DskipTests=false -Dtest=ServedMeasurement -Dcallvault.measure=true}.
 */
@EnabledIfSystemProperty(named = "callvault.measure", matches = "true")
class ServedMeasurement {
    private static final long CALLS = 5_000_000;
    private static final long FIRST = 1_700_000_000;
    /** One call every ten seconds. */
    private static final long STEP = 10;

    private static final int TRIES = 15;
    private static final int REPORT_TRIES = 3;

    private static final Map<String, String> REPORTS = Map.of(
            "all of calls_by_hour", "SELECT * FROM reporting.calls_by_hour",
            "all of calls_by_day", "SELECT * FROM reporting.calls_by_day",
            "all of numbers_by_day", "SELECT * FROM reporting.numbers_by_day",
            "all of busy_hours", "SELECT * FROM reporting.busy_hours",
            "the 100 busiest callers", "SELECT * FROM reporting.callers ORDER BY calls DESC LIMIT 100",
            "how many callers called again", "SELECT count(*) FROM reporting.callers WHERE is_repeat",
            "newest 100 calls of a number",
                    "SELECT * FROM reporting.calls WHERE caller_number = '+12120007919' ORDER BY started_at DESC LIMIT 100");

    @Test
    void pages_of_ten_thousand_calls_and_reports_are_measured() throws IOException, InterruptedException {
        DatabaseSettings database = TestServer.freshDatabase();
        MovableClock clock = new MovableClock(Scene.NOW);
        Archived archive = new Archived(database, null, clock);
        archive.execute(
                "INSERT INTO archive.accounts (name, base_url, zone, created_at) VALUES ('main', 'x', 'UTC', now())");
        archive.execute("""
                INSERT INTO archive.calls SELECT 1, 1000000 + n, '400050;' || n %% 24 || ';' || %2$d + %3$d * n, 'inbound',
                    '6177' || lpad((n %% 500)::text, 6, '0'), '212' || lpad((n * 7919 %% 1100000)::text, 7, '0'),
                    to_timestamp(%2$d + %3$d * n), to_timestamp(%2$d + %3$d * n + n %% 300), 'archived', now()
                FROM generate_series(0::bigint, %1$d - 1) AS n
                """.formatted(CALLS, FIRST, STEP));
        archive.execute("VACUUM (ANALYZE) archive.calls");
        try (ServedArchive served = new ServedArchive(database, clock)) {
            long middle = FIRST + CALLS / 2 * STEP;
            long end = FIRST + CALLS * STEP;
            say("10,000 calls, all of the window", median(served, middle, middle + 10_000 * STEP, ""));
            say("10,000 calls of a window of 260,000 (a month)", median(served, middle, middle + 260_000 * STEP, ""));
            say("10,000 calls of a window of 5,000,000", median(served, FIRST, end, ""));
            say("10,000 calls to one number, of 5,000,000", median(served, FIRST, end, "&number=6177000123"));
        }
        report(database, archive);
    }

    private static void report(DatabaseSettings database, Archived archive) {
        try (Database owner = new Database(database.url(), database.username(), null)) {
            long begun = System.nanoTime();
            new PostgresArchive(owner.dataSource()).reports().refresh();
            say("storing all figures anew", millisSince(begun));
        }
        archive.execute("VACUUM (ANALYZE)");
        REPORTS.forEach((name, sql) -> {
            long[] millis = new long[REPORT_TRIES];
            for (int i = 0; i < REPORT_TRIES; i++) {
                long begun = System.nanoTime();
                assertThat(archive.rows(sql)).isNotEmpty();
                millis[i] = millisSince(begun);
            }
            Arrays.sort(millis);
            say(name, millis[REPORT_TRIES / 2]);
        });
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private static long median(ServedArchive served, long from, long to, String more)
            throws IOException, InterruptedException {
        long[] millis = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            long begun = System.nanoTime();
            String body = served.get("/ws/calls/logs/" + from + "/" + to + "?limit=10000" + more, "any:login")
                    .body();
            millis[i] = millisSince(begun);
            assertThat(body.split("\"log_id\"", -1)).hasSize(10_001);
        }
        Arrays.sort(millis);
        return millis[TRIES / 2];
    }

    private static void say(String what, long millis) {
        System.out.println("MEASURED " + what + ": " + millis + " ms");
    }
}
