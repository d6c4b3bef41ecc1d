package dev.callvault.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.call.CallSummary;
import dev.callvault.redact.RedactionReport;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not be kept never reaches the database; and what is there by older rules can be redacted. */
class RedactionTest {
    private static final String CARD = "4111111111111111";
    private static final String BODY = "EVENT: card 4111-1111-1111-1111\nLOCAL: done é\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static Scene scene() {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(10).withBusySince(Scene.BUSY_SINCE));
    }

    private static List<CallSummary> calls(Scene scene) {
        return scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5)));
    }

    private static void replace(Scene scene, int call, String body) {
        scene.simulator.truth().replaceBody(calls(scene).get(call).logId(), body.getBytes(UTF_8));
    }

    private static String keys() {
        return keys("EST [vxi] (a;1;2) DEBUG: next\n");
    }

    private static String keys(String between) {
        StringBuilder keys = new StringBuilder();
        CARD.chars()
                .forEach(it -> keys.append("EST [rec] (a;1;2) LOCAL: User input: ")
                        .append((char) it)
                        .append(" (dtmf)\n")
                        .append(between));
        return keys.toString();
    }

    @Test
    void a_card_number_reaches_no_table_in_any_shape() {
        try (Scene scene = scene()) {
            replace(scene, 1, BODY);
            replace(scene, 2, keys());
            replace(scene, 3, "zero \0 and 4111 1111 1111 1111");
            CallSummary unreadable = calls(scene).get(4);
            replace(scene, 4, CARD + "\n" + keys() + "x".repeat(3000));
            scene.simulator.faults().on(Fault.CUT_TEXT, "calls/log/" + unreadable.logId(), 3000, Long.MAX_VALUE);

            scene.archive();

            assertThat(scene.archived.rows("SELECT log_state FROM archive.calls WHERE log_id = " + unreadable.logId()))
                    .containsExactly("quarantined");
            assertThat(digits(scene)).noneMatch(it -> it.contains(CARD));
            assertThat(scene.archived.rows("SELECT body, size_bytes FROM archive.call_logs WHERE log_id = "
                            + calls(scene).get(1).logId()))
                    .containsExactly("EVENT: card ****-****-****-****\nLOCAL: done é\n|" + BODY.getBytes(UTF_8).length);
            assertThat(scene.archived.rows("SELECT stored_in, rule, rows, count FROM archive.redactions ORDER BY 1, 2"))
                    .containsExactly(
                            "bodies|caller-input|1|1",
                            "bodies|card-number|2|2",
                            "quarantine|caller-input|1|1",
                            "quarantine|card-number|1|1");
            hashesAreThoseOfWhatIsStored(scene);
        }
    }

    /** Large logs are read, redacted and stored as streams. */
    @Test
    @Proof
    void a_card_number_in_a_large_log_reaches_no_table() {
        try (Scene scene = scene()) {
            String large = keys("EST [vxi] DEBUG: next\n".repeat(15_000)) + BODY;
            replace(scene, 1, large);
            replace(scene, 2, large + "zero \0");
            CallSummary unreadable = calls(scene).get(4);
            replace(scene, 4, BODY + large + "x".repeat(10_000));
            scene.simulator.faults().on(Fault.CUT_TEXT, "calls/log/" + unreadable.logId(), 5 << 20, Long.MAX_VALUE);

            scene.archive();

            assertThat(scene.archived.rows("SELECT log_state FROM archive.calls WHERE log_id = " + unreadable.logId()))
                    .containsExactly("quarantined");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE size_bytes > 4 << 20"))
                    .isEqualTo(3);
            assertThat(digits(scene)).noneMatch(it -> it.contains(CARD));
            assertThat(scene.archived.rows("SELECT stored_in, rule, rows, count FROM archive.redactions ORDER BY 1, 2"))
                    .containsExactly(
                            "bodies|caller-input|2|2",
                            "bodies|card-number|2|2",
                            "quarantine|caller-input|1|1",
                            "quarantine|card-number|1|1");
            hashesAreThoseOfWhatIsStored(scene);
        }
    }

    /** All that is stored of bodies, its letters left out, so that digits stand side by side. */
    private static List<String> digits(Scene scene) {
        return scene
                .archived
                .rows("SELECT coalesce(body, encode(body_bytes, 'escape')), quarantine FROM archive.call_logs")
                .stream()
                .map(it -> it.replaceAll("\\(a;1;2\\)", "").replaceAll("[^0-9]", ""))
                .toList();
    }

    private static void hashesAreThoseOfWhatIsStored(Scene scene) {
        assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs"
                        + " WHERE sha256 <> sha256(coalesce(body_bytes, convert_to(body, 'UTF8')))"
                        + " OR size_bytes <> length(coalesce(body_bytes, convert_to(body, 'UTF8')))"))
                .isZero();
    }

    @Test
    void what_is_stored_can_be_tried_and_redacted_and_stays_so_when_it_is_listed_again() throws IOException {
        try (Scene scene = scene().with("CALLVAULT_REDACTION_CARD_NUMBERS", "false")) {
            replace(scene, 1, BODY);
            replace(scene, 3, "zero \0 and 4111 1111 1111 1111");
            scene.archive();
            long errors = scene.archived.count("SELECT count(*) FROM archive.errors");
            long numbered = scene.archived.count("SELECT count(*) FROM archive.errors WHERE message ~ 'errno: [0-9]'");
            assertThat(numbered).isPositive();
            scene.with("CALLVAULT_REDACTION_CARD_NUMBERS", "true").with("CALLVAULT_CONFIG", rules());

            RedactionReport tried = redact(scene, true);

            assertThat(tried.rules().get("bodies")).isEqualTo(Map.of("card-number", 2L));
            assertThat(tried.rules().get("errors")).containsEntry("errno", numbered);
            assertThat(tried.logIds())
                    .containsExactlyInAnyOrder(
                            calls(scene).get(1).logId(), calls(scene).get(3).logId());
            assertThat(scene.archived.count("SELECT count(*) FROM archive.redactions"))
                    .isZero();

            String before = scene.archived
                    .rows("SELECT max(changed_at) FROM reporting.errors")
                    .getFirst();
            assertThat(redact(scene, false).rules()).isEqualTo(tried.rules());
            assertThat(redact(scene, false).rows()).isEmpty();
            assertThat(scene.archived.count(
                            "SELECT count(*) FROM reporting.errors WHERE changed_at > '" + before + "'"))
                    .as("a load of what has changed brings what was masked")
                    .isEqualTo(numbered);
            assertThat(digits(scene)).noneMatch(it -> it.contains(CARD));
            hashesAreThoseOfWhatIsStored(scene);
            scene.archived.execute("DELETE FROM archive.coverage");
            scene.archive();
            assertThat(scene.archived.count("SELECT count(*) FROM archive.errors"))
                    .isEqualTo(errors);
            assertThat(scene.archived.count("SELECT count(*) FROM archive.errors WHERE message ~ 'errno: [0-9]'"))
                    .isZero();
            assertThat(scene.archived.count("SELECT sum(count) FROM archive.redactions WHERE rule = 'errno'"))
                    .isEqualTo(numbered);
        }
    }

    @Test
    @Proof
    void lines_that_were_listed_by_the_new_rules_before_are_not_doubled_by_redacting_the_old_ones() throws IOException {
        try (Scene scene = scene()) {
            scene.archive();
            long errors = scene.archived.count("SELECT count(*) FROM archive.errors");
            scene.with("CALLVAULT_CONFIG", rules());
            scene.archived.execute("DELETE FROM archive.coverage");
            scene.archive();
            assertThat(scene.archived.count("SELECT count(*) FROM archive.errors"))
                    .isGreaterThan(errors);

            redact(scene, false);

            assertThat(scene.archived.count("SELECT count(*) FROM archive.errors"))
                    .isEqualTo(errors);
        }
    }

    private String rules() throws IOException {
        return Files.writeString(directory.resolve("rules.yaml"), """
                        redaction:
                          rules:
                          - name: errno
                            pattern: 'errno: [0-9]+'
                            replacement: 'errno: ?'
                        """).toString();
    }

    private static RedactionReport redact(Scene scene, boolean isTrial) {
        try (Callvault callvault = new Callvault(scene.settings(), scene.clock)) {
            return callvault.redact(isTrial).getFirst();
        }
    }
}
