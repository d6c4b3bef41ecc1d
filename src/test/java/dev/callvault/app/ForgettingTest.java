package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.daemon.Maintenance;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.CallSummary;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.verify.VerifyReport;
import dev.callvault.verify.VerifyScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is deleted by age or erased is gone, does not come back, and is not called missing; what is held stays. */
class ForgettingTest {
    private static final String TABLES =
            "SELECT (SELECT count(*) FROM archive.calls), (SELECT count(*) FROM archive.call_logs),"
                    + " (SELECT count(*) FROM archive.sessions), (SELECT count(*) FROM archive.errors)";

    private static Scene scene() {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(10));
    }

    private static Callvault open(Scene scene) {
        return new Callvault(scene.settings(), scene.clock, pause -> {});
    }

    @Test
    @Proof
    void what_is_kept_shorter_than_the_provider_keeps_it_is_deleted_once_and_asked_for_once() {
        try (Scene scene = scene().with("CALLVAULT_KEEP_BODIES", "P1D")
                .with("CALLVAULT_KEEP_CALLS", "P2D")
                .with("CALLVAULT_KEEP_SESSIONS", "P30D")
                .with("CALLVAULT_KEEP_ERRORS", "P30D")) {
            RunReport first = scene.archive();
            assertThat(first.isIncomplete()).isFalse();
            List<String> left = scene.archived.rows(TABLES);
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs"))
                    .isPositive()
                    .isLessThan(scene.archived.count("SELECT count(*) FROM archive.calls"));
            assertThat(
                            scene.archived.count(
                                    "SELECT count(*) FROM archive.sessions WHERE started_at < timestamptz '2026-10-21 20:10:30Z'"))
                    .isZero();
            long fetched = scene.simulator.requests().logs();

            RunReport second = scene.archive();
            try (Callvault callvault = open(scene)) {
                assertThat(callvault.status().getFirst().isIncomplete()).isFalse();
                assertThat(callvault.status().getFirst().backlog()).isZero();
            }
            scene.archived.execute("DELETE FROM archive.coverage");
            scene.archive();

            assertThat(second.isIncomplete()).isFalse();
            assertThat(scene.archived.rows(TABLES)).isEqualTo(left);
            assertThat(scene.simulator.requests().logs()).isEqualTo(fetched);
            assertThat(scene.archived.count("SELECT count(*) FROM archive.gaps"))
                    .isZero();
            verifies(scene);
        }
    }

    @Test
    @Proof
    void old_months_of_bodies_are_dropped_at_once_but_for_those_with_held_ones() {
        try (Scene scene = scene()) {
            scene.archive();
            String held = scene.archived
                    .rows("SELECT src FROM archive.calls WHERE src <> '' ORDER BY started_at LIMIT 1")
                    .getFirst();
            scene.archived.execute("SELECT archive.make_month('2026-07-01')");
            scene.archived.execute("SELECT archive.make_month('2026-08-01')");
            for (int month = 7; month <= 8; month++) {
                scene.archived.execute(
                        "INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes,"
                                + " location, fetched_at) SELECT account_id, log_id - " + month * 1000
                                + ", started_at - make_interval(months => 11 - " + month
                                + "), '', '', 0, '', started_at"
                                + " FROM archive.call_logs");
                scene.archived.execute(
                        "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                                + " log_state, first_seen_at) SELECT account_id, log_id - " + month * 1000
                                + ", '', direction, dest, " + (month == 7 ? "''" : "src")
                                + ", started_at - make_interval(months => 11 - " + month + "), 'archived', started_at"
                                + " FROM archive.calls WHERE started_at > '2026-11-01'");
            }
            long recent =
                    scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE started_at > '2026-11-01'");
            scene.with("CALLVAULT_KEEP_BODIES", "P60D");
            try (Callvault callvault = open(scene)) {
                assertThat(callvault.hold(Hold.Kind.NUMBER, "+1 " + held, null)).isPresent();
                assertThat(callvault.hold(Hold.Kind.NUMBER, held, null)).isEmpty();
            }

            List<String> before = scene.archived.rows(TABLES);
            scene.archive();
            assertThat(scene.archived.rows(TABLES))
                    .as("nobody has confirmed it")
                    .isEqualTo(before);
            try (Callvault callvault = open(scene)) {
                assertThat(callvault.keep().records())
                        .filteredOn(it -> it.kind() == RecordKind.BODIES)
                        .allSatisfy(it -> {
                            assertThat(it.isShortened()).isTrue();
                            assertThat(it.waitingSince()).isPresent();
                            assertThat(it.older().orElseThrow().count()).isPositive();
                            assertThat(it.older().orElseThrow().oldest()).isPresent();
                        });

                DeletedRecords deleted = callvault.applyKeep();

                assertThat(deleted.months()).isOne();
                assertThat(callvault.keep().isWaiting()).isFalse();
            }

            assertThat(scene.archived.rows("SELECT inhrelid::regclass::text FROM pg_inherits"
                            + " WHERE inhparent = 'archive.call_logs'::regclass"))
                    .doesNotContain("archive.call_logs_2026_07")
                    .contains("archive.call_logs_2026_08");
            assertThat(scene.archived.rows(
                            "SELECT DISTINCT src FROM archive.calls JOIN archive.call_logs USING (account_id, log_id)"
                                    + " WHERE call_logs.started_at < '2026-09-01'"))
                    .containsExactly(held);
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE started_at > '2026-11-01'"))
                    .isEqualTo(recent);
            try (Callvault callvault = open(scene)) {
                assertThat(callvault.release(Hold.Kind.NUMBER, held, null)).isTrue();
            }
            scene.archive();
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE started_at < '2026-09-01'"))
                    .isZero();
        }
    }

    @Test
    void rows_that_cannot_be_read_are_told_erased_and_deleted_by_age_like_all_else() {
        try (Scene scene = Scene.small().with("CALLVAULT_KEEP_ERRORS", "P90D")) {
            scene.archive();
            unread(scene, "calls", Scene.NOW.minusSeconds(99), "{\"log_id\":null,\"src\":\"+1 (617) 555-0177\"}");
            unread(scene, "calls", Scene.NOW.minusSeconds(98), "{\"log_id\":null,\"src\":\"6175550199\"}");
            unread(scene, "errors", Scene.NOW.minus(Duration.ofDays(100)), "error 1 without a bracket");
            try (Callvault callvault = open(scene)) {
                assertThat(callvault.standing().accounts().getFirst().unreadRows())
                        .isEqualTo(3);

                callvault.erase("6175550177", false, null);

                assertThat(scene.archived.rows("SELECT text FROM archive.unread_rows ORDER BY span"))
                        .containsExactly("error 1 without a bracket", "{\"log_id\":null,\"src\":\"6175550199\"}");
                assertThat(scene.archived.count("SELECT count(*) FROM archive.forgotten_rows"))
                        .isOne();

                callvault.applyKeep();

                assertThat(scene.archived.rows("SELECT stream FROM archive.unread_rows"))
                        .containsExactly("calls");
            }
        }
    }

    private static void unread(Scene scene, String stream, Instant second, String text) {
        scene.archived.execute("INSERT INTO archive.unread_rows SELECT account_id, '" + stream
                + "', sha256(convert_to('" + text + "', 'UTF8')), int8range(" + second.getEpochSecond() + ", "
                + (second.getEpochSecond() + 1) + "), '" + text + "', 'log_id is null', now(), now()"
                + " FROM archive.accounts");
    }

    @Test
    @Proof
    void a_clock_that_is_years_ahead_empties_nothing() {
        try (Scene scene = scene().with("CALLVAULT_KEEP_CALLS", "P1Y").with("CALLVAULT_KEEP_BODIES", "P1Y")) {
            scene.archive();
            List<String> before = scene.archived.rows(TABLES);

            try (Callvault callvault = new Callvault(
                            scene.settings(),
                            java.time.Clock.fixed(Instant.parse("2040-01-01T00:00:00Z"), java.time.ZoneOffset.UTC),
                            pause -> {});
                    Nodes nodes = callvault.nodes(Node.Kind.DAEMON)) {
                Maintenance.run(callvault.postgres(), nodes, Instant.parse("2040-01-01T00:00:00Z"));
            }

            assertThat(scene.archived.rows(TABLES)).isEqualTo(before);
        }
    }

    @Test
    void an_erased_number_is_gone_and_does_not_come_back() {
        try (Scene scene = scene()) {
            scene.archive();
            CallSummary call = scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5))).stream()
                    .filter(it -> it.direction().equals("inbound") && !it.src().isEmpty())
                    .findFirst()
                    .orElseThrow();
            List<String> before = scene.archived.rows(TABLES);
            String mentions = "SELECT (SELECT count(*) FROM archive.calls WHERE src ~ '%1$s' OR dest ~ '%1$s')"
                    + " + (SELECT count(*) FROM archive.sessions WHERE raw_line ~ '%1$s')"
                    + " + (SELECT count(*) FROM archive.errors WHERE raw_line ~ '%1$s')"
                    + " + (SELECT count(*) FROM archive.call_logs WHERE body ~ '%1$s')";
            String count = mentions.replace("%1$s", call.src());

            DeletedRecords tried;
            DeletedRecords erased;
            try (Callvault callvault = open(scene)) {
                tried = callvault
                        .wouldErase("+1 (" + call.src() + ")", false, null)
                        .records();
                assertThat(scene.archived.rows(TABLES)).isEqualTo(before);
                erased = callvault.erase("1-" + call.src(), false, null).records();
            }

            assertThat(erased).isEqualTo(tried);
            assertThat(erased.calls()).isPositive();
            assertThat(erased.bodies()).isEqualTo(erased.calls());
            assertThat(erased.sessions()).isPositive();
            assertThat(scene.archived.count(count)).isZero();
            assertThat(dump(scene)).noneMatch(it -> it.contains(call.src()));
            List<String> left = scene.archived.rows(TABLES);

            scene.archived.execute("DELETE FROM archive.coverage");
            RunReport again = scene.archive();
            assertThat(again.isIncomplete()).isFalse();
            assertThat(scene.archived.rows(TABLES)).isEqualTo(left);
            assertThat(scene.archived.count("SELECT count(*) FROM archive.body_queue"))
                    .isZero();
            verifies(scene);
            assertThat(scene.archive().streams())
                    .allSatisfy(it -> assertThat(it.listed()).isLessThan(200));
        }
    }

    private static void verifies(Scene scene) {
        try (Callvault callvault = open(scene)) {
            VerifyReport report = callvault
                    .verify(Optional.empty(), new VerifyScope(true, 10), false)
                    .getFirst();
            assertThat(report.isIncomplete()).as(report.toString()).isFalse();
        }
    }

    /** Every row of every table, as text. */
    private static List<String> dump(Scene scene) {
        return scene
                .archived
                .rows("SELECT oid::regclass::text FROM pg_class WHERE relnamespace IN"
                        + " ('archive'::regnamespace, 'reporting'::regnamespace) AND relkind IN ('r', 'm')")
                .stream()
                .flatMap(it -> scene.archived.rows("SELECT t::text FROM " + it + " AS t").stream())
                .toList();
    }

    @Test
    @Proof
    void what_is_held_is_not_erased() {
        try (Scene scene = scene()) {
            scene.archive();
            CallSummary call = scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5))).stream()
                    .filter(it -> !it.src().isEmpty())
                    .findFirst()
                    .orElseThrow();
            List<String> before = scene.archived.rows(TABLES);
            try (Callvault callvault = open(scene)) {
                var unused = callvault.hold(Hold.Kind.SESSION, call.sessionId().value(), "a case");
                assertThat(callvault.holds())
                        .extracting(Hold::value)
                        .containsExactly(call.sessionId().value());

                DeletedRecords erased = callvault.erase(call.src(), false, null).records();

                assertThat(erased.held()).isPositive();
                assertThat(scene.archived.count(
                                "SELECT count(*) FROM archive.call_logs WHERE log_id = " + call.logId()))
                        .isOne();
                callvault.release(Hold.Kind.SESSION, call.sessionId().value(), null);
                unused = callvault.hold(Hold.Kind.NUMBER, call.src(), null);
                List<String> now = scene.archived.rows(TABLES);
                assertThat(callvault.erase(call.src(), false, null).records().isNothing())
                        .isTrue();
                assertThat(scene.archived.rows(TABLES)).isEqualTo(now);
            }
            assertThat(before).isNotEmpty();
        }
    }
}
