package dev.callvault.report.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what the schedule has written is counted and deleted. */
class BackupDirectoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void the_newest_are_kept_and_other_files_are_left_alone() throws IOException {
        for (String name : List.of(
                "callvault-20261118T020000Z.zip",
                "callvault-20261119T020000Z.zip",
                "callvault-20261120T020000Z.zip",
                "callvault-20261120T030000Z.zip.6433765078225376125.part",
                "callvault-20269999T999999Z.zip.bak",
                "before-upgrade.zip")) {
            Files.createFile(folder.resolve(name));
        }
        BackupDirectory backups = new BackupDirectory(folder);

        backups.deleteLeftOver();
        backups.keep(2);

        assertThat(backups.newest()).contains(Instant.parse("2026-11-20T02:00:00Z"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "before-upgrade.zip",
                            "callvault-20269999T999999Z.zip.bak",
                            "callvault-20261119T020000Z.zip",
                            "callvault-20261120T020000Z.zip");
        }
    }

    @Test
    void a_directory_that_is_not_there_has_none() throws IOException {
        assertThat(new BackupDirectory(folder.resolve("none")).newest()).isEmpty();
        assertThat(BackupDirectory.name(Instant.parse("2026-11-20T02:00:00Z")))
                .isEqualTo("callvault-20261120T020000Z.zip");
    }
}
