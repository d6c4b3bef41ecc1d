package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.MovableClock;
import dev.callvault.app.Reported;
import dev.callvault.report.backup.BackupReader;
import dev.callvault.store.coordination.JobOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon's own backups. */
class ScheduledBackupTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void the_last_ones_are_left_and_a_failure_deletes_none() throws IOException {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-20T20:10:30Z"));
        Path directory = folder.resolve("new");
        try (Reported reported = new Reported()
                .call(1, "2026-07-02T03:00:00Z", "2026-07-02T04:00:00Z")
                .body(1, "2026-07-02T03:00:00Z", "x")) {
            ScheduledBackup backup =
                    new ScheduledBackup(reported.archive.backups(), directory, 2, "callvault 1", clock);
            for (int i = 0; i < 3; i++) {
                assertThat(backup.run()).isEqualTo(JobOutcome.DONE);
                clock.move(Duration.ofDays(1));
            }
            assertThat(names(directory))
                    .containsExactly("callvault-20261121T201030Z.zip", "callvault-20261122T201030Z.zip");
            try (InputStream in = Files.newInputStream(directory.resolve("callvault-20261122T201030Z.zip"))) {
                BackupReader read = new BackupReader(in, "it");
                read.each((part, rows) -> new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .count());
                assertThat(read.contents().snapshot()).isEqualTo(Instant.parse("2026-11-22T20:10:30Z"));
            }

            Path file = Files.createFile(folder.resolve("file"));
            assertThat(new ScheduledBackup(reported.archive.backups(), file, 1, "callvault 1", clock).run())
                    .isEqualTo(JobOutcome.FAILED);
        }
    }
}
