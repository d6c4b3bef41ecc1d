package dev.callvault.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * The repository's docker-compose.yml with the demo's environment, run by the compose program as a project of its own. Where
 * there is no engine, no compose program or no image, the test is given up with a message that says why; with
 * {@code DOCKER_TESTS=required} it fails instead, unless an empty variable says that the machine cannot have it.
 */
final class Compose implements AutoCloseable {
    private static final Map<String, String> GIVEN = System.getenv();
    private static final String MODE = GIVEN.getOrDefault("DOCKER_TESTS", "");
    private static final String BASE = GIVEN.getOrDefault("DOCKER_TESTS_BASE", "eclipse-temurin:25-jre");
    private static final String PROGRAM = GIVEN.getOrDefault("DOCKER_TESTS_COMPOSE", "docker compose");
    private static final String IMAGE = "callvault-test";
    private static final int PATIENCE_SECONDS = 900;
    private static final List<String> PROJECT = List.of(
            "--project-name",
            "callvault-test",
            "--env-file",
            "config/docker/demo.env",
            "--file",
            "docker-compose.yml",
            "--file",
            "src/test/compose/quick.yml");

    private final Path directory;
    private final String postgres = ContainerServer.images().getLast();

    /** What a command left behind. */
    record Ended(int exitCode, String out, String err) {}

    private Compose(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the image from the Dockerfile, and clears away what a test that was killed may have left.
     *
     * @param directory for the output of commands
     */
    static Compose built(Path directory) {
        Compose compose = new Compose(directory);
        compose.requireAll();
        compose.successful(command("docker build --tag " + IMAGE + " --build-arg BASE=" + BASE + " ."));
        compose.close();
        return compose;
    }

    private void requireAll() {
        Assumptions.assumeFalse(MODE.equals("off"), "Docker is not to be used (DOCKER_TESTS=off)");
        Assumptions.assumeFalse(BASE.isEmpty(), "this machine has no image of a JRE (DOCKER_TESTS_BASE is empty)");
        Assumptions.assumeFalse(
                PROGRAM.isEmpty(), "this machine has no compose program (DOCKER_TESTS_COMPOSE is empty)");
        require("docker version", "no Docker engine can be used here");
        require(PROGRAM + " version", PROGRAM + " does not run");
        for (String image : List.of(BASE, postgres)) {
            if (run(command("docker image inspect " + image)).exitCode() != 0) {
                require("docker pull --quiet " + image, image + " is neither there nor to be pulled");
            }
        }
    }

    private void require(String command, String missing) {
        Ended ended = run(command(command));
        if (ended.exitCode() == 0) {
            return;
        }
        String reason = missing + " (" + ended.err().strip() + ")";
        if (MODE.equals("required")) {
            throw new AssertionFailedError("DOCKER_TESTS=required, and " + reason);
        }
        Assumptions.abort("docker-compose.yml is not tested: " + reason);
    }

    /** Runs a command of the compose program, which must succeed; its standard output, without the last line break. */
    String compose(String... arguments) {
        return successful(composed(arguments)).out().stripTrailing();
    }

    /** Runs a command of the compose program, whatever comes of it. */
    Ended tryCompose(String... arguments) {
        return run(composed(arguments));
    }

    /** Asks PostgreSQL; what it answers is one row a line. */
    Ended sql(String query) {
        return tryCompose(
                "exec", "-T", "postgres", "psql", "--username=callvault", "--no-align", "--tuples-only", "-c", query);
    }

    private static List<String> composed(String... arguments) {
        List<String> command = new ArrayList<>(command(PROGRAM));
        command.addAll(PROJECT);
        command.addAll(List.of(arguments));
        return command;
    }

    private Ended successful(List<String> command) {
        Ended ended = run(command);
        if (ended.exitCode() != 0) {
            throw new AssertionFailedError(
                    String.join(" ", command) + " ended with " + ended.exitCode() + ":\n" + ended.out() + ended.err());
        }
        return ended;
    }

    private Ended run(List<String> command) {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(Map.of("CALLVAULT_IMAGE", IMAGE, "POSTGRES_IMAGE", postgres, "CONSOLE_PORT", "0"));
        try {
            return new Ended(exitCode(builder.start(), command), text(out), text(err));
        } catch (IOException absent) {
            return new Ended(-1, "", String.valueOf(absent.getMessage()));
        }
    }

    private static int exitCode(Process process, List<String> command) {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionFailedError("no end within " + PATIENCE_SECONDS + " s: " + command);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError("interrupted: " + command, interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static List<String> command(String words) {
        return List.of(words.split(" ", -1));
    }

    /** Keeps what the containers said. */
    void writeLogs(Path file) {
        Ended logs = tryCompose("logs", "--no-color");
        try {
            Files.writeString(file, logs.out() + logs.err(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes the containers, their network and their data. */
    @Override
    public void close() {
        compose("down", "--volumes", "--remove-orphans", "--timeout", "10");
    }
}
