package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.RunReport;
import dev.callvault.call.CallSummary;
import dev.callvault.simulator.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs that are odd, late, or never come: each is stored faithfully, or a row says what became of it. */
class BodiesTest {
    private static final Duration FIVE_DAYS = Duration.ofDays(5);

    @Test
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
            scene.simulator.faults().on(Fault.NULL_LOG, service, 0, Long.MAX_VALUE);

            RunReport first = scene.archive();

            assertThat(first.bodies().quarantined()).isOne();
            assertThat(first.isIncomplete()).isTrue();
            assertThat(state(scene, call)).isEqualTo("quarantined");
            assertThat(scene.archived
                            .rows("SELECT convert_from(body_bytes, 'UTF8') FROM archive.call_logs WHERE log_id = "
                                    + call.logId())
                            .getFirst())
                    .contains("\"log\":null");

            scene.simulator.faults().allOff();
            scene.clock.move(Duration.ofSeconds(1));
            scene.archive();

            assertThat(state(scene, call)).isEqualTo("archived");
            scene.archived.equalsTheTruth();
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
