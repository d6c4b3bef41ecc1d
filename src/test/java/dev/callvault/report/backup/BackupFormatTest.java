package dev.callvault.report.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.report.UnwritableOutput;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupContents.Part;
import dev.callvault.store.backup.BackupTotals;
import dev.callvault.store.backup.DamagedBackup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup as a file: everybody can read it, and any change in it is noticed and named. */
class BackupFormatTest {
    private static final Instant SNAPSHOT = Instant.parse("2026-11-20T20:10:30Z");
    private static final Instant FINISHED = Instant.parse("2026-11-20T20:15:00Z");
    private static final Part CALLS = new Part("calls", "calls", List.of("account_id", "dest"));
    private static final Part LOGS = new Part("call_logs_2026_11", "call_logs", List.of("log_id", "body"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static void write(OutputStream out) {
        BackupWriter writer = new BackupWriter(out, "x.zip", "callvault 2.0");
        writer.begin(new BackupContents(
                BackupContents.Kind.BACKUP,
                "11",
                "18.6",
                SNAPSHOT,
                List.of(CALLS, LOGS),
                List.of(new BackupContents.Stream("main", "calls", null, 3, 40, 86400))));
        try (OutputStream part = writer.open(CALLS)) {
            part.write("1\t6175550100\n1\t6175550101\n".getBytes(StandardCharsets.UTF_8));
            writer.done(2);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        try (OutputStream part = writer.open(LOGS)) {
            for (int i = 0; i < 40; i++) {
                part.write((i + "\tSTART " + i * i + " ütf\n").getBytes(StandardCharsets.UTF_8));
            }
            writer.done(40);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        writer.finish(new BackupTotals(40, 1, 2), FINISHED);
    }

    private static byte[] written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out);
        return out.toByteArray();
    }

    private static List<String> read(byte[] file) {
        List<String> rows = new ArrayList<>();
        new BackupReader(new ByteArrayInputStream(file), "x.zip").each((part, in) -> {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            lines.forEach(it -> rows.add(part.name() + " " + it));
            return lines.size();
        });
        return rows;
    }

    @Test
    void what_was_written_is_read() {
        byte[] file = written();

        BackupReader reader = new BackupReader(new ByteArrayInputStream(file), "x.zip");

        assertThat(reader.program()).isEqualTo("callvault 2.0");
        assertThat(reader.contents().snapshot()).isEqualTo(SNAPSHOT);
        assertThat(reader.contents().parts()).containsExactly(CALLS, LOGS);
        assertThat(reader.contents().streams())
                .containsExactly(new BackupContents.Stream("main", "calls", null, 3, 40, 86400));
        assertThat(read(file))
                .hasSize(42)
                .startsWith("calls 1\t6175550100")
                .endsWith("call_logs_2026_11 39\tSTART 1521 ütf");
    }

    @Test
    void it_is_a_zip_that_others_can_read() throws IOException {
        Path path = folder.resolve("x.zip");
        Files.write(path, written());

        try (ZipFile zip = new ZipFile(path.toFile())) {
            assertThat(zip.stream().map(it -> it.getName()))
                    .containsExactly("contents.json", "calls.copy", "call_logs_2026_11.copy", "manifest.json");
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("calls.copy")).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("1\t6175550100\n1\t6175550101\n");
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes(), StandardCharsets.UTF_8))
                    .contains(
                            "\"logs_left_out\" : 1",
                            "\"finished\" : \"2026-11-20T20:15:00Z\"",
                            "\"complete_through\" : null");
        }
    }

    @Test
    void any_flipped_bit_is_noticed_and_named() {
        byte[] file = written();
        TreeSet<String> places = new TreeSet<>();
        for (int at = 0; at < file.length; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            try {
                read(damaged);
                throw new AssertionError("not noticed at " + at);
            } catch (DamagedBackup noticed) {
                places.add(String.valueOf(noticed.getMessage()));
            }
        }
        assertThat(places)
                .containsExactly(
                        "x.zip is damaged in its entry call_logs_2026_11.copy",
                        "x.zip is damaged in its entry calls.copy",
                        "x.zip is damaged in its entry contents.json",
                        "x.zip is damaged in its entry manifest.json",
                        "x.zip is damaged outside of its entries");
    }

    @Test
    void a_file_that_was_cut_off_is_told_as_such() {
        byte[] file = written();
        for (int length = 2; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut))
                    .as("at " + length)
                    .isInstanceOf(DamagedBackup.class)
                    .hasMessage("x.zip is not whole: its end is missing");
        }
    }

    @Test
    void what_follows_the_file_is_noticed() {
        byte[] file = written();
        assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length + 1))).isInstanceOf(DamagedBackup.class);
    }

    @Test
    void other_files_are_no_backups() {
        assertThatThrownBy(() -> read(new byte[0])).hasMessage("x.zip is empty");
        assertThatThrownBy(() -> read("Dear diary, this is no backup at all.".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("x.zip is not a backup of Callvault");
    }

    @Test
    void a_file_appears_once_it_is_whole() throws IOException {
        Path file = folder.resolve("x.zip");

        BackupFile.write(file, false, BackupFormatTest::write);

        assertThat(Files.readAllBytes(file)).isEqualTo(written());
        assertThatThrownBy(() -> BackupFile.write(file, false, BackupFormatTest::write))
                .isInstanceOf(UnwritableOutput.class)
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> BackupFile.write(file, true, out -> {
                    write(out);
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(written());
    }
}
