package dev.callvault.store.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.store.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server on file systems of its own, which are mounted for the test. */
@Proof
class DiskTest {
    private static final byte[] MEGABYTE = new byte[1 << 20];

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    private boolean isMounted;

    @BeforeEach
    void mayMount() throws IOException, InterruptedException {
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=512m,mode=0700", "tmpfs", disk.toString()) == 0;
        Assumptions.assumeTrue(isMounted, "file systems can be mounted by root only");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (isMounted) {
            assertThat(run("umount", "--lazy", disk.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String unusedOutput = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    @Test
    void a_server_on_a_full_disk_works_again_with_all_that_was_committed_once_there_is_room()
            throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.open(disk.resolve("data"))) {
            execute(server, "CREATE TABLE logs (n int PRIMARY KEY, text text)");
            Path ballast = fill();

            int committed = insertUntilItFails(server);
            Files.delete(ballast);

            Await.until("the server to take writes again", () -> isWritable(server));
            assertThat(numbers(server)).containsAll(upTo(committed));
        }
    }

    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(disk).getUsableSpace() > 8L * MEGABYTE.length) {
                out.write(MEGABYTE);
            }
        }
        return ballast;
    }

    /** @return how many were committed */
    private static int insertUntilItFails(EmbeddedServer server) {
        for (int n = 0; n < 1_000; n++) {
            try {
                execute(
                        server,
                        "INSERT INTO logs SELECT " + n + ", string_agg(md5(" + n
                                + " || i::text), '') FROM generate_series(1, 20000) i");
            } catch (SQLException full) {
                return n;
            }
        }
        throw new AssertionError("the disk was never full");
    }

    private static boolean isWritable(EmbeddedServer server) {
        try {
            execute(server, "INSERT INTO logs VALUES (1000, 'again')");
            return true;
        } catch (SQLException away) {
            return false;
        }
    }

    private static List<Integer> upTo(int end) {
        List<Integer> numbers = new ArrayList<>();
        for (int n = 0; n < end; n++) {
            numbers.add(n);
        }
        return numbers;
    }

    private static List<Integer> numbers(EmbeddedServer server) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Connection connection = connect(server);
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT n FROM logs WHERE length(text) > 0 ORDER BY n")) {
            while (answer.next()) {
                numbers.add(answer.getInt(1));
            }
        }
        return numbers;
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
    }

    @Test
    void a_disk_on_which_no_program_may_run_is_named() throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount,noexec", disk.toString())).isZero();
        Path data = disk.resolve("data");

        assertThatThrownBy(() -> EmbeddedServer.open(data))
                .isInstanceOf(StoreFailure.class)
                .hasMessageStartingWith("could not start the embedded PostgreSQL in " + data)
                .hasMessageContaining("noexec");
    }

    @Test
    void a_disk_that_is_too_small_is_named_and_leaves_nothing_that_hinders_the_next_time()
            throws IOException, InterruptedException, SQLException {
        Path ballast = fill();
        Path data = disk.resolve("data");
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> EmbeddedServer.open(data))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageStartingWith("could not start the embedded PostgreSQL in " + data)
                    .hasMessageContaining("No space left on device");
        }

        Files.delete(ballast);

        try (EmbeddedServer server = EmbeddedServer.open(data)) {
            execute(server, "CREATE TABLE logs (n int)");
        }
    }
}
