package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.archive.report.Failure;
import dev.callvault.call.CallSummary;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.verify.Certainty;
import dev.callvault.verify.Comparison;
import dev.callvault.verify.Finding;
import dev.callvault.verify.StreamVerification;
import dev.callvault.verify.VerifyReport;
import dev.callvault.verify.VerifyScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking the provider again: every damage is found, none is invented, and nothing is written unless it is to be repaired. */
class VerifyTest {
    private static final VerifyScope TOTALS = new VerifyScope(false, 0);
    private static final VerifyScope DEEP = new VerifyScope(true, 0);
    private static final List<String> TABLES = List.of(
            "accounts",
            "calls",
            "sessions",
            "errors",
            "coverage",
            "watermarks",
            "gaps",
            "body_queue",
            "call_logs",
            "runs");

    @Test
    void a_whole_archive_is_proven_again_for_few_requests_and_nothing_is_written() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            List<String> before = tuples(scene);
            scene.simulator.requests().clear();

            VerifyReport report = scene.verify(new VerifyScope(false, 5));

            assertThat(report.isIncomplete()).isFalse();
            assertThat(report.failure()).isEmpty();
            assertThat(verification(report, "calls").records(Certainty.PROVEN))
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.calls"));
            assertThat(verification(report, "sessions").records(Certainty.PROVEN))
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.sessions"));
            assertThat(verification(report, "bodies").records(Certainty.ARCHIVED))
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.call_logs"));
            assertThat(scene.simulator.requests().listings()).hasSizeLessThanOrEqualTo(6 + 1 + 2 + 2);
            assertThat(report.bodies().fetched()).isEqualTo(5);
            assertThat(report.bodies().equal()).isEqualTo(5);
            assertThat(report.requests())
                    .isEqualTo(scene.simulator.requests().listings().size() + 5);
            assertThat(tuples(scene)).isEqualTo(before);
        }
    }

    @Test
    @Proof
    void a_whole_archive_is_the_same_row_by_row() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            List<String> before = tuples(scene);

            VerifyReport report = scene.verify(DEEP);

            assertThat(report.isIncomplete()).isFalse();
            for (String stream : List.of("calls", "sessions", "errors")) {
                Comparison rows = verification(report, stream).comparison().orElseThrow();
                assertThat(rows.compared()).isEqualTo(scene.archived.count(retainedForSure(stream)));
                assertThat(rows.differences()).isEmpty();
                assertThat(rows.extra()).isZero();
            }
            assertThat(report.bodies().hashed())
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.call_logs"));
            assertThat(tuples(scene)).isEqualTo(before);
        }
    }

    @Test
    void rows_that_somebody_deleted_are_found_by_totals_alone_and_repaired() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.archived.execute(delete("calls", "log_id", 50));
            scene.archived.execute(delete("sessions", "line_hash", 900));
            scene.archived.execute(delete("errors", "line_hash", 30));

            VerifyReport report = scene.verify(TOTALS);

            for (String stream : List.of("calls", "sessions", "errors")) {
                assertThat(verification(report, stream).on(Certainty.UNPROVEN))
                        .as(stream)
                        .singleElement()
                        .extracting(Finding::why)
                        .asString()
                        .startsWith("1 of ")
                        .contains("missing from the archive");
            }

            VerifyReport repaired = scene.verify(scene.settings(), TOTALS, true);

            assertThat(repaired.isIncomplete()).as(repaired.toString()).isFalse();
            assertThat(repaired.repair()).isPresent();
            scene.archived.equalsTheTruth();
        }
    }

    private static String delete(String table, String key, int offset) {
        return "DELETE FROM archive." + table + " WHERE " + key + " IN (SELECT " + key + " FROM archive." + table
                + " ORDER BY " + key + " OFFSET " + offset + " LIMIT 1)";
    }

    @Test
    @Proof
    void missing_damaged_and_forgotten_bodies_are_found_and_fetched_again() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            List<CallSummary> calls = calls(scene);
            scene.archived.execute("DELETE FROM archive.call_logs WHERE log_id = "
                    + calls.get(60).logId());
            scene.archived.execute("UPDATE archive.call_logs SET body = body || 'x' WHERE log_id = "
                    + calls.get(70).logId());
            scene.archived.execute("UPDATE archive.calls SET log_state = 'pending' WHERE log_id = "
                    + calls.get(80).logId());

            VerifyReport report = scene.verify(TOTALS);

            assertThat(verification(report, "bodies").on(Certainty.UNPROVEN))
                    .extracting(it -> it.logId().orElseThrow())
                    .containsExactlyInAnyOrder(
                            calls.get(60).logId(),
                            calls.get(70).logId(),
                            calls.get(80).logId());

            VerifyReport repaired = scene.verify(scene.settings(), TOTALS, true);

            assertThat(repaired.isIncomplete()).as(repaired.toString()).isFalse();
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void a_log_that_the_provider_gives_otherwise_now_is_found_by_fetching_again() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(3))) {
            scene.archive();
            CallSummary call = calls(scene).getLast();
            scene.simulator.truth().replaceBody(call.logId(), "longer".getBytes(StandardCharsets.UTF_8));

            VerifyReport report = scene.verify(new VerifyScope(false, 1000));

            assertThat(verification(report, "bodies").on(Certainty.UNPROVEN))
                    .singleElement()
                    .satisfies(it -> assertThat(it.logId()).contains(call.logId()));
            assertThat(scene.verify(scene.settings(), new VerifyScope(false, 1000), true)
                            .isIncomplete())
                    .isFalse();
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void a_body_that_is_missing_and_gone_from_the_provider_is_lost_with_a_row() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            CallSummary call = calls(scene).getFirst();
            scene.clock.move(Duration.ofDays(3));
            scene.archived.execute("DELETE FROM archive.call_logs WHERE log_id = " + call.logId());

            VerifyReport repaired = scene.verify(scene.settings(), TOTALS, true);

            assertThat(verification(repaired, "bodies").on(Certainty.LOST))
                    .singleElement()
                    .satisfies(it -> assertThat(it.logId()).contains(call.logId()));
            assertThat(scene.archived.count("SELECT count(*) FROM archive.gaps WHERE log_id = " + call.logId()))
                    .isOne();
        }
    }

    @Test
    @Proof
    void what_differs_row_by_row_is_named_and_what_is_extra_is_no_error() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            List<CallSummary> calls = calls(scene);
            scene.archived.execute("UPDATE archive.calls SET dest = 'tampered' WHERE log_id = "
                    + calls.get(50).logId());
            scene.archived.execute(
                    "DELETE FROM archive.calls WHERE log_id = " + calls.get(90).logId());
            scene.archived.execute("INSERT INTO archive.calls SELECT account_id, 5, session_id, direction, dest, src,"
                    + " started_at, ended_at, 'archived', first_seen_at FROM archive.calls WHERE log_id = "
                    + calls.get(70).logId());

            Comparison rows =
                    verification(scene.verify(DEEP), "calls").comparison().orElseThrow();

            assertThat(rows.differences())
                    .extracting(it -> it.kind() + " " + it.row())
                    .containsExactlyInAnyOrder(
                            "DIFFERENT " + calls.get(50).logId(),
                            "MISSING " + calls.get(90).logId());
            assertThat(rows.extra()).isOne();
            scene.archived.execute("DELETE FROM archive.calls WHERE log_id = 5");
            assertThat(scene.verify(scene.settings(), DEEP, true).isIncomplete())
                    .isFalse();
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void late_calls_are_unproven_new_ones_pending_and_time_without_a_run_was_never_listed() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(5)
                .withCallsPerDay(100)
                .withLatePerMille(500)
                .withBusySince(Scene.BUSY_SINCE))) {
            scene.archive();
            scene.clock.move(Duration.ofHours(3));

            VerifyReport report = scene.verify(TOTALS);

            StreamVerification calls = verification(report, "calls");
            assertThat(report.isIncomplete()).isTrue();
            assertThat(calls.on(Certainty.UNPROVEN))
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(it.why()).contains("the provider's total is now"));
            assertThat(calls.on(Certainty.NEVER_LISTED)).singleElement().satisfies(it -> {
                assertThat(it.window().orElseThrow().start()).isEqualTo(Scene.NOW);
                assertThat(it.records()).isPositive();
            });
            assertThat(calls.records(Certainty.PENDING)).isPositive();
            assertThat(scene.verify(scene.settings(), DEEP, true).isIncomplete())
                    .isFalse();
        }
    }

    /** What lies beside the edge of retention may be gone any moment, and is not compared. */
    private static String retainedForSure(String stream) {
        Duration retention = Duration.ofDays(stream.equals("calls") ? 5 : 364);
        return "SELECT count(*) FROM archive." + stream + " WHERE "
                + (stream.equals("errors") ? "occurred_at" : "started_at") + " >= timestamptz '"
                + Scene.NOW.minus(retention).plus(Duration.ofHours(2)) + "'";
    }

    @Test
    @Proof
    void lost_time_and_unproven_spans_stay_on_their_rungs() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.clock.move(Duration.ofDays(8));
            scene.simulator.faults().on(Fault.WRONG_TOTAL, "calls/errors", 1, Long.MAX_VALUE);
            scene.archive();

            VerifyReport report = scene.verify(TOTALS);

            assertThat(verification(report, "calls").on(Certainty.LOST))
                    .hasSize(2)
                    .anySatisfy(it -> {
                        assertThat(it.window().orElseThrow().start()).isEqualTo(Scene.NOW);
                        assertThat(it.why()).contains("expired at the provider");
                    });
            assertThat(verification(report, "errors").on(Certainty.UNPROVEN)).isNotEmpty();
            assertThat(verification(report, "sessions").isIncomplete()).isFalse();
        }
    }

    @Test
    @Proof
    void an_account_that_was_never_archived_was_never_listed_and_is_not_made() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(3).withOldStartsRefused(true))) {
            VerifyReport report = scene.verify(DEEP);

            for (String stream : List.of("calls", "sessions", "errors")) {
                assertThat(verification(report, stream).records(Certainty.NEVER_LISTED))
                        .as(stream)
                        .isPositive();
            }
            assertThat(scene.archived.count("SELECT count(*) FROM archive.accounts"))
                    .isZero();
            assertThat(scene.verify(scene.settings(), TOTALS, true).isIncomplete())
                    .isFalse();
        }
    }

    @Test
    void a_refused_login_ends_it_at_once() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(3))) {
            VerifyReport report = scene.verify(scene.settings(scene.simulator.baseUrl(), "wrong"), TOTALS, true);

            assertThat(report.failure()).get().matches(Failure::credentials);
            assertThat(scene.simulator.requests().refusedLogins()).isOne();
        }
    }

    private static StreamVerification verification(VerifyReport report, String stream) {
        assertThat(report.failure()).isEmpty();
        return report.verifications().stream()
                .filter(it -> it.stream().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    private static List<CallSummary> calls(Scene scene) {
        return scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5)));
    }

    private static List<String> tuples(Scene scene) {
        return TABLES.stream()
                .flatMap(table -> scene
                        .archived
                        .rows("SELECT '" + table + "', tableoid, ctid, xmin FROM archive." + table + " ORDER BY 2, 3")
                        .stream())
                .toList();
    }
}
