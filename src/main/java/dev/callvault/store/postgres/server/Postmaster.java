package dev.callvault.store.postgres.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server, as its file {@code postmaster.pid} describes it. A server that was killed leaves that file behind, and the
 * number in it may be another process's by now: so the process itself is asked whether it works in the directory.
 */
record Postmaster(ProcessHandle process, int port, boolean isReady) {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Path PROCESSES = Path.of("/proc");

    /** Lines of the file, from 0. */
    private static final int PORT = 3;

    private static final int STATUS = 7;

    /** The server of a directory; empty when none runs, or when it has only begun to write its file. */
    static Optional<Postmaster> of(Path pgdata) throws IOException {
        List<String> lines = lines(pgdata);
        if (lines.size() <= PORT) {
            return Optional.empty();
        }
        return process(lines, pgdata)
                .map(it -> new Postmaster(it, Integer.parseInt(lines.get(PORT).strip()), isReady(lines)));
    }

    private static boolean isReady(List<String> lines) {
        return lines.size() > STATUS && lines.get(STATUS).startsWith("ready");
    }

    private static List<String> lines(Path pgdata) throws IOException {
        try {
            return Files.readAllLines(file(pgdata));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static Optional<ProcessHandle> process(List<String> lines, Path pgdata) throws IOException {
        String number = lines.getFirst().strip();
        if (!number.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(number)).filter(ProcessHandle::isAlive);
        return process.isPresent() && worksIn(process.get(), pgdata) ? process : Optional.empty();
    }

    private static boolean worksIn(ProcessHandle process, Path pgdata) throws IOException {
        if (!Files.exists(PROCESSES.resolve("self"))) {
            return process.info().command().map(it -> it.endsWith("postgres")).orElse(true);
        }
        Path seen = PROCESSES.resolve(Long.toString(process.pid()));
        try {
            // PostgreSQL changes to its data directory before it writes its file
            return Files.isSameFile(Files.readSymbolicLink(seen.resolve("cwd")), pgdata);
        } catch (AccessDeniedException hidden) {
            return isOfTheSameKind(seen, pgdata);
        } catch (IOException gone) {
            return false; // ended meanwhile, or works in a directory that is none any more
        }
    }

    /** A server runs as the owner of its data, and every user may see whose a process is, and its name. */
    private static boolean isOfTheSameKind(Path seen, Path pgdata) throws IOException {
        return Files.getAttribute(seen, "unix:uid").equals(Files.getAttribute(pgdata, "unix:uid"))
                && Files.readString(seen.resolve("comm")).startsWith("postgres");
    }

    /** Takes away the file of a server that runs no more; PostgreSQL would refuse to start if its number is in use. */
    static void forget(Path pgdata) throws IOException {
        Files.deleteIfExists(file(pgdata));
    }

    private static Path file(Path pgdata) {
        return pgdata.resolve("postmaster.pid");
    }

    /**
     * Ends the server with its sessions: those of other programs would keep it from ending, if it were only asked to, and
     * from starting again. Java's own way of ending a process asks it. An interrupt does not hurry it.
     */
    void stop() {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start();
        } catch (IOException failure) {
            LOG.warn("the embedded PostgreSQL could not be stopped", failure);
            return;
        }
        long giveUp = System.nanoTime() + STOP_PATIENCE.toNanos();
        boolean wasInterrupted = false;
        while (process.isAlive()) {
            try {
                var unused = process.onExit().get(giveUp - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException hurry) {
                wasInterrupted = true;
            } catch (ExecutionException | TimeoutException slow) {
                LOG.warn("the embedded PostgreSQL is slow to stop; it stops by itself once it has written everything");
                break;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
