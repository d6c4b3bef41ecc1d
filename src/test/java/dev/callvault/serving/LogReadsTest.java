package dev.callvault.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.app.Callvault;
import dev.callvault.app.QuickHash;
import dev.callvault.app.Scene;
import dev.callvault.app.daemon.Daemon;
import dev.callvault.archive.report.RunListener;
import dev.callvault.report.RowFormat;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.search.BodySearch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who read which log is kept where that is set, and nothing is where it is not. */
class LogReadsTest {
    private static final String READS = "SELECT count(*) FROM archive.reads";

    @Test
    void every_way_of_reading_a_log_is_kept_with_its_reader_where_it_is_set() throws IOException, InterruptedException {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(2).withBusySince(Scene.BUSY_SINCE))
                .with("CALLVAULT_SERVE_USER_NAME", "ann")
                .with(
                        "CALLVAULT_SERVE_USER_PASSWORD_HASH",
                        QuickHash.inSettings("secret").toString())
                .with("CALLVAULT_SERVE_USER_ACCOUNTS", "*")) {
            scene.archive();
            long log = scene.archived.count("SELECT min(log_id) FROM archive.call_logs WHERE quarantine IS NULL");
            try (Callvault callvault = scene.callvault();
                    Daemon daemon = callvault.daemon(RunListener.NONE)) {
                daemon.start();
                readEverywhere(daemon, log);
                exportAndSearch(callvault);
            }
            assertThat(scene.archived.count(READS)).as("it is off by default").isZero();

            try (Callvault callvault =
                            scene.with("CALLVAULT_ARCHIVE_READS", "true").callvault();
                    Daemon daemon = callvault.daemon(RunListener.NONE)) {
                daemon.start();
                assertThat(get(daemon, "/calls")).isEqualTo(200);
                assertThat(get(daemon, "/ws/calls/log/1")).isEqualTo(404);
                assertThat(scene.archived.count(READS)).as("no log was read").isZero();

                readEverywhere(daemon, log);
                for (String way : List.of("console", "download", "ws")) {
                    assertThat(scene.archived.count(READS + " WHERE reader = 'ann' AND account_id = 1 AND log_id = "
                                    + log + " AND read_at = '" + Scene.NOW + "' AND way = '" + way + "'"))
                            .as(way)
                            .isEqualTo(1);
                }
                exportAndSearch(callvault);
                String user = System.getProperty("user.name");
                assertThat(scene.archived.count(READS + " WHERE way = 'export' AND reader = '" + user + "'"))
                        .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.call_logs"))
                        .isPositive();
                assertThat(scene.archived.count(READS + " WHERE way = 'search' AND reader = '" + user + "'"))
                        .isEqualTo(2);

                scene.archived.execute("ALTER TABLE archive.reads RENAME TO other_reads");
                readEverywhere(daemon, log);
                scene.archived.execute("ALTER TABLE archive.other_reads RENAME TO reads");
            }
        }
    }

    @Test
    void an_export_of_thousands_keeps_them_all_and_one_that_is_stopped_those_that_it_wrote() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(2).withBusySince(Scene.BUSY_SINCE))
                .with("CALLVAULT_ARCHIVE_READS", "true")) {
            scene.archive();
            for (String table : List.of("calls", "call_logs")) {
                scene.archived.execute(
                        "INSERT INTO archive." + table + " SELECT (jsonb_populate_record(one, jsonb_build_object("
                                + "'log_id', one.log_id + n * 10000000000))).* FROM archive." + table
                                + " AS one, generate_series(1, 400) AS n");
            }
            try (Callvault callvault = scene.callvault()) {
                long rows = export(callvault, row -> {});
                assertThat(rows).isGreaterThan(2000);
                assertThat(scene.archived.count(READS)).isEqualTo(rows);

                scene.archived.execute("DELETE FROM archive.reads");
                assertThatThrownBy(() -> export(callvault, row -> {
                            if (row == 1500) {
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException("stopped");
                            }
                        }))
                        .hasMessageContaining("stopped");
                assertThat(Thread.interrupted()).as("still asked to stop").isTrue();
                assertThat(scene.archived.count(READS)).isEqualTo(1500);
            }
        }
    }

    private static long export(Callvault callvault, LongConsumer looks) {
        AtomicLong row = new AtomicLong();
        return callvault
                .exports()
                .export(
                        new Exports.Query("bodies", Optional.empty(), Optional.empty(), Optional.empty()),
                        new Exports.Sink() {
                            @Override
                            public void columns(List<String> names) {}

                            @Override
                            public void row(List<@Nullable Object> values) {
                                looks.accept(row.incrementAndGet());
                            }
                        });
    }

    /** Whether or not it can be kept. */
    private static void readEverywhere(Daemon daemon, long log) throws IOException, InterruptedException {
        assertThat(get(daemon, "/calls/1/" + log)).isEqualTo(200);
        assertThat(get(daemon, "/calls/1/" + log + "/log")).isEqualTo(200);
        assertThat(get(daemon, "/ws/calls/log/" + log)).isEqualTo(200);
    }

    private static void exportAndSearch(Callvault callvault) {
        long rows = callvault
                .exports()
                .export(
                        new Exports.Query("bodies", Optional.empty(), Optional.empty(), Optional.empty()),
                        RowFormat.CSV.to(new ByteArrayOutputStream()));
        assertThat(rows).isPositive();
        assertThat(callvault
                        .bodySearch()
                        .search(new BodySearch.Query(
                                "start.vxml",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                2)))
                .hasSize(2);
    }

    private static int get(Daemon daemon, String path) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        daemon.address().orElseThrow().resolve(path))
                .header("Authorization", "Basic " + login)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }
}
