package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.progress.Progress;
import dev.callvault.report.backup.BackupFile;
import dev.callvault.report.backup.BackupReader;
import dev.callvault.report.backup.BackupWriter;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupSink;
import dev.callvault.store.backup.BackupSource;
import dev.callvault.store.backup.BackupTotals;
import dev.callvault.store.backup.DamagedBackup;
import dev.callvault.store.backup.RefusedRestore;
import dev.callvault.store.backup.Restored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that was written into a backup and made anew from it is the same archive. */
class BackupTest {
    /** A column that later versions have added to several tables. */
    private static final String LATER = "import_id";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static BackupTotals write(Scene scene, Path file) {
        return write(scene, file, ignored -> {});
    }

    private static BackupTotals write(Scene scene, Path file, Consumer<Callvault> before) {
        BackupTotals[] totals = new BackupTotals[1];
        try (Callvault callvault = scene.callvault()) {
            before.accept(callvault);
            BackupFile.write(
                    file,
                    false,
                    out -> totals[0] =
                            callvault.backups().write(new BackupWriter(out, file.toString(), "callvault 1")));
        }
        return totals[0];
    }

    private static Scene at(Scene scene, DatabaseSettings database) {
        return scene.with("CALLVAULT_DATABASE_URL", database.url());
    }

    private static Restored restore(Scene scene, Path file, @Nullable Path erasures) {
        try (Callvault callvault = scene.callvault();
                InputStream in = Files.newInputStream(file);
                InputStream journal =
                        erasures == null ? InputStream.nullInputStream() : Files.newInputStream(erasures)) {
            Optional<BackupSource> since =
                    erasures == null ? Optional.empty() : Optional.of(new BackupReader(journal, erasures.toString()));
            return callvault.backups().restore(new BackupReader(in, file.toString()), since);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Archived look(Scene scene, DatabaseSettings database) {
        return new Archived(database, scene.simulator.truth(), scene.clock);
    }

    @Test
    void a_restored_archive_is_the_same_and_its_first_run_costs_no_more_than_an_idle_one() {
        Path file = folder.resolve("backup.zip");
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            assertThat(scene.archive().isIncomplete()).isFalse();
            long idle = scene.archive().requests();

            BackupTotals totals = write(scene, file);
            Restored restored = restore(at(scene, target), file, null);

            Archived archived = look(scene, target);
            assertThat(totals.logs())
                    .isEqualTo(archived.count("SELECT count(*) FROM archive.call_logs"))
                    .isPositive();
            assertThat(totals.logsLeftOut() + totals.logsReplaced()).isZero();
            assertThat(restored.erased() + restored.wanted()).isZero();
            SameArchive.assertSame(scene.archived, archived);
            long logs = scene.simulator.requests().logs();
            String last = "SELECT max(first_seen_at)::text FROM archive.calls";
            List<String> before = archived.rows(last);
            assertThat(scene.archive().requests()).isEqualTo(idle);
            assertThat(scene.simulator.requests().logs()).isEqualTo(logs);
            assertThat(archived.rows(last)).isEqualTo(before);
            archived.equalsTheTruth();
        }
    }

    /** An older version's schema had no closed and removed accounts, and nothing that was imported. */
    @Test
    @Proof
    void a_backup_of_an_older_version_is_restored_and_brought_up_to_date() throws IOException {
        Path file = folder.resolve("backup.zip");
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            write(scene, file);
            try (Callvault callvault = at(scene, target).callvault();
                    InputStream in = Files.newInputStream(file)) {
                BackupSource older =
                        asOf("11", Set.of("closings", "removals", "imports"), new BackupReader(in, "older.zip"));
                assertThat(callvault.backups().restore(older, Optional.empty()).rows())
                        .isPositive();
            }

            SameArchive.assertSame(scene.archived, look(scene, target));
        }
    }

    private static BackupSource asOf(String schema, Set<String> unknown, BackupSource backup) {
        BackupContents now = backup.contents();
        Map<String, BackupContents.Part> parts = now.parts().stream()
                .filter(it -> !unknown.contains(it.table()))
                .map(it -> new BackupContents.Part(
                        it.name(),
                        it.table(),
                        it.columns().stream()
                                .filter(column -> !column.equals(LATER))
                                .toList()))
                .collect(Collectors.toMap(BackupContents.Part::name, it -> it));
        BackupContents then = new BackupContents(
                now.kind(),
                schema,
                now.postgres(),
                now.snapshot(),
                now.parts().stream()
                        .flatMap(it -> Stream.ofNullable(parts.get(it.name())))
                        .toList(),
                now.streams());
        return new BackupSource() {
            @Override
            public BackupContents contents() {
                return then;
            }

            @Override
            public void each(PartReader reader) {
                backup.each((part, rows) -> parts.containsKey(part.name())
                        ? reader.read(
                                parts.get(part.name()), without(part.columns().indexOf(LATER), rows))
                        : rows.transferTo(OutputStream.nullOutputStream()));
            }
        };
    }

    /** Rows in PostgreSQL's COPY format without a column; negative for none. */
    private static InputStream without(int column, InputStream rows) throws IOException {
        if (column < 0) {
            return rows;
        }
        StringBuilder fewer = new StringBuilder();
        new String(rows.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(row -> {
            List<String> values = new ArrayList<>(List.of(row.split("\t", -1)));
            values.remove(column);
            fewer.append(String.join("\t", values)).append('\n');
        });
        return new ByteArrayInputStream(fewer.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Proof
    void restored_later_it_archives_what_is_new_and_records_what_is_gone() {
        Path file = folder.resolve("backup.zip");
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            write(scene, file);
            long stored = scene.archived.count("SELECT count(*) FROM archive.call_logs");
            scene.clock.move(Duration.ofDays(7));
            restore(at(scene, target), file, null);
            long fetched = scene.simulator.requests().logs();

            scene.archive();

            Archived archived = look(scene, target);
            assertThat(scene.simulator.requests().logs() - fetched)
                    .isEqualTo(archived.count("SELECT count(*) FROM archive.call_logs") - stored);
            assertThat(archived.count(
                            "SELECT count(*) FROM archive.gaps WHERE stream = 'calls' AND resolved_at IS NULL"))
                    .isPositive();
        }
    }

    @Test
    @Proof
    void what_was_erased_since_does_not_come_back() {
        Path file = folder.resolve("backup.zip");
        Path journal = folder.resolve("erasures.zip");
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            write(scene, file);
            String number = scene.archived
                    .rows("SELECT caller_number FROM archive.calls WHERE log_state = 'archived'"
                            + " AND caller_kind = 'number' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
                    .getFirst();
            try (Callvault callvault = scene.callvault()) {
                assertThat(callvault.erase(number, false, null).records().isNothing())
                        .isFalse();
                BackupFile.write(
                        journal,
                        true,
                        out -> callvault.backups().writeErasures(new BackupWriter(out, "erasures.zip", "callvault 1")));
            }

            Restored restored = restore(at(scene, target), file, journal);

            Archived archived = look(scene, target);
            assertThat(restored.erased()).isPositive();
            assertThat(restored.wanted()).isZero();
            for (String table : List.of("calls", "call_logs", "sessions", "errors", "body_queue", "gaps")) {
                String keys = "SELECT row_to_json(t)::text FROM archive." + table + " AS t ORDER BY 1";
                assertThat(archived.rows(keys)).as(table).isEqualTo(scene.archived.rows(keys));
            }
            scene.archive();
            assertThat(archived.count("SELECT count(*) FROM archive.calls WHERE caller_number = '" + number + "'"))
                    .isZero();
        }
    }

    @Test
    @Proof
    void neither_an_archive_with_records_nor_a_damaged_file_is_restored() throws IOException {
        Path file = folder.resolve("backup.zip");
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            write(scene, file);
            assertThatThrownBy(() -> restore(scene, file, null))
                    .isInstanceOf(RefusedRestore.class)
                    .hasMessageStartingWith("the archive is not empty");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 5] ^= 1;
            Path damaged = folder.resolve("damaged.zip");
            Files.write(damaged, bytes);

            assertThatThrownBy(() -> restore(at(scene, target), damaged, null)).isInstanceOf(DamagedBackup.class);

            Archived archived = look(scene, target);
            assertThat(archived.count("SELECT count(*) FROM archive.accounts")).isZero();
            assertThatThrownBy(scene::archive).hasMessageContaining("being restored");
            restore(scene, file, null);
            SameArchive.assertSame(scene.archived, archived);
        }
    }

    @Test
    void a_database_that_is_away_is_no_reason_to_believe_in_half_a_backup() {
        Path file = folder.resolve("backup.zip");
        try (Scene scene = Scene.small()) {
            write(scene, file, Callvault::migrate);
            Scene away = scene.with("CALLVAULT_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/callvault");

            assertThatThrownBy(() -> restore(away, file, null))
                    .isInstanceOfSatisfying(
                            StoreFailure.class,
                            it -> assertThat(it.hint())
                                    .isEqualTo("Check that PostgreSQL is running and reachable; then run"
                                            + " 'callvault restore' again: it begins anew."));
            assertThatThrownBy(() -> write(away, folder.resolve("other.zip")))
                    .isInstanceOfSatisfying(
                            StoreFailure.class,
                            it -> assertThat(it.hint()).endsWith("then run 'callvault backup' again: it begins anew."));
        }
    }

    /** With everything that the format has to escape. */
    @Test
    @Proof
    void large_logs_are_restored_byte_for_byte() {
        Path file = folder.resolve("backup.zip");
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            String one = "WHERE log_id = (SELECT %s(log_id) FROM archive.call_logs)";
            scene.archived.execute(
                    "UPDATE archive.call_logs SET body = repeat(E'a\\\\b\\tc\\nd\\re\\x0bf\\x08g\\fh\\\\N \u00fc\u20ac\ud83d\ude00', 300000) "
                            + one.formatted("min"));
            scene.archived.execute("UPDATE archive.call_logs SET body = NULL,"
                    + " body_bytes = decode(repeat('00ff5c0a09', 1000000), 'hex') " + one.formatted("max"));
            scene.archived.execute("UPDATE archive.call_logs SET sha256 ="
                    + " sha256(coalesce(body_bytes, convert_to(body, 'UTF8'))),"
                    + " size_bytes = coalesce(octet_length(body), octet_length(body_bytes))");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE size_bytes > 4194304"))
                    .isEqualTo(2);

            write(scene, file);
            restore(at(scene, target), file, null);

            SameArchive.assertSame(scene.archived, look(scene, target));
        }
    }

    /** Does something once all narrow tables are written. */
    private record Meanwhile(BackupSink sink, Runnable done) implements BackupSink {
        @Override
        public void begin(BackupContents contents) {
            sink.begin(contents);
        }

        @Override
        public OutputStream open(BackupContents.Part part) {
            if (part.table().equals("call_logs")) {
                done.run();
            }
            return sink.open(part);
        }

        @Override
        public void done(long rows) {
            sink.done(rows);
        }
    }

    /** As another process would. */
    private static void erase(Scene scene, String number) {
        CompletableFuture.runAsync(() -> {
                    try (Callvault another = scene.callvault()) {
                        another.erase(number, false, null);
                    }
                })
                .join();
    }

    @Test
    @Proof
    void what_happens_while_the_logs_are_written_leaves_no_contradiction() {
        Path file = folder.resolve("backup.zip");
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small();
                Callvault callvault = scene.callvault()) {
            scene.archive();
            scene.archived.execute("UPDATE archive.calls SET log_state = 'pending' WHERE log_id IN ("
                    + "SELECT log_id FROM archive.call_logs ORDER BY log_id DESC LIMIT 1)");
            scene.archived.execute(
                    "CREATE TABLE archive.later AS SELECT * FROM archive.call_logs" + " ORDER BY log_id DESC LIMIT 1");
            scene.archived.execute("DELETE FROM archive.call_logs WHERE log_id IN (SELECT log_id FROM archive.later)");
            String number = scene.archived
                    .rows("SELECT caller_number FROM archive.calls WHERE log_state = 'archived'"
                            + " AND caller_kind = 'number' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
                    .getFirst();
            String other =
                    "(SELECT min(log.log_id) FROM archive.call_logs AS log JOIN archive.calls USING (account_id, log_id)"
                            + " WHERE caller_number <> '" + number + "')";
            boolean[] isDone = new boolean[1];
            Runnable meanwhile = () -> {
                if (!isDone[0]) {
                    isDone[0] = true;
                    erase(scene, number);
                    scene.archived.execute("INSERT INTO archive.call_logs SELECT * FROM archive.later");
                    scene.archived.execute("DELETE FROM archive.call_logs WHERE log_id = " + other);
                }
            };
            BackupTotals[] totals = new BackupTotals[1];
            BackupFile.write(file, false, out -> {
                BackupWriter writer = new BackupWriter(out, file.toString(), "callvault 1");
                totals[0] = callvault
                        .postgres()
                        .backups()
                        .write(scene.clock.instant(), new Meanwhile(writer, meanwhile), Progress.NONE);
                writer.finish(totals[0], scene.clock.instant());
            });

            Restored restored = restore(at(scene, target), file, null);

            Archived archived = look(scene, target);
            assertThat(totals[0].logsLeftOut()).isGreaterThan(1);
            assertThat(restored.erased()).isPositive();
            assertThat(restored.wanted()).isOne();
            assertThat(archived.count("SELECT count(*) FROM archive.calls WHERE caller_number = '" + number + "'"))
                    .isZero();
            assertThat(archived.count("SELECT count(*) FROM archive.call_logs"))
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.call_logs") - 1);
            scene.archive();
            assertThat(archived.count("SELECT count(*) FROM archive.body_queue WHERE expires_at > '"
                            + scene.clock.instant() + "'"))
                    .isZero();
        }
    }
}
