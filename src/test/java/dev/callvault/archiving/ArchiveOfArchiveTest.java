package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Archived;
import dev.callvault.app.Scene;
import dev.callvault.app.TestServer;
import dev.callvault.app.daemon.ServedArchive;
import dev.callvault.archive.report.RunReport;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.wire.WireFormat;
import org.junit.jupiter.api.Test;

/** A Callvault that archives from a Callvault ends up with the same archive. */
class ArchiveOfArchiveTest {
    @Test
    void holds_the_same_in_every_column() {
        holdsTheSame(WireFormat.JSON);
    }

    @Test
    @Proof
    void holds_the_same_in_every_column_read_as_xml() {
        holdsTheSame(WireFormat.XML);
    }

    private static void holdsTheSame(WireFormat format) {
        try (Scene scene = Scene.small()) {
            scene.archive();
            DatabaseSettings other = TestServer.freshDatabase();
            Archived copy = new Archived(other, scene.simulator.truth(), scene.clock);
            try (ServedArchive served = new ServedArchive(scene.database(), scene.clock)) {
                RunReport report = scene.archive(scene.with(format)
                        .with("CALLVAULT_DATABASE_URL", other.url())
                        .settings(served.address().resolve("/ws"), "any"));

                assertThat(report.failures()).isEmpty();
            }
            for (String columns : new String[] {
                "log_id, session_id, direction, dest, src, started_at, ended_at, log_state FROM archive.calls",
                "log_id, started_at, body, body_bytes, sha256, size_bytes, location, quarantine FROM archive.call_logs",
                "line_hash, occurrence, line_kind, ani, channel, dnis, session_id, started_at, ended_at,"
                        + " duration_seconds, parsed, altered, raw_line FROM archive.sessions",
                "line_hash, occurrence, occurred_at, ani, channel, dnis, session_id, message, parsed, ambiguous_time,"
                        + " altered, raw_line FROM archive.errors",
                "stream, complete_through FROM archive.watermarks"
            }) {
                assertThat(copy.rows("SELECT " + columns))
                        .as(columns)
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(scene.archived.rows("SELECT " + columns));
            }
        }
    }
}
