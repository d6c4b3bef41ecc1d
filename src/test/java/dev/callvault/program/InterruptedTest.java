package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command, asked to stop: it says so, tells what is kept, and leaves no process behind. */
@Proof
class InterruptedTest {
    /** What the JVM ends with after SIGTERM. */
    private static final int TERMINATED = 143;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "archive",
                "run",
                "status",
                "gaps",
                "verify",
                "export calls",
                "search error",
                "redact",
                "erase --number 2125551234 --yes",
                "hold",
                "reader",
                "keep",
                "account moved default",
                "migrate"
            })
    void while_the_embedded_server_is_made(String command) throws IOException, InterruptedException {
        Program program = new Program(directory)
                .with("CALLVAULT_ACCOUNT_URL", "http://127.0.0.1:1/ws")
                .with("CALLVAULT_ACCOUNT_USERNAME", "me")
                .with("CALLVAULT_ACCOUNT_PASSWORD", "secret")
                .with("CALLVAULT_SERVE_PORT", "0");
        Process process = program.start(command.split(" ", -1));
        Await.until("its begin", () -> Files.exists(directory.resolve("data/gate.lock")) || !process.isAlive());

        process.destroy();

        Await.end(process);
        assertThat(process.exitValue()).as(program.err()).isEqualTo(TERMINATED);
        assertThat(program.err())
                .contains("callvault: stopping. ")
                .doesNotContain("unexpected failure", "PostgreSQL is running", "\tat ");
        assertThat(directory.resolve("data/pgdata/postmaster.pid")).doesNotExist();
    }

    @Test
    void demo_in_its_first_archive_starts_no_daemon() throws IOException, InterruptedException {
        Program program = new Program(directory).with("CALLVAULT_SERVE_PORT", "0");
        Process demo = program.start("demo");
        Await.until("its first call", () -> program.has("SELECT FROM archive.calls LIMIT 1") || !demo.isAlive());

        demo.destroy();

        Await.end(demo);
        assertThat(demo.exitValue()).as(program.err()).isEqualTo(TERMINATED);
        assertThat(program.err())
                .contains("callvault: stopping. What is archived so far is kept")
                .doesNotContain("daemon", "WARN", "ERROR");
        assertThat(directory.resolve("data/pgdata/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_daemon_at_work_warns_of_nothing_when_it_is_stopped() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(4).withCallsPerDay(20), Clock.systemUTC())) {
            provider.faults().on(Fault.LATENCY, "calls/log", 20, Long.MAX_VALUE);
            Program program = new Program(directory)
                    .withJava("-Dlogback.configurationFile=logback.xml") // what the program logs, not what tests do
                    .with("CALLVAULT_ACCOUNT_URL", provider.baseUrl())
                    .with("CALLVAULT_ACCOUNT_USERNAME", "demo")
                    .with("CALLVAULT_ACCOUNT_PASSWORD", "demo")
                    .with("CALLVAULT_SERVE_PORT", "0");
            Process daemon = program.start("run");
            Await.until("its work", () -> provider.requests().logs() >= 5 || !daemon.isAlive());

            daemon.destroy();

            Await.end(daemon);
            assertThat(program.err()).contains("callvault: stopping. ");
            assertThat(program.err().substring(program.err().indexOf("callvault: stopping. ")))
                    .doesNotContain("WARN", "ERROR", "\tat ");
            assertThat(directory.resolve("data/pgdata/postmaster.pid")).doesNotExist();
        }
    }
}
