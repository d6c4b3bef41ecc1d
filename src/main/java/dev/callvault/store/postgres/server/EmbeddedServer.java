package dev.callvault.store.postgres.server;

import dev.callvault.store.StoreFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive's own PostgreSQL in a directory, kept between runs and shared by every Callvault process that uses the
 * directory: the first one starts it, the others join, and the last one to leave stops it.
 *
 * <p>Two lock files track the processes; the operating system releases them even when a process is killed. {@code
 * gate.lock} is held while starting and stopping; {@code users.lock} is held, shared, by every process inside.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final FileChannel users;
    private final int port;
    private final FileLock inside;

    private EmbeddedServer(Path directory, FileChannel users, FileLock inside, int port) {
        this.directory = directory;
        this.users = users;
        this.inside = inside;
        this.port = port;
    }

    /**
     * Starts the server in the directory, or joins the one running there.
     *
     * @throws StoreFailure when the directory cannot be used or the server does not start
     */
    @SuppressWarnings("try") // a lock is held, not used
    public static EmbeddedServer open(Path dataDir) {
        Path directory = dataDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            try (FileChannel gate = lockFile(directory, "gate.lock");
                    FileLock alone = gate.lock()) {
                int port = runningPort(directory).orElse(0);
                if (port == 0) {
                    port = start(directory);
                }
                FileChannel users = lockFile(directory, "users.lock");
                return new EmbeddedServer(directory, users, users.lock(0, Long.MAX_VALUE, true), port);
            }
        } catch (IOException | IllegalStateException failure) {
            throw new StoreFailure(
                    "could not start the embedded PostgreSQL in " + directory + ": " + failure.getMessage(),
                    "Read postgresql.log in that directory, or set CALLVAULT_DATABASE_URL to use your own server.",
                    failure);
        }
    }

    private static FileChannel lockFile(Path directory, String name) throws IOException {
        return FileChannel.open(
                directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @SuppressWarnings("resource") // the server outlives the object that started it: others may have joined
    private static int start(Path directory) throws IOException {
        Path log = directory.resolve("postgresql.log");
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("pgdata"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_PATIENCE)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "1GB")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .getPort();
    }

    /** The port from {@code postmaster.pid}, if that process is alive: a killed server leaves the file behind. */
    private static Optional<Integer> runningPort(Path directory) throws IOException {
        Path pidFile = directory.resolve("pgdata").resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() > 3 && postmaster(lines).isPresent()
                ? Optional.of(Integer.valueOf(lines.get(3).strip()))
                : Optional.empty();
    }

    private static Optional<ProcessHandle> postmaster(List<String> pidFile) {
        return ProcessHandle.of(Long.parseLong(pidFile.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(it -> it.info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(true));
    }

    /** Where to connect, as user {@code postgres}, without a password: the server listens on loopback only. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Leaves; the last one to leave stops the server. */
    @Override
    @SuppressWarnings("try") // a lock is held, not used
    public void close() {
        try (FileChannel gate = lockFile(directory, "gate.lock");
                FileLock alone = gate.lock();
                users) {
            inside.release();
            FileLock last = users.tryLock();
            if (last != null) {
                stop();
                last.release();
            }
        } catch (IOException failure) {
            throw new StoreFailure(
                    "could not stop the embedded PostgreSQL in " + directory + ": " + failure.getMessage(),
                    "It keeps running; the next command will stop it.",
                    failure);
        }
    }

    private void stop() throws IOException {
        Path pidFile = directory.resolve("pgdata").resolve("postmaster.pid");
        Optional<ProcessHandle> server =
                Files.exists(pidFile) ? postmaster(Files.readAllLines(pidFile)) : Optional.empty();
        server.ifPresent(EmbeddedServer::stopGently);
    }

    /** On SIGTERM PostgreSQL waits for its sessions to end; there are none left. */
    private static void stopGently(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException slow) {
            LOG.warn("the embedded PostgreSQL is slow to stop", slow);
        }
    }
}
