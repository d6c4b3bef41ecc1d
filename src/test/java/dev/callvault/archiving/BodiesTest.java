package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.CallSummary;
import dev.callvault.simulator.Fault;
import dev.callvault.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that are odd, late, or never come: each is stored faithfully, or a row says what became of it. */
@Order(3)
class BodiesTest {
    private static final Duration FIVE_DAYS = Duration.ofDays(5);

    @Test
    @Proof
    void odd_bodies_are_stored_byte_for_byte() {
        try (Scene scene = Scene.small()) {
            List<CallSummary> calls = scene.simulator.truth().calls(scene.archived.past(FIVE_DAYS));
            byte[] large = repeated("\u00e9 \"12\" \\ \ud83d\ude00\n", 24 << 20);
            byte[] broken = repeated("x\0y\n", 5 << 20);
            broken[broken.length - 1] = (byte) 0xC3;
            replace(scene, calls.get(10), "zero \0 inside".getBytes(StandardCharsets.UTF_8));
            replace(scene, calls.get(20), new byte[] {'b', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, '\n'});
            replace(scene, calls.get(30), new byte[0]);
            replace(scene, calls.get(40), large);
            replace(scene, calls.get(45), broken);
            replace(
                    scene,
                    calls.get(50),
                    "lines\r\nwith \\ and \"quotes\" / and \u00e9\ud83d\ude00\t".getBytes(StandardCharsets.UTF_8));

            RunReport report = scene.archive();

            assertThat(report.isIncomplete()).isFalse();
            scene.archived.equalsTheTruth();
            assertThat(scene.archived.rows("SELECT log_id FROM archive.call_logs WHERE body_bytes IS NOT NULL"))
                    .containsExactlyInAnyOrder(
                            calls.get(10).logId().toString(),
                            calls.get(20).logId().toString(),
                            calls.get(45).logId().toString());
            assertThat(scene.archived.count(
                            "SELECT count(*) FROM archive.call_logs WHERE octet_length(body) > 23 << 20"))
                    .isOne();
        }
    }

    private static byte[] repeated(String line, int length) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return line.repeat(length / bytes.length).getBytes(StandardCharsets.UTF_8);
    }

    private static void replace(Scene scene, CallSummary call, byte[] body) {
        scene.simulator.truth().replaceBody(call.logId(), body);
    }

    @Test
    void a_log_that_cannot_be_read_is_quarantined_and_read_later() {
        try (Scene scene = Scene.small()) {
            CallSummary call = newest(scene);
            String service = "calls/log/" + call.logId();
            scene.simulator.faults().on(Fault.CUT_TEXT, service, 70, Long.MAX_VALUE);

            RunReport first = scene.archive();

            assertThat(first.bodies().quarantined()).isOne();
            assertThat(first.isIncomplete()).isTrue();
            assertThat(state(scene, call)).isEqualTo("quarantined");
            assertThat(scene.archived
                            .rows("SELECT convert_from(body_bytes, 'UTF8') FROM archive.call_logs WHERE log_id = "
                                    + call.logId())
                            .getFirst())
                    .contains("\"status\":\"success\"");

            scene.simulator.faults().allOff();
            scene.clock.move(Duration.ofSeconds(1));
            scene.archive();

            assertThat(state(scene, call)).isEqualTo("archived");
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    void a_log_that_is_empty_in_json_and_in_xml_is_unavailable_and_at_last_lost() {
        emptyInBothIsLost(WireFormat.JSON, Fault.NULL_LOG);
    }

    @ParameterizedTest
    @Proof
    @CsvSource({"XML, NULL_LOG", "JSON, EMPTY_200", "XML, EMPTY_200"})
    void however_it_is_empty_it_is_unavailable_and_at_last_lost(WireFormat format, Fault fault) {
        emptyInBothIsLost(format, fault);
    }

    /** The weakest evidence of an empty log is no evidence: an empty element, null, or nothing at all may stand for none. */
    private static void emptyInBothIsLost(WireFormat format, Fault fault) {
        try (Scene scene = Scene.small().with(format)) {
            CallSummary call = newest(scene);
            scene.simulator.faults().on(fault, "calls/log/" + call.logId(), 0, Long.MAX_VALUE);

            RunReport first = scene.archive();

            assertThat(first.failures()).isEmpty();
            assertThat(first.bodies().unavailable()).isOne();
            assertThat(state(scene, call)).isEqualTo("unavailable");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE log_id = " + call.logId()))
                    .isZero();

            scene.archived.execute("UPDATE archive.body_queue SET expires_at = timestamptz '" + Scene.NOW + "'");
            scene.clock.move(Duration.ofSeconds(1));
            assertThat(scene.archive().bodies().lost()).isOne();
            assertThat(scene.archived
                            .rows("SELECT reason FROM archive.gaps WHERE log_id = " + call.logId())
                            .getFirst())
                    .contains("in JSON and in XML");
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void a_log_that_is_said_to_be_empty_is_archived(WireFormat format) {
        try (Scene scene = Scene.small().with(format)) {
            replace(scene, newest(scene), new byte[0]);

            scene.archive();

            assertThat(state(scene, newest(scene))).isEqualTo("archived");
            scene.archived.equalsTheTruth();
        }
    }

    @ParameterizedTest
    @Proof
    @EnumSource(
            value = Fault.class,
            names = {"NO_ANSWER", "RESET", "CUT_SHORT", "STATUS", "HTML_200"})
    void logs_that_never_come_hold_up_no_other(Fault fault) {
        try (Scene scene = Scene.small()) {
            List<CallSummary> calls = scene.simulator.truth().calls(scene.archived.past(FIVE_DAYS));
            calls.subList(0, 20)
                    .forEach(it -> scene.simulator.faults().on(fault, "calls/log/" + it.logId(), 500, Long.MAX_VALUE));

            RunReport first = scene.archive();

            assertThat(first.failures()).isEmpty();
            assertThat(first.bodies().archived()).isEqualTo(calls.size() - 20);
            assertThat(first.bodies().failed() + first.bodies().quarantined()).isEqualTo(20);
            scene.simulator.faults().allOff();
            scene.clock.move(Duration.ofSeconds(1));
            scene.archive();
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    void a_stream_that_fails_ends_neither_the_others_nor_the_fetching() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            List<CallSummary> calls = scene.simulator.truth().calls(scene.archived.past(FIVE_DAYS));
            scene.archived.execute("UPDATE archive.calls SET log_state = 'pending'");
            scene.archived.execute("DELETE FROM archive.call_logs");
            scene.archived.execute(
                    "INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)"
                            + " SELECT account_id, log_id, started_at, started_at + interval '5 days', started_at"
                            + " FROM archive.calls");
            scene.simulator.faults().on(Fault.FAILURE_IN_200, "calls/logs", 0, Long.MAX_VALUE);

            RunReport report = scene.archive();

            assertThat(report.failures()).hasSize(1);
            assertThat(report.streams()).hasSize(3);
            assertThat(report.bodies().archived()).isEqualTo(calls.size());
        }
    }

    @Test
    void a_failing_log_stays_wanted_and_holds_up_no_other() {
        try (Scene scene = Scene.small()) {
            CallSummary call = newest(scene);
            scene.simulator.faults().on(Fault.STATUS, "calls/log/" + call.logId(), 500, Long.MAX_VALUE);

            RunReport first = scene.archive();

            assertThat(first.bodies().failed()).isOne();
            assertThat(state(scene, call)).isEqualTo("pending");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls WHERE log_state <> 'archived'"))
                    .isOne();

            scene.simulator.faults().allOff();
            scene.clock.move(Duration.ofSeconds(1));
            scene.archive();

            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void a_log_that_the_provider_does_not_have_is_asked_for_until_it_expires_and_then_lost() {
        try (Scene scene = Scene.small()) {
            CallSummary call = newest(scene);
            scene.simulator.faults().on(Fault.STATUS, "calls/log/" + call.logId(), 404, Long.MAX_VALUE);

            RunReport first = scene.archive();

            assertThat(first.bodies().unavailable()).isOne();
            assertThat(state(scene, call)).isEqualTo("unavailable");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.gaps"))
                    .isZero();

            scene.clock.move(FIVE_DAYS);
            RunReport late = scene.archive();

            assertThat(late.bodies().lost()).isOne();
            assertThat(late.isIncomplete()).isTrue();
            assertThat(state(scene, call)).isEqualTo("lost");
            assertThat(scene.archived.rows("SELECT stream, log_id FROM archive.gaps WHERE log_id IS NOT NULL"))
                    .containsExactly("bodies|" + call.logId());

            assertThat(scene.archive().bodies().lost()).as("it is lost once").isZero();
        }
    }

    @Test
    @Proof
    void a_log_that_expires_while_it_fails_is_lost_with_a_gap() {
        try (Scene scene = Scene.small()) {
            CallSummary call = newest(scene);
            scene.simulator.faults().on(Fault.STATUS, "calls/log/" + call.logId(), 500, Long.MAX_VALUE);
            scene.archive();
            scene.archived.execute("UPDATE archive.body_queue SET expires_at = timestamptz '" + Scene.NOW + "'");
            scene.clock.move(Duration.ofSeconds(1));

            assertThat(scene.archive().bodies().lost()).isOne();
            assertThat(state(scene, call)).isEqualTo("lost");
        }
    }

    private static CallSummary newest(Scene scene) {
        return scene.simulator.truth().calls(scene.archived.past(FIVE_DAYS)).getLast();
    }

    private static String state(Scene scene, CallSummary call) {
        return scene.archived
                .rows("SELECT log_state FROM archive.calls WHERE log_id = " + call.logId())
                .getFirst();
    }
}
