package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.call.CallSummary;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.verify.VerifyReport;
import dev.callvault.verify.VerifyScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A provider gives the number of a log to another call, or corrects the start of a call: nothing is overwritten. */
@Order(3)
class ReusedIdsTest {
    private static final String OTHERS = "SELECT log_id, session_id, log_state FROM archive.call_conflicts";

    private static Scene scene() {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(10).withBusySince(Scene.BUSY_SINCE));
    }

    private static List<CallSummary> calls(Scene scene) {
        return scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(4)));
    }

    /** Without what may be the log of another call, since it was fetched before that call was listed. */
    private static String bodies(CallSummary call) {
        return "SELECT convert_from(coalesce(body_bytes, convert_to(body, 'UTF8')), 'UTF8') FROM archive.call_logs"
                + " WHERE log_id = " + call.logId() + " AND quarantine IS NULL ORDER BY started_at";
    }

    private static String text(Scene scene, CallSummary call) {
        return new String(scene.simulator.truth().body(call), StandardCharsets.UTF_8);
    }

    @Test
    void both_calls_of_one_answer_are_kept_with_the_log_that_still_comes_and_named() {
        try (Scene scene = scene()) {
            CallSummary first = calls(scene).getFirst();
            CallSummary last = calls(scene).getLast();
            long calls = calls(scene).size();
            scene.simulator.truth().reuse(first.logId(), last.logId());

            scene.archive();
            scene.archive(); // a log that was on its way while its number was given away comes with the next run

            assertThat(scene.archived.rows(OTHERS))
                    .containsExactly(first.logId() + "|" + last.sessionId() + "|archived");
            assertThat(scene.archived.rows(
                            "SELECT session_id, log_state FROM archive.calls WHERE log_id = " + first.logId()))
                    .containsExactly(first.sessionId() + "|lost");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.every_call"))
                    .isGreaterThanOrEqualTo(calls);
            assertThat(scene.archived.rows(bodies(first))).hasSize(1);
            assertThat(scene.archived.rows("SELECT reason FROM archive.gaps"))
                    .singleElement()
                    .asString()
                    .startsWith("the provider gave the number of this log to another call");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.coverage WHERE NOT proven"))
                    .isZero();

            VerifyReport report = scene.verify(new VerifyScope(true, 1000));
            assertThat(report.isIncomplete()).isTrue();
            assertThat(report.conflicts()).hasSize(1);
            assertThat(report.verifications().subList(0, 3))
                    .allSatisfy(it ->
                            assertThat(it.isIncomplete()).as(it.toString()).isFalse());

            List<String> before = scene.archived.rows("SELECT ctid, xmin, * FROM archive.call_conflicts");
            scene.archive();
            assertThat(scene.archived.rows("SELECT ctid, xmin, * FROM archive.call_conflicts"))
                    .isEqualTo(before);
        }
    }

    @Test
    void an_archived_call_and_its_log_stay_when_its_number_is_given_away() {
        try (Scene scene = scene()) {
            scene.archive();
            CallSummary first = calls(scene).getFirst();
            String log = text(scene, first);
            scene.clock.move(Duration.ofHours(20));
            CallSummary last = calls(scene).getLast();
            scene.simulator.truth().reuse(first.logId(), last.logId());

            scene.archive();

            assertThat(scene.archived.rows(OTHERS))
                    .containsExactly(first.logId() + "|" + last.sessionId() + "|archived");
            assertThat(scene.archived.rows(bodies(first))).hasSize(2).first().isEqualTo(log);
            assertThat(scene.archived.rows("SELECT * FROM archive.gaps")).isEmpty();
            try (Callvault callvault = scene.callvault()) {
                assertThat(callvault.gaps())
                        .singleElement()
                        .satisfies(it -> assertThat(it.losses().conflicts())
                                .singleElement()
                                .satisfies(conflict ->
                                        assertThat(conflict.what().known()).contains(first)));
            }
        }
    }

    @Test
    void nothing_is_left_of_an_erased_number_in_either_call() {
        try (Scene scene = scene()) {
            CallSummary first = calls(scene).getFirst();
            CallSummary last = calls(scene).getLast();
            scene.simulator.truth().reuse(first.logId(), last.logId());
            scene.archive();

            try (Callvault callvault = scene.callvault()) {
                callvault.erase(last.dest(), false, null);
            }

            assertThat(scene.archived.rows(OTHERS)).isEmpty();
            assertThat(scene.archived.rows("SELECT log_id FROM archive.body_queue WHERE log_id = " + first.logId()))
                    .isEmpty();
            scene.archived.execute("DELETE FROM archive.coverage");
            scene.archive();
            assertThat(scene.archived.rows(OTHERS)).isEmpty();
            assertThat(scene.archived.rows(
                            "SELECT * FROM archive.every_call WHERE session_id = '" + last.sessionId() + "'"))
                    .isEmpty();
        }
    }

    private static final String LOGS = "SELECT count(*) FROM archive.call_logs WHERE log_id = ";
    private static final String LEDGER = "SELECT sum(total) FROM archive.coverage WHERE stream = 'calls'";
    private static final String UNPROVEN =
            "SELECT DISTINCT why FROM archive.coverage AS ledger JOIN archive.unproven AS doubt USING (account_id, stream)"
                    + " WHERE NOT proven AND span = int8range(from_second, to_second)";

    @Test
    void a_call_that_is_listed_on_two_days_is_counted_once_and_noticed_by_every_run() {
        try (Scene scene = scene()) {
            CallSummary first = calls(scene).getFirst();
            CallSummary last = calls(scene).getLast();
            scene.simulator.truth().listAgain(first, last.logId());

            for (int pass = 0; pass < 3; pass++) {
                assertThat(scene.archive().isIncomplete()).isTrue();
                assertThat(scene.archived.rows(UNPROVEN)).isNotEmpty();
                assertThat(scene.archived.rows("SELECT log_id FROM archive.every_call WHERE log_id = " + first.logId()))
                        .hasSize(1);
                // one that was on its way while its call was listed again comes with a later run
                assertThat(scene.archived.rows("SELECT log_id FROM archive.call_logs WHERE log_id = " + first.logId()
                                + " UNION SELECT log_id FROM archive.body_queue WHERE log_id = " + first.logId()))
                        .hasSize(1);
                assertThat(scene.archived.count(LOGS + first.logId())).isLessThanOrEqualTo(1);
            }
            assertThat(scene.archived.count(LOGS + first.logId())).isOne();
            assertThat(scene.verify(new VerifyScope(true, 0)).isIncomplete()).isTrue();
        }
    }

    @Test
    void a_corrected_start_is_found_and_settled_by_the_runs_alone() {
        try (Scene scene = scene()) {
            scene.archive();
            CallSummary call = calls(scene).getLast();
            scene.simulator.truth().moveStart(call.logId(), call.startedAt().minus(Duration.ofHours(30)));

            scene.archive();
            scene.archive();

            assertThat(scene.archived.rows("SELECT started_at FROM archive.calls JOIN archive.call_logs"
                            + " USING (account_id, log_id, started_at) WHERE log_id = " + call.logId()))
                    .hasSize(1);
            assertThat(scene.archived.rows(UNPROVEN)).isEmpty();
            assertThat(scene.archived.rows(LEDGER))
                    .isEqualTo(scene.archived.rows("SELECT count(*) FROM archive.every_call"));
            assertThat(scene.verify(new VerifyScope(true, 0)).isIncomplete()).isFalse();
        }
    }

    @Test
    void a_corrected_start_takes_the_log_along() {
        try (Scene scene = scene()) {
            scene.archive();
            CallSummary call = calls(scene).getLast();
            scene.simulator.truth().moveStart(call.logId(), call.startedAt().minus(Duration.ofHours(20)));
            scene.archived.execute("DELETE FROM archive.coverage WHERE stream = 'calls'");

            scene.archive();

            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls JOIN archive.call_logs"
                            + " USING (account_id, log_id, started_at)"))
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.calls"));
            assertThat(scene.archived.rows(OTHERS)).isEmpty();
            assertThat(scene.verify(new VerifyScope(true, 0)).isIncomplete()).isFalse();
        }
    }
}
