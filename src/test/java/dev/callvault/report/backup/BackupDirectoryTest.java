package dev.callvault.report.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what the schedule has written is counted and deleted. */
class BackupDirectoryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T03:10:00Z");
    private static final String AT_WORK = "callvault-20261120T030000Z.zip.6433765078225376125.part";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void the_newest_are_kept_and_other_files_are_left_alone() throws IOException {
        for (String name : List.of(
                "callvault-20261118T020000Z.zip",
                "callvault-20261119T020000Z.zip",
                "callvault-20261120T020000Z.zip",
                AT_WORK,
                "callvault-20269999T999999Z.zip.bak",
                "before-upgrade.zip")) {
            Files.createFile(folder.resolve(name));
        }
        BackupDirectory backups = new BackupDirectory(folder);
        Path killed = folder.resolve("callvault-20261117T030000Z.zip.1.part");
        Files.setLastModifiedTime(Files.createFile(killed), FileTime.from(NOW.minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(folder.resolve(AT_WORK), FileTime.from(NOW.minus(Duration.ofHours(23))));

        backups.deleteLeftOver(NOW);
        backups.keep(2, NOW);

        assertThat(backups.newest(NOW)).contains(Instant.parse("2026-11-20T02:00:00Z"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "before-upgrade.zip",
                            "callvault-20269999T999999Z.zip.bak",
                            AT_WORK,
                            "callvault-20261119T020000Z.zip",
                            "callvault-20261120T020000Z.zip");
        }
    }

    /** What a clock that ran ahead has written must neither pass for young for ever nor push out what is new. */
    @Test
    void one_of_the_future_is_not_the_newest_and_is_left_to_a_person() throws IOException {
        for (String name : List.of(
                "callvault-20261119T020000Z.zip", "callvault-20261120T020000Z.zip", "callvault-20360101T000000Z.zip")) {
            Files.createFile(folder.resolve(name));
        }
        BackupDirectory backups = new BackupDirectory(folder);

        backups.keep(1, NOW);

        assertThat(backups.newest(NOW)).contains(Instant.parse("2026-11-20T02:00:00Z"));
        assertThat(backups.fromFuture(NOW)).contains("callvault-20360101T000000Z.zip");
        assertThat(folder.resolve("callvault-20261119T020000Z.zip")).doesNotExist();
        assertThat(folder.resolve("callvault-20360101T000000Z.zip")).exists();
        assertThat(backups.fromFuture(Instant.parse("2036-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void a_directory_that_is_not_there_has_none() throws IOException {
        assertThat(new BackupDirectory(folder.resolve("none")).newest(NOW)).isEmpty();
        assertThat(BackupDirectory.name(Instant.parse("2026-11-20T02:00:00Z")))
                .isEqualTo("callvault-20261120T020000Z.zip");
    }
}
