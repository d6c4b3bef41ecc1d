package dev.callvault.store.postgres.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's data in a directory: made, protected and served. Only who holds the directory's gate uses it. What has to hold
 * for an archive is told to the server at every start, whatever stands in its files: that a commit is on the disk, that it
 * listens to this machine only, and that every login needs the password.
 */
final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    /** How long the processes of a killed server may take to notice. */
    private static final Duration ORPHANS_PATIENCE = Duration.ofSeconds(10);

    private static final String OF_ORPHANS = "still in use";

    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("max_wal_size", "1GB")));

    private static final String LOGINS = """
            # Written by Callvault before every start. Every login needs its password.
            host all         all      127.0.0.1/32 scram-sha-256
            host replication postgres 127.0.0.1/32 scram-sha-256
            """;

    private final DataDirectory directory;

    Cluster(DataDirectory directory) {
        this.directory = directory;
    }

    /** The running server. */
    Optional<Postmaster> postmaster() throws IOException {
        return Postmaster.of(directory.pgdata());
    }

    /** The running server, once it is ready, or as it is when that takes too long; empty when none runs. */
    Optional<Postmaster> awaitReady() throws IOException {
        long giveUp = System.nanoTime() + STARTUP_PATIENCE.toNanos();
        Optional<Postmaster> running = postmaster();
        while (running.isPresent()
                && !running.get().isReady()
                && System.nanoTime() < giveUp
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
            running = postmaster();
        }
        return running;
    }

    /**
     * Starts the server, on data that is made first if there is none.
     *
     * @param port where to listen
     * @return its login
     */
    ServerLogin start(int port) throws IOException {
        requireSameMajor();
        Commands commands = new Commands(directory, Binaries.in(directory));
        ServerLogin login = prepare(commands);
        Postmaster.forget(directory.pgdata());
        directory.write(directory.pgdata().resolve("pg_hba.conf"), LOGINS);
        ServerLogin.tell(directory, port);
        long giveUp = System.nanoTime() + ORPHANS_PATIENCE.toNanos();
        while (true) {
            Optional<String> complaint = tryToStart(commands, port);
            if (complaint.isEmpty()) {
                return login;
            }
            if (!complaint.get().contains(OF_ORPHANS) || System.nanoTime() > giveUp) {
                throw new IOException(complaint.get());
            }
        }
    }

    /** Made first of all in PostgreSQL's directory. */
    private Path version() {
        return directory.pgdata().resolve("PG_VERSION");
    }

    /** Another major version cannot read the data; nothing is touched before that is known. */
    private void requireSameMajor() throws IOException {
        if (Files.exists(version())) {
            String found = Files.readString(version()).strip();
            int own = Binaries.major();
            if (!found.equals(Integer.toString(own))) {
                throw new OtherVersion(found, own);
            }
        }
    }

    /** The data was made by another major version of PostgreSQL than this program brings. */
    static final class OtherVersion extends IOException {
        private static final long serialVersionUID = 1;

        OtherVersion(String found, int own) {
            super("its data is of PostgreSQL " + found + ", and this program has PostgreSQL " + own);
        }
    }

    private ServerLogin prepare(Commands commands) throws IOException {
        Optional<ServerLogin> kept = ServerLogin.of(directory);
        boolean isThere = Files.exists(version());
        if (kept.isPresent() && isThere) {
            return kept.get();
        }
        ServerLogin login = kept.orElseGet(ServerLogin::invented);
        if (isThere) {
            setPassword(commands, login);
        } else {
            make(commands, login);
        }
        login.keep(directory);
        return login;
    }

    /** Makes the data beside its place. */
    private void make(Commands commands, ServerLogin login) throws IOException {
        requireNothing();
        Path unfinished = directory.unfinished();
        Path password = directory.path().resolve("password");
        login.keep(directory);
        directory.write(password, login.password() + "\n");
        try {
            try {
                commands.run("initdb", initdb(unfinished, password, "C.UTF-8"), "");
            } catch (IOException failure) {
                if (!String.valueOf(failure.getMessage()).contains("locale")) {
                    throw failure;
                }
                DataDirectory.delete(unfinished); // not every system has that one
                commands.run("initdb", initdb(unfinished, password, "C"), "");
            }
            Files.move(unfinished, directory.pgdata(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private void requireNothing() throws IOException {
        Path pgdata = directory.pgdata();
        if (!Files.exists(pgdata)) {
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(pgdata)) {
            if (inside.iterator().hasNext()) {
                throw new IOException(
                        pgdata + " holds no data of PostgreSQL, or was not made to its end; move it away");
            }
        }
    }

    /** The same order and encoding everywhere, whatever the system's language is. */
    private static List<String> initdb(Path data, Path password, String locale) {
        return List.of(
                "--pgdata=" + data,
                "--username=" + ServerLogin.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=" + locale,
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--text-search-config=simple");
    }

    /** For data without a password, made by an earlier version or whose file was deleted. */
    private void setPassword(Commands commands, ServerLogin login) throws IOException {
        Postmaster.forget(directory.pgdata());
        commands.run(
                "postgres",
                List.of(
                        "--single",
                        "-D",
                        directory.pgdata().toString(),
                        "-c",
                        "exit_on_error=on", // or it would end as if nothing had failed
                        "-c",
                        "default_transaction_read_only=off",
                        "postgres"),
                "ALTER USER " + ServerLogin.USER + " PASSWORD '" + login.password() + "'\n");
        LOG.info("the embedded PostgreSQL in {} has a password from now on; see its file pgpass", directory.path());
    }

    /** Empty when the server runs; else what it complained of. */
    private Optional<String> tryToStart(Commands commands, int port) throws IOException {
        long logged = Files.exists(directory.log()) ? Files.size(directory.log()) : 0;
        Process server = commands.start("postgres", arguments(port));
        long giveUp = System.nanoTime() + STARTUP_PATIENCE.toNanos();
        try {
            while (!server.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (postmaster().filter(Postmaster::isReady).isPresent()) {
                    return Optional.empty();
                }
                if (System.nanoTime() > giveUp) {
                    return Optional.of("it has not become ready within " + STARTUP_PATIENCE.toSeconds()
                            + " s; it continues, so try again later");
                }
            }
        } catch (InterruptedException interrupted) {
            stopStarting(server);
            Thread.currentThread().interrupt();
            return Optional.of("it was stopped while it started");
        }
        return Optional.of(Commands.lastComplaint(loggedSince(logged)));
    }

    /** It is told as soon as it says in its file which process it is; until then, nothing can be told to it in order. */
    private void stopStarting(Process server) throws IOException {
        long giveUp = System.nanoTime() + STARTUP_PATIENCE.toNanos();
        while (server.isAlive() && System.nanoTime() < giveUp) {
            Optional<Postmaster> begun = postmaster();
            if (begun.isPresent()) {
                begun.get().stop();
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private String loggedSince(long position) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(directory.log().toFile(), "r")) {
            log.seek(position);
            byte[] rest = new byte[(int) Math.min(log.length() - position, 1 << 16)];
            log.readFully(rest);
            return new String(rest, StandardCharsets.UTF_8);
        }
    }

    private List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-D");
        arguments.add(directory.pgdata().toString());
        arguments.add("-p");
        arguments.add(Integer.toString(port));
        SETTINGS.forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }

    /** Where to start: at the port that the server had last, if it is free; else at another one. */
    int port() throws IOException {
        int last = ServerLogin.lastPort(directory);
        return last != 0 && isFree(last) ? last : anyPort();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
