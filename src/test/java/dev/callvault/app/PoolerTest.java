package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callvault.Await;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.server.Database;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through PgBouncer, where it is installed. */
class PoolerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final DatabaseSettings server = TestServer.freshDatabase();
    private @Nullable Process pooler;

    @AfterEach
    void stop() throws InterruptedException {
        if (pooler != null) {
            pooler.destroyForcibly().waitFor();
        }
    }

    private static Optional<Path> installed() {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator))
                .map(it -> Path.of(it, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private DatabaseSettings through(String mode, int roundRobin) throws IOException {
        Optional<Path> program = installed();
        assumeTrue(program.isPresent(), "PgBouncer is not installed (apt-get install pgbouncer)");
        int port = freePort();
        String[] parts = server.url().replaceFirst("jdbc:postgresql://", "").split("[:/]", -1);
        Files.writeString(directory.resolve("users"), "\"postgres\" \"\"\n");
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                auth_file = %s
                pool_mode = %s
                server_round_robin = %d
                default_pool_size = 40
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        parts[0], parts[1], port, directory.resolve("users"), mode, roundRobin)
                .replace("* = host", parts[2] + " = user=postgres host"));
        ProcessBuilder start = new ProcessBuilder(program.get().toString(), settings.toString());
        if (System.getProperty("user.name").equals("root")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            start.command().addAll(1, java.util.List.of("-u", "nobody"));
        }
        pooler = start.redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Await.until("PgBouncer to listen", () -> isOpen(port));
        return new DatabaseSettings(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + parts[2], server.username(), server.password());
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void transaction_mode_is_recognised_at_the_first_connection(int roundRobin) throws IOException {
        try (Database database = TestDatabases.open(through("transaction", roundRobin))) {
            for (int time = 0; time < 2; time++) {
                StoreFailure refused = catchThrowableOfType(StoreFailure.class, database::migrate);

                assertThat(refused).hasMessageContaining("a connection pooler in transaction mode");
                assertThat(refused.hint()).contains("database.url", "pool_mode = session");
            }
        }
    }

    @Test
    void session_mode_works() throws IOException {
        try (Scene scene = Scene.small(through("session", 0))) {
            assertThat(scene.archive().failures()).isEmpty();
            scene.archived.equalsTheTruth();
        }
    }
}
