package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daemons as processes on one database: they share the work and the budget, and take over from whoever hangs or dies. */
@Proof
class NodesTest {
    private static final int CONCURRENCY = 3;
    private static final int PER_SECOND = 20;

    private final List<Process> nodes = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres server;

    @SuppressWarnings("NullAway.Init")
    private Simulator provider;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(10))
                .setServerConfig("fsync", "off")
                .start();
        provider =
                Simulator.start(SimulatorSettings.demo(4).withCallsPerDay(40).withLatePerMille(0), Clock.systemUTC());
        provider.faults().on(Fault.LATENCY, "calls/log", 50, Long.MAX_VALUE);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        for (Process node : nodes) {
            node.destroyForcibly();
            Await.end(node);
        }
        provider.close();
        server.close();
    }

    @Test
    void a_node_that_hangs_and_one_that_is_killed_are_taken_over_and_the_budget_holds()
            throws IOException, InterruptedException {
        Process hanging = node("a");
        await("the first logs", () -> provider.requests().logs() >= 20);
        Process other = node("b");
        await("the second node", () -> count("SELECT count(DISTINCT node) FROM archive.request_leases") == 2);
        signal(hanging, "STOP");

        await(
                "all logs",
                () -> count("SELECT count(*) FROM archive.calls") > 150
                        && count("SELECT count(*) FROM archive.calls WHERE log_state <> 'archived'") == 0);

        signal(hanging, "CONT");
        other.destroyForcibly();
        int listed = provider.requests().listings().size();
        await(
                "listing by the one that hung",
                () -> provider.requests().listings().size() > listed + 3);

        Process third = node("c");
        await("the third node", () -> count("SELECT count(DISTINCT node) FROM archive.request_leases") >= 1);
        hanging.destroy();
        Await.end(hanging);
        nodes.remove(hanging);
        int before = provider.requests().listings().size();
        await("listing by the third", () -> provider.requests().listings().size() > before + 3);

        assertThat(third.isAlive()).isTrue();
        await("every log", () -> count("SELECT count(*) FROM archive.calls WHERE log_state <> 'archived'") == 0);
        // The provider goes on taking calls: only a stopped archiver holds still to be counted.
        third.destroy();
        Await.end(third);
        nodes.remove(third);
        assertThat(count("SELECT count(*) FROM archive.gaps")).isZero();
        assertThat(provider.requests().logs() - count("SELECT count(*) FROM archive.call_logs"))
                .as("logs asked for twice")
                .isBetween(0L, 2L * CONCURRENCY);
        assertThat(provider.requests().mostAtOnce()).isLessThanOrEqualTo(CONCURRENCY);
        assertThat(mostWithinASecond()).isLessThanOrEqualTo(PER_SECOND + 2 * CONCURRENCY);
    }

    private long mostWithinASecond() {
        List<Instant> all = provider.requests().beginnings().stream().sorted().toList();
        return all.stream()
                .mapToLong(from -> all.stream()
                        .filter(it -> !it.isBefore(from) && it.isBefore(from.plusSeconds(1)))
                        .count())
                .max()
                .orElse(0);
    }

    private Process node(String name) throws IOException {
        Path home = Files.createDirectory(directory.resolve(name));
        Process node = new Program(home)
                .with("CALLVAULT_NODE_NAME", name)
                .with("CALLVAULT_ACCOUNT_URL", provider.baseUrl())
                .with("CALLVAULT_ACCOUNT_USERNAME", "demo")
                .with("CALLVAULT_ACCOUNT_PASSWORD", "demo")
                .with("CALLVAULT_DATABASE_URL", "jdbc:postgresql://localhost:" + server.getPort() + "/postgres")
                .with("CALLVAULT_DATABASE_USERNAME", "postgres")
                .with("CALLVAULT_REQUESTS_PER_SECOND", PER_SECOND)
                .with("CALLVAULT_CONCURRENCY", CONCURRENCY)
                .with("CALLVAULT_SCHEDULE_LIST", "2s")
                .with("CALLVAULT_SCHEDULE_FETCH", "2s")
                .start("run");
        nodes.add(node);
        return node;
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void await(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            assertThat(nodes).as("nodes").allMatch(it -> it.isAlive() || it.exitValue() > 100);
            return condition.getAsBoolean();
        });
    }

    private long count(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException notYet) {
            return -1;
        }
    }
}
