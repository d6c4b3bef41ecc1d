package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loss that somebody knows of sets no exit code any more, and stays on record; a new one does. */
class AcknowledgeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String out = "";
    private String err = "";

    @Test
    @Proof
    void what_was_acknowledged_sets_no_exit_code_and_what_is_new_does() throws IOException {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(8).withBusySince(Scene.BUSY_SINCE))) {
            Path config = config(scene);
            assertThat(run(scene, config, "archive")).isZero();
            lose(scene, "1 OFFSET 3");
            lose(scene, "1 OFFSET 5");
            List<String> ids = scene.archived.rows("SELECT 'g' || gap_id FROM archive.gaps ORDER BY gap_id");
            assertThat(run(scene, config, "status")).isEqualTo(3);
            assertThat(run(scene, config, "verify")).isEqualTo(3);
            assertThat(run(scene, config, "gaps")).isEqualTo(3);
            assertThat(out).contains(ids.getFirst() + "  bodies");

            assertThat(acknowledge(scene, config, ids.getFirst(), "g987654321", "--reason", "x"))
                    .isEqualTo(2);
            assertThat(err.lines().findFirst().orElse(""))
                    .contains("Nothing has the ID g987654321; nothing was changed.");
            assertThat(acknowledge(scene, config, "12", "--reason", "x")).isEqualTo(2);
            assertThat(acknowledge(scene, config, ids.getFirst()))
                    .as("without a reason")
                    .isEqualTo(2);
            assertThat(acknowledge(scene, config, "--reason", "x")).as("what?").isEqualTo(2);
            assertThat(acknowledge(scene, config, "--all-before", "2026-12-01", "--account", "nope", "--reason", "x"))
                    .isEqualTo(2);
            assertThat(scene.archived.count("SELECT count(*) FROM archive.losses WHERE NOT is_open"))
                    .isZero();

            assertThat(acknowledge(scene, config, ids.getFirst(), "--reason", "outage of yesterday"))
                    .isZero();
            assertThat(run(scene, config, "status")).as("one is left").isEqualTo(3);
            assertThat(acknowledge(scene, config, ids.getFirst(), "--reason", "again"))
                    .isZero();
            assertThat(out).startsWith("Acknowledged before, and left as it is: " + ids.getFirst());
            assertThat(acknowledge(scene, config, "--all-before", "2026-11-01", "--reason", "before it was found"))
                    .isZero();
            assertThat(out).startsWith("There is nothing to acknowledge.");
            assertThat(acknowledge(scene, config, "--all-before", "2026-12-01", "--reason", "the rest"))
                    .isZero();
            assertThat(out).startsWith("Acknowledged: " + ids.getLast() + ".");

            assertThat(run(scene, config, "status")).isZero();
            assertThat(out).startsWith("verdict: ok\n").contains("acknowledged: 2; 'callvault gaps --all' lists them");
            assertThat(run(scene, config, "verify")).isZero();
            assertThat(out).contains("[acknowledged]");
            assertThat(run(scene, config, "gaps")).isZero();
            assertThat(out).contains("nothing is lost", "2 acknowledged; 'callvault gaps --all' shows them");
            assertThat(run(scene, config, "gaps", "--all")).isZero();
            assertThat(out)
                    .contains("[acknowledged by " + System.getProperty("user.name") + " at 2026-11-20T20:10:30Z:"
                            + " outage of yesterday]");
            assertThat(scene.archived.count("SELECT count(acknowledged_by) FROM reporting.gaps"))
                    .isEqualTo(2);
            assertThat(scene.archived.rows("SELECT gaps, acknowledged FROM reporting.archive_health"))
                    .containsExactly("0|2");

            lose(scene, "1 OFFSET 7");
            assertThat(run(scene, config, "status")).as("a new one").isEqualTo(3);
        }
    }

    private static void lose(Scene scene, String which) {
        scene.archived.execute("""
                WITH call AS (SELECT * FROM archive.calls ORDER BY started_at LIMIT $which), lost AS (
                    UPDATE archive.calls SET log_state = 'lost' FROM call WHERE calls.log_id = call.log_id
                ), gone AS (
                    DELETE FROM archive.call_logs USING call WHERE call_logs.log_id = call.log_id
                )
                INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at)
                SELECT account_id, 'bodies', started_at, started_at, log_id, 'the log expired', timestamptz '2026-11-19' FROM call
                """.replace("$which", which));
    }

    private int acknowledge(Scene scene, Path config, String... arguments) {
        List<String> all = new ArrayList<>(List.of("gaps", "acknowledge"));
        all.addAll(List.of(arguments));
        return run(scene, config, all.toArray(String[]::new));
    }

    private int run(Scene scene, Path config, String... command) {
        StringWriter printed = new StringWriter();
        StringWriter said = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", config.toString()));
        int exitCode = Main.commandLine(scene.clock)
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
        out = printed.toString();
        err = said.toString();
        return exitCode;
    }

    private Path config(Scene scene) throws IOException {
        return Files.writeString(folder.resolve("callvault.yaml"), """
                accounts:
                  - {name: main, url: "$url", username: demo, password: demo}
                database: {url: "$database", username: "$user"}
                requests-per-second: 0
                node-name: test
                """.replace(
                        "$url", scene.simulator.baseUrl().toString())
                .replace("$database", scene.database().url())
                .replace("$user", scene.database().username()));
    }
}
