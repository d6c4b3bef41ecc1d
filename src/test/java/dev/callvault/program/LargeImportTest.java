package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 128 MiB is enough to import a log of 110 MB, and a list of any length. Takes minutes. */
@Proof
class LargeImportTest {
    private static final int LINES_OF_LOG = 110_000;
    private static final int LINES_OF_LIST = 800_000;
    private static final Instant START = Instant.parse("2019-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres server;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(10))
                .setServerConfig("fsync", "off")
                .start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_log_of_110_mb_and_a_long_list_need_little_memory() throws IOException, InterruptedException, SQLException {
        Path archive = Files.createDirectories(directory.resolve("archive"));
        Files.writeString(archive.resolve("calls.json"), """
                {"status":"success","error":"","result":{"total_logs":"2","logs":[
                {"log_id":"1","session_id":"a;0;1","dest":"6177123000","type":"inbound","src":"","start":"1546300800","end":""},
                {"log_id":"2","session_id":"b;0;1","dest":"6177123000","type":"inbound","src":"","start":"1546300900","end":""}]}}
                """);
        long bytes = bare(archive.resolve("1.log"));
        answer(archive.resolve("2.json"));
        list(archive.resolve("sessions.jsonl"));
        Program program = new Program(directory)
                .with("CALLVAULT_ACCOUNT_URL", "http://127.0.0.1:1/ws")
                .with("CALLVAULT_ACCOUNT_USERNAME", "demo")
                .with("CALLVAULT_DATABASE_URL", "jdbc:postgresql://localhost:" + server.getPort() + "/postgres")
                .with("CALLVAULT_DATABASE_USERNAME", "postgres")
                .withJava("-Xmx128m");

        Program.Ended first = program.run("import", archive.toString());

        assertThat(first.err()).doesNotContain("OutOfMemory");
        assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
        assertThat(row("SELECT count(*) FROM archive.sessions")).isEqualTo("" + LINES_OF_LIST);
        assertThat(row("SELECT string_agg(size_bytes::text, ' ' ORDER BY log_id) FROM archive.call_logs"))
                .isEqualTo(bytes + " " + bytes);
        assertThat(row("SELECT count(DISTINCT sha256) FROM archive.call_logs")).isEqualTo("1");
        Program.Ended second = program.run("import", archive.toString(), "--json");
        assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).contains("\"there\" : " + LINES_OF_LIST).doesNotContainPattern("\"new\" : [1-9]");
    }

    private static String line(int number) {
        return number + " a line with <tags> " + "x".repeat(960) + "\n";
    }

    private static long bare(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES_OF_LOG; i++) {
                out.write(line(i));
            }
        }
        return Files.size(file);
    }

    private static void answer(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"status\":\"success\",\"error\":\"\",\"result\":{\"timestamp\":\"1546300900\",\"log\":\"");
            for (int i = 0; i < LINES_OF_LOG; i++) {
                out.write(line(i).replace("\n", "\\n"));
            }
            out.write("\"}}\n");
        }
    }

    private static void list(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES_OF_LIST; i++) {
                long start = START.getEpochSecond() + 60L * i;
                out.write(
                        "{\"account\":\"default\",\"line_kind\":\"inbound\",\"parsed\":true,\"raw_line\":\"inbound 7185551234 3"
                                + " [03/Nov/2019:14:38:30 -0500] 6177123000 200035;003;" + (start - 30) + " " + start
                                + " "
                                + (start + 29) + " 00:00:29\"}\n");
            }
        }
    }

    private String row(String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
