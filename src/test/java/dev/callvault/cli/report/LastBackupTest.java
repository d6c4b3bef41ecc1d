package dev.callvault.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastBackupTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private LastBackup last() {
        return LastBackup.in(Optional.of(directory), NOW);
    }

    @Test
    void the_newest_of_several_tells_its_age() throws IOException {
        for (String name : new String[] {"20261119T201030Z", "20261120T181030Z", "20261118T201030Z"}) {
            Files.createFile(directory.resolve("callvault-" + name + ".zip"));
        }
        Files.createFile(directory.resolve("callvault-20261120T201000Z.zip.1.part"));

        assertThat(last().text(NOW)).isEqualTo("newest backup: 2 h 0 min old (" + directory + ")\n");
        assertThat(last().json()).extracting("begun_at").isEqualTo("2026-11-20T18:10:30Z");
    }

    @Test
    void beside_one_of_the_future_the_age_is_unknown() throws IOException {
        Files.createFile(directory.resolve("callvault-20261119T201030Z.zip"));
        Files.createFile(directory.resolve("callvault-20361119T201030Z.zip"));

        assertThat(last().text(NOW))
                .isEqualTo("newest backup: unknown, as the time of callvault-20361119T201030Z.zip lies in the future ("
                        + directory + ")\n");
        assertThat(last().json()).extracting("from_future").isEqualTo("callvault-20361119T201030Z.zip");
    }

    @Test
    void without_one_it_says_so_and_without_a_directory_nothing() throws IOException {
        assertThat(last().text(NOW)).isEqualTo("newest backup: none yet (" + directory + ")\n");
        assertThat(last().json()).extracting("begun_at").isNull();
        LastBackup none = LastBackup.in(Optional.empty(), NOW);
        assertThat(none.text(NOW)).isEmpty();
        assertThat(none.json()).isNull();
        Path file = Files.createFile(directory.resolve("file"));
        LastBackup unreadable = LastBackup.in(Optional.of(file), NOW);
        assertThat(unreadable.text(NOW)).contains("the directory cannot be read");
        assertThat(unreadable.json()).extracting("unreadable").isNotNull();
    }
}
