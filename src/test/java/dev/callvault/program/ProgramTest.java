package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as people run it: commands, exit codes, what they print. */
@Order(1)
class ProgramTest {
    private static final String RUNS_OF_ALL = "SELECT FROM archive.runs WHERE succeeded_at IS NOT NULL"
            + " AND EXISTS (SELECT FROM archive.calls WHERE log_state = 'archived') HAVING count(*) = 4";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    @Proof
    void demo_archives_reports_and_leaves_an_archive_that_other_commands_read()
            throws IOException, InterruptedException {
        Program program = new Program(directory);

        Program.Ended demo = program.run("demo", "--once");

        assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out()).contains("account demo", "requests spent", "complete through", "headroom", "gaps");
        Program.Ended status = program.run("status", "--json");
        assertThat(status.exitCode()).as(status.err()).isZero();
        JsonNode account = JSON.readTree(status.out()).get("accounts").get(0);
        assertThat(account.get("account").asText()).isEqualTo("demo");
        assertThat(account.get("gaps").asInt()).isZero();
        assertThat(account.get("streams")).hasSize(4).allSatisfy(stream -> {
            assertThat(stream.get("stored").asLong()).isPositive();
            assertThat(stream.get("complete_through").asText()).isNotBlank();
        });
        assertThat(program.run("gaps").exitCode()).isZero();
    }

    @Test
    void archive_says_what_is_wrong_and_exits_as_promised() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(5), Clock.systemUTC())) {
            Program program = account(provider, "wrong");
            Program.Ended refused = program.run("archive");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.err()).contains("refused the login", "password").doesNotContain("wrong");
            assertThat(provider.requests().refusedLogins()).isOne();

            Program.Ended done = account(provider, "demo").run("archive", "--json");
            assertThat(done.exitCode()).as(done.err()).isZero();
            assertThat(JSON.readTree(done.out())
                            .get("accounts")
                            .get(0)
                            .get("incomplete")
                            .asBoolean())
                    .isFalse();

            provider.faults().on(Fault.WRONG_TOTAL, "calls/logs", 2, Long.MAX_VALUE);
            assertThat(account(provider, "demo").run("archive").exitCode()).isEqualTo(3);
            assertThat(account(provider, "demo").run("status").exitCode()).isEqualTo(3);
        }
    }

    @Test
    @Proof
    void verify_says_how_the_archive_stands_and_exits_as_promised() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(5), Clock.systemUTC())) {
            Program.Ended nothing = account(provider, "demo").run("verify", "--json");
            assertThat(nothing.exitCode()).as(nothing.err()).isEqualTo(3);
            JsonNode calls = JSON.readTree(nothing.out()).at("/accounts/0/streams/0");
            assertThat(calls.get("stream").asText()).isEqualTo("calls");
            assertThat(calls.at("/rungs/never_listed/records").asLong()).isPositive();
            assertThat(calls.at("/rungs/never_listed/spans/0/from").asText()).isNotBlank();

            Program.Ended repaired = account(provider, "demo")
                    .run("verify", "--repair", "--deep", "--bodies", "3", "--account", "default");
            assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isZero();
            assertThat(repaired.out())
                    .contains("stored and proven", "never listed", "row by row", "fetched again", "Nothing is lost");

            assertThat(account(provider, "wrong").run("verify").exitCode()).isEqualTo(4);
            assertThat(account(provider, "demo")
                            .run("verify", "--account", "other")
                            .exitCode())
                    .isEqualTo(2);
        }
    }

    @Test
    @Proof
    void doctor_names_every_check() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(5), Clock.systemUTC())) {
            Program.Ended healthy = account(provider, "demo").run("doctor");
            assertThat(healthy.exitCode()).as(healthy.out()).isZero();
            assertThat(healthy.out())
                    .contains(
                            "config",
                            "credentials default",
                            "clock default",
                            "database",
                            "privileges",
                            "schema",
                            "disk");

            Program.Ended ill = account(provider, "wrong").run("doctor");
            assertThat(ill.exitCode()).isEqualTo(4);
            assertThat(ill.out()).contains("refused the login");
        }
    }

    @Test
    void mistakes_in_the_configuration_are_reported_at_once() throws IOException, InterruptedException {
        Program.Ended ended = new Program(directory)
                .with("CALLVAULT_ACCOUNT_URL", "https://example.com/api")
                .with("CALLVAULT_ACCOUNT_USERNAME", "me")
                .with("CALLVAULT_CONCURRENCY", "many")
                .with("CALLVAULT_COLOUR", "red")
                .run("archive");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("/ws", "PASSWORD", "CALLVAULT_CONCURRENCY", "CALLVAULT_COLOUR");
        assertThat(ended.err()).doesNotContain("\tat ");
    }

    @Test
    void a_heap_that_is_too_small_is_reported_at_once() throws IOException, InterruptedException {
        Program.Ended ended = new Program(directory)
                .withJava("-Xmx64m")
                .with("CALLVAULT_ACCOUNT_URL", "http://127.0.0.1:1/ws")
                .with("CALLVAULT_ACCOUNT_USERNAME", "me")
                .with("CALLVAULT_ACCOUNT_PASSWORD", "secret")
                .run("archive");

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err())
                .contains("heap", "too small", "72 MiB", "-Xmx256m")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    @Proof
    void the_least_heap_with_the_options_of_the_launcher_is_enough_for_small_logs()
            throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(30), Clock.systemUTC())) {
            Program.Ended ended = account(provider, "demo")
                    .withJava("-Xmx96m", "-Xmn64m", "-XX:SurvivorRatio=1")
                    .run("archive");

            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
    }

    @Test
    void archive_without_an_account_is_wrong_usage() throws IOException, InterruptedException {
        Program.Ended ended = new Program(directory).run("archive");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("CALLVAULT_ACCOUNT_URL");
    }

    @Test
    @Proof
    void a_database_that_is_down_fails_the_command_with_a_sentence() throws IOException, InterruptedException {
        Program.Ended ended = new Program(directory)
                .with("CALLVAULT_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/archive")
                .with("CALLVAULT_DATABASE_USERNAME", "callvault")
                .run("status");

        assertThat(ended.exitCode()).isOne();
        assertThat(ended.err()).contains("refused").doesNotContain("\tat ");
    }

    @Test
    @Proof
    void a_killed_pass_is_finished_by_the_next_one_at_once() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(4).withCallsPerDay(60), Clock.systemUTC())) {
            provider.faults().on(Fault.LATENCY, "calls/log", 20, Long.MAX_VALUE);
            Process killed = account(provider, "demo").start("archive");
            Await.until("its work", () -> provider.requests().logs() >= 20 || !killed.isAlive());
            killed.destroyForcibly();
            Await.end(killed);
            provider.faults().allOff();

            Program.Ended next = account(provider, "demo").run("archive", "--json");

            assertThat(next.exitCode()).as(next.err()).isZero();
            Program.Ended status = account(provider, "demo").run("status", "--json");
            JsonNode states = JSON.readTree(status.out()).get("accounts").get(0).get("log_states");
            assertThat(states.properties())
                    .filteredOn(it -> it.getValue().asLong() > 0)
                    .extracting(Map.Entry::getKey)
                    .containsExactly("archived");
        }
    }

    @Test
    @Proof
    void the_daemon_archives_and_stops_in_order_when_it_is_asked_to() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(4).withCallsPerDay(20), Clock.systemUTC())) {
            Program program = account(provider, "demo");
            Process daemon = program.start("run");
            Await.until("a run of each kind", () -> program.has(RUNS_OF_ALL) || !daemon.isAlive());

            daemon.destroy();

            Await.end(daemon);
            Program.Ended status = account(provider, "demo").run("status", "--json");
            assertThat(status.exitCode()).as(status.err()).isIn(0, 3);
            assertThat(JSON.readTree(status.out())
                            .get("accounts")
                            .get(0)
                            .get("log_states")
                            .get("archived")
                            .asInt())
                    .isPositive();
        }
    }

    @Test
    @Proof
    void a_zone_and_a_locale_that_postgresql_does_not_know_are_no_obstacle() throws IOException, InterruptedException {
        Program.Ended ended = new Program(directory)
                .withJava("-Duser.timezone=AET")
                .with("LC_ALL", "xx_XX.UTF-8")
                .with("LANG", "xx_XX.UTF-8")
                .run("migrate");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    @Test
    @Proof
    void demo_leaves_the_archive_of_another_account_alone() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(5), Clock.systemUTC())) {
            assertThat(account(provider, "demo").run("archive").exitCode()).isZero();

            Program.Ended demo = new Program(directory).run("demo", "--once");

            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.err()).contains("is not the demo's: it holds default", "CALLVAULT_DATA_DIR");
        }
    }

    private Program account(Simulator provider, String password) {
        return new Program(directory)
                .with("CALLVAULT_ACCOUNT_URL", provider.baseUrl())
                .with("CALLVAULT_ACCOUNT_USERNAME", "demo")
                .with("CALLVAULT_ACCOUNT_PASSWORD", password);
    }
}
