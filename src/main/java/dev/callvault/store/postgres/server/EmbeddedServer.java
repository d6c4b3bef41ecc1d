package dev.callvault.store.postgres.server;

import dev.callvault.store.StoreFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive's own PostgreSQL in a directory, kept between runs and shared by every Callvault process that uses the
 * directory: the first one starts it, the others join, and the last one to leave stops it. When it ends by itself, those
 * who use it start it again at the same port.
 *
 * <p>Two lock files track the processes; the operating system releases them even when a process is killed. {@code
 * gate.lock} is held while starting and stopping; {@code users.lock} is held, shared, by every process inside.
 */
public final class EmbeddedServer implements AutoCloseable {
    /** The user of every embedded server. */
    public static final String USER = ServerLogin.USER;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration OTHERS_PATIENCE = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Locks on files keep other processes out, but not other threads of this one. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final DataDirectory directory;
    private final Cluster cluster;
    private final FileChannel users;
    private final FileLock inside;
    private final int port;
    private final ServerLogin login;
    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread watcher =
            Thread.ofPlatform().daemon().name("embedded PostgreSQL").unstarted(this::watch);

    private final AtomicBoolean isLeaving = new AtomicBoolean();
    private final FutureTask<Boolean> leaving = new FutureTask<>(this::leave, true);

    private EmbeddedServer(DataDirectory directory, FileChannel users, FileLock inside, int port, ServerLogin login) {
        this.directory = directory;
        this.cluster = new Cluster(directory);
        this.users = users;
        this.inside = inside;
        this.port = port;
        this.login = login;
    }

    /**
     * Starts the server in the directory, or joins the one running there.
     *
     * @throws StoreFailure when the directory cannot be used or the server does not start
     */
    public static EmbeddedServer open(Path dataDir) {
        Path path = dataDir.toAbsolutePath().normalize();
        DataDirectory.unsuitable(path).ifPresent(why -> refuse(path, why));
        try {
            EmbeddedServer server = enter(DataDirectory.at(path));
            server.watcher.start();
            return server;
        } catch (Cluster.OtherVersion other) {
            throw new StoreFailure(
                    "cannot use the embedded PostgreSQL in " + path + ": " + other.getMessage(),
                    "Nothing was changed. Use the version of Callvault that made it, or carry the data over with"
                            + " pg_dump or pg_upgrade.",
                    other);
        } catch (AccessDeniedException | NotDirectoryException denied) {
            throw new StoreFailure(
                    "could not start the embedded PostgreSQL in " + path + ": " + why(denied),
                    "Run the command as the user that the directory belongs to, or set CALLVAULT_DATA_DIR to another one.",
                    denied);
        } catch (IOException | IllegalStateException failure) {
            throw new StoreFailure(
                    "could not start the embedded PostgreSQL in " + path + ": " + why(failure),
                    Files.isDirectory(path)
                            ? "Read postgresql.log in that directory, or set CALLVAULT_DATABASE_URL to use your own server."
                            : "Set CALLVAULT_DATA_DIR to a directory that can be made.",
                    failure);
        }
    }

    private static void refuse(Path path, String why) {
        String shown = path.toString().replaceAll("\\p{Cntrl}", "?");
        throw new StoreFailure(
                "the embedded PostgreSQL cannot be in " + shown + ": " + why,
                "Nothing was changed. Set CALLVAULT_DATA_DIR to another directory.",
                new IOException(why));
    }

    private static String why(Exception failure) {
        return failure instanceof IOException denied ? DataDirectory.why(denied) : String.valueOf(failure.getMessage());
    }

    /** Who enters waits for those inside to start a server that ended: it may also run where only they can see it. */
    private static EmbeddedServer enter(DataDirectory directory) throws IOException {
        long giveUp = System.nanoTime() + OTHERS_PATIENCE.toNanos();
        while (true) {
            Optional<EmbeddedServer> entered = tryToEnter(directory);
            if (entered.isPresent()) {
                return entered.get();
            }
            if (System.nanoTime() > giveUp || Thread.currentThread().isInterrupted()) {
                throw new IOException("the process that uses it has no server running, or runs in another container");
            }
            LockSupport.parkNanos(LOOK.toNanos() / 4);
        }
    }

    /** Empty when other processes are inside, and their server cannot be seen. */
    @SuppressWarnings("try") // a lock is held, not used
    private static Optional<EmbeddedServer> tryToEnter(DataDirectory directory) throws IOException {
        THREADS.lock();
        try (FileChannel gate = directory.lockFile("gate.lock");
                FileLock alone = gate.lock()) {
            FileChannel users = directory.lockFile("users.lock");
            try {
                Cluster cluster = new Cluster(directory);
                Optional<Postmaster> running = cluster.awaitReady();
                if (running.isPresent() && ServerLogin.of(directory).isEmpty() && !isUsed(users)) {
                    running.get().stop(); // a killed process left it behind, and nobody knows its password
                    running = Optional.empty();
                }
                if (running.isEmpty() && isUsed(users)) {
                    users.close();
                    return Optional.empty();
                }
                int port = running.isPresent() ? running.get().port() : cluster.port();
                ServerLogin login = running.isPresent() ? joined(directory) : cluster.start(port);
                return Optional.of(
                        new EmbeddedServer(directory, users, inside(directory, users, cluster), port, login));
            } catch (IOException | RuntimeException failure) {
                users.close();
                throw failure;
            }
        } finally {
            THREADS.unlock();
        }
    }

    /** An interrupt may come between the start and this; then nobody would be left to stop the server. */
    private static FileLock inside(DataDirectory directory, FileChannel users, Cluster cluster) throws IOException {
        try {
            return users.lock(0, Long.MAX_VALUE, true);
        } catch (IOException interrupted) {
            try (FileChannel others = directory.lockFile("users.lock")) { // the interrupt has closed the first one
                if (!isUsed(others)) {
                    stopServer(cluster);
                }
            }
            throw interrupted;
        }
    }

    private static void stopServer(Cluster cluster) throws IOException {
        Optional<Postmaster> running = cluster.postmaster();
        running.ifPresent(Postmaster::stop);
    }

    private static boolean isUsed(FileChannel users) throws IOException {
        FileLock alone = users.tryLock();
        if (alone != null) {
            alone.release();
        }
        return alone == null;
    }

    private static ServerLogin joined(DataDirectory directory) throws IOException {
        return ServerLogin.of(directory)
                .orElseThrow(() -> new IOException(
                        "it runs without a password, started by an earlier version of Callvault; stop that one first"));
    }

    /** Looks after the server until this process leaves. */
    private void watch() {
        boolean isAway = false;
        try {
            while (!left.await((isAway ? RETRY : LOOK).toMillis(), TimeUnit.MILLISECONDS)) {
                isAway = !isThere(isAway);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param isKnown whether it was said before that the server is away */
    private boolean isThere(boolean isKnown) {
        try {
            return cluster.postmaster().isPresent() || isStartedAgain();
        } catch (IOException | IllegalStateException failure) {
            if (!isKnown) {
                LOG.error(
                        "the embedded PostgreSQL in {} ended and does not start: {}. Trying again every {} s.",
                        directory.path(),
                        why(failure),
                        RETRY.toSeconds());
            }
            return false;
        }
    }

    /** True as well when another process was faster, or when this one has left. */
    @SuppressWarnings("try") // a lock is held, not used
    private boolean isStartedAgain() throws IOException {
        THREADS.lock();
        try (FileChannel gate = directory.lockFile("gate.lock");
                FileLock alone = gate.lock()) {
            if (left.getCount() > 0 && cluster.postmaster().isEmpty()) {
                cluster.start(port);
                LOG.warn(
                        "the embedded PostgreSQL in {} had ended and was started again at port {}",
                        directory.path(),
                        port);
            }
            return true;
        } finally {
            THREADS.unlock();
        }
    }

    /** Why opening the directory would make what is not there yet; empty when it would not. */
    public static Optional<String> missing(Path dataDir) {
        return DataDirectory.missing(dataDir);
    }

    /** Why no server could work in the directory; empty when it can be written, or made. */
    public static Optional<String> unwritable(Path dataDir) {
        return DataDirectory.unsuitable(dataDir).or(() -> DataDirectory.unwritable(dataDir));
    }

    /** The directory, or the nearest one around it that is there. */
    public static Path existing(Path directory) {
        return DataDirectory.existing(directory);
    }

    /** Where to connect; the server listens on loopback only. */
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    /** Where to connect to a server that listens on the port. */
    public static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The port of the server in the directory when it started last; empty when none ever did, or this user may not look. */
    public static OptionalInt lastPort(Path dataDir) {
        try {
            int last = ServerLogin.lastPort(dataDir);
            return last == 0 ? OptionalInt.empty() : OptionalInt.of(last);
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
    }

    public String username() {
        return ServerLogin.USER;
    }

    public String password() {
        return login.password();
    }

    /**
     * Leaves; the last one to leave stops the server. It does so on a thread of its own, which nobody interrupts: a program
     * that is hurried must not leave the server behind. Whoever closes it again waits for the same.
     */
    @Override
    public void close() {
        left.countDown();
        watcher.interrupt(); // it may be starting the server again, which can take a minute
        if (!isLeaving.getAndSet(true)) {
            Thread.ofPlatform().name("embedded PostgreSQL stop").start(leaving);
        }
        boolean wasInterrupted = false;
        while (!leaving.isDone()) {
            try {
                leaving.get();
            } catch (InterruptedException hurry) {
                wasInterrupted = true;
            } catch (ExecutionException later) {
                break;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (leaving.state() == Future.State.FAILED && leaving.exceptionNow() instanceof StoreFailure failure) {
            throw failure;
        }
    }

    @SuppressWarnings("try") // a lock is held, not used
    private void leave() {
        THREADS.lock();
        try (FileChannel gate = directory.lockFile("gate.lock");
                FileLock alone = gate.lock();
                users) {
            inside.release();
            FileLock last = users.tryLock();
            if (last != null) {
                stopServer(cluster);
                last.release();
            }
        } catch (IOException failure) {
            throw new StoreFailure(
                    "could not stop the embedded PostgreSQL in " + directory.path() + ": " + why(failure),
                    "It keeps running; the next command will stop it.",
                    failure);
        } finally {
            THREADS.unlock();
        }
    }
}
