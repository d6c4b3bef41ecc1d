package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.archive.report.RunReport;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A provider over real HTTP, an archive on a real PostgreSQL; the oracle is the simulator's ground truth. */
class ArchiveAccountTest {
    private static final List<String> TABLES = List.of(
            "accounts", "calls", "sessions", "errors", "coverage", "watermarks", "gaps", "body_queue", "call_logs");

    @Test
    void archives_a_clean_account_whole() {
        try (Scene scene = Scene.small()) {
            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            assertThat(report.isIncomplete()).isFalse();
            scene.archived.equalsTheTruth();
            assertThat(scene.archived.rows("SELECT stream, complete_through = timestamptz '" + Scene.NOW
                            + "' FROM archive.watermarks ORDER BY stream"))
                    .containsExactly("bodies|t", "calls|t", "errors|t", "sessions|t");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.gaps"))
                    .isZero();
        }
    }

    @Test
    @Proof
    void archives_a_provider_with_every_quirk_at_once() {
        try (Scene scene =
                Scene.of(SimulatorSettings.demo(7).withCallsPerDay(20).withBusySince(Scene.BUSY_SINCE))) {
            scene.simulator.faults().on(Fault.PAGE_CAP, 37);
            scene.simulator.faults().on(Fault.SHUFFLED, 0);
            scene.simulator.faults().on(Fault.NUMBERS, 0);
            scene.simulator.faults().on(Fault.TRAILING_COMMA, 0);
            scene.simulator.faults().on(Fault.EMPTY_AS_TEXT, 0);
            scene.simulator.faults().on(Fault.GZIP, 0);
            scene.simulator.faults().on(Fault.NEWEST_MISSING, "calls/logs", 3, 1);
            scene.simulator.faults().on(Fault.STATUS, "", 503, 2);

            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            assertThat(report.isIncomplete()).isFalse();
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void pages_through_a_single_second_that_holds_more_than_one_answer() {
        try (Scene scene =
                Scene.of(SimulatorSettings.demo(3).withCallsPerDay(40).withBusySince(Scene.BUSY_SINCE))) {
            scene.simulator.faults().on(Fault.PAGE_CAP, "calls/errors", 1, Long.MAX_VALUE);

            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            scene.archived.equalsTheTruth();
            assertThat(scene.archived.count("SELECT count(*) - count(DISTINCT occurred_at) FROM archive.errors"))
                    .as("lines that share their second")
                    .isPositive();
        }
    }

    @Test
    @Proof
    void fills_a_year_of_sessions_back() {
        fillsAYearOfSessionsBack(30);
    }

    @Test
    @Proof
    void fills_a_year_of_many_sessions_back() {
        fillsAYearOfSessionsBack(150);
    }

    private static void fillsAYearOfSessionsBack(int callsPerDay) {
        try (Scene scene = Scene.of(SimulatorSettings.demo(11).withCallsPerDay(callsPerDay))) {
            scene.archive();

            scene.archived.equalsTheTruth();
            assertThat(scene.archived.count("SELECT count(*) FROM archive.sessions"))
                    .isGreaterThan(270L * callsPerDay);
            assertThat(scene.archived.count("SELECT extract(day FROM now() - now() + timestamptz '" + Scene.NOW
                            + "' - min(started_at))::int FROM archive.sessions"))
                    .isGreaterThanOrEqualTo(363);
        }
    }

    @Test
    void second_run_writes_nothing_and_costs_two_requests_a_stream() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            List<String> before = tuples(scene);
            scene.simulator.requests().clear();

            RunReport second = scene.archive();

            assertThat(tuples(scene)).isEqualTo(before);
            assertThat(second.requests()).isLessThanOrEqualTo(3 * 2);
            assertThat(scene.simulator.requests().logs()).isZero();
        }
    }

    /** Where each row lies and which transaction wrote it: an update, or a delete and insert, would show. */
    private static List<String> tuples(Scene scene) {
        return TABLES.stream()
                .flatMap(table -> scene
                        .archived
                        .rows("SELECT '" + table + "', tableoid, ctid, xmin FROM archive." + table + " ORDER BY 2, 3")
                        .stream())
                .toList();
    }

    @Test
    void archives_as_json_and_as_xml_are_identical_column_by_column() {
        try (Scene json = Scene.small();
                Scene xml = Scene.small().with(WireFormat.XML)) {
            json.archive();
            xml.archive();

            for (String table : List.of("calls", "sessions", "errors", "coverage", "watermarks", "gaps")) {
                String sql = "SELECT to_jsonb(rows) - 'changed_at' FROM archive." + table + " AS rows ORDER BY 1";
                assertThat(xml.archived.rows(sql)).as(table).isEqualTo(json.archived.rows(sql));
            }
            String bodies = "SELECT to_jsonb(logs) - 'changed_at' FROM archive.call_logs AS logs ORDER BY log_id";
            assertThat(xml.archived.rows(bodies)).isNotEmpty().isEqualTo(json.archived.rows(bodies));
        }
    }

    @Test
    @Proof
    void audit_finds_calls_that_show_up_hours_late() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(5)
                .withCallsPerDay(60)
                .withLatePerMille(500)
                .withBusySince(Scene.BUSY_SINCE))) {
            scene.archive();
            long known = scene.archived.count("SELECT count(*) FROM archive.calls");
            scene.clock.move(Duration.ofHours(7));

            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            long late = scene.archived.count("SELECT count(*) FROM archive.calls WHERE started_at < timestamptz '"
                    + Scene.NOW + "' - interval '2 hours' AND first_seen_at > timestamptz '" + Scene.NOW + "'");
            assertThat(late).as("late calls of %s known ones", known).isPositive();
            assertThat(scene.archived.callRows())
                    .hasSize(scene.simulator
                            .truth()
                            .calls(scene.archived.past(Duration.ofDays(5).plusHours(7)))
                            .size());
        }
    }

    @Test
    @Proof
    void the_row_that_comes_with_a_total_is_kept_even_where_the_total_is_as_expected() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.archived.execute("DELETE FROM archive.calls WHERE started_at < timestamptz '" + Scene.NOW
                    + "' - interval '2 hours'");

            scene.archive();

            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls WHERE started_at < timestamptz '"
                            + Scene.NOW + "' - interval '2 hours'"))
                    .isOne();
        }
    }

    @Test
    @Proof
    void lines_that_are_printed_with_another_offset_are_the_same_lines() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.simulator.faults().on(Fault.OFFSET_OF_NOW, 0);
            List<String> before = tuples(scene);
            scene.archived.execute("DELETE FROM archive.coverage");

            scene.archive();

            assertThat(tuples(scene).stream().filter(it -> it.startsWith("sessions") || it.startsWith("errors")))
                    .containsExactlyElementsOf(before.stream()
                            .filter(it -> it.startsWith("sessions") || it.startsWith("errors"))
                            .toList());
        }
    }
}
