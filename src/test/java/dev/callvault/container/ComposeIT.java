package dev.callvault.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program in containers, by the repository's own Dockerfile and docker-compose.yml: two nodes, PostgreSQL and the
 * simulated provider. What the containers say is kept in {@code target/compose.log}.
 */
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern SUCCEEDED =
            Pattern.compile("callvault_runs_total\\{[^}]*outcome=\"succeeded\"[^}]*} ([0-9.]+)");
    /** The login is the sample's, of config/docker/secrets. */
    private static final String ASK_FOR_METRICS = "exec 3<>/dev/tcp/127.0.0.1/8480;"
            + " printf 'GET /metrics HTTP/1.0\\r\\nAuthorization: Basic %s\\r\\n\\r\\n'"
            + " \"$(printf prometheus:callvault | base64)\" >&3; cat <&3";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Compose compose;

    @BeforeEach
    void start() {
        compose = Compose.built(directory);
        compose.compose("up", "--detach", "--no-build", "--wait", "postgres", "simulator", "node1", "node2");
    }

    @AfterEach
    @SuppressWarnings("NullAway") // not there when it could not be had
    void close() {
        if (compose != null) {
            compose.writeLogs(Path.of("target", "compose.log"));
            compose.close();
        }
    }

    @Test
    void two_nodes_archive_everything_together_and_one_goes_on_alone() {
        await("jobs of both nodes", () -> number("SELECT count(DISTINCT node) FROM archive.jobs") == 2);
        await("every log", this::isArchived);
        await("runs by both", () -> List.of("node1", "node2").stream().allMatch(it -> runs(it) > 0));
        provesThatItHasEverything();
        readsTheReportsAsGrafanaDoes();

        String killed = compose.sql("SELECT now()").out().strip();
        compose.compose("kill", "node2");

        await(
                "a success of every stream without the other node",
                () -> number("SELECT count(*) FROM archive.runs WHERE succeeded_at > '" + killed + "'") == 4);
        assertThat(compose.compose("ps", "--services", "--status", "running").lines())
                .containsExactlyInAnyOrder("postgres", "simulator", "node1");
        await("readiness of node1", this::isReady);
    }

    private boolean isArchived() {
        return number("SELECT count(*) FROM archive.runs WHERE succeeded_at IS NOT NULL") == 4
                && number("SELECT count(*) FROM archive.calls") > 100
                && number("SELECT count(*) FROM archive.calls WHERE log_state <> 'archived'") == 0;
    }

    /** Asks the provider again for all that it has, row by row. */
    private void provesThatItHasEverything() {
        Compose.Ended verified = compose.tryCompose(
                "exec", "-T", "node1", "java", "-jar", "/opt/callvault/callvault-all.jar", "verify", "--deep");

        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(number("SELECT count(*) FROM archive.gaps")).isZero();
        await("readiness of node1", this::isReady);
    }

    private void readsTheReportsAsGrafanaDoes() {
        compose.compose("run", "--rm", "-T", "--no-deps", "reader");

        String asReader = "PGPASSWORD=callvault psql --host=127.0.0.1 --username=callvault_reader --dbname=callvault"
                + " --no-align --tuples-only -c 'SELECT count(*) > 100 FROM reporting.calls'";
        assertThat(compose.compose("exec", "-T", "postgres", "sh", "-c", asReader))
                .isEqualTo("t");
    }

    /** Successful runs of a node, asked from within, since only one publishes a port. */
    private double runs(String node) {
        String metrics = compose.compose("exec", "-T", node, "bash", "-c", ASK_FOR_METRICS);
        return SUCCEEDED
                .matcher(metrics)
                .results()
                .map((MatchResult it) -> it.group(1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    /** Late by up to ten seconds: so old may the view of the archive be that health is answered from. */
    private boolean isReady() {
        URI ready = URI.create("http://" + compose.compose("port", "node1", "8480") + "/health/ready");
        HttpRequest request = HttpRequest.newBuilder(ready).timeout(PATIENCE).build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** -1 where there is no answer yet: the tables are made after the server answers. */
    private long number(String query) {
        Compose.Ended answer = compose.sql(query);
        return answer.exitCode() == 0 ? Long.parseLong(answer.out().strip()) : -1;
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waiting for " + what).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }
}
