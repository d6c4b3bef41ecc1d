package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.call.CallSummary;
import dev.callvault.call.TimeWindow;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed with SIGKILL again and again, and its database too: the archive is whole in the end, and holds
 * nothing twice. {@code -Dcrashes=50} sets how often, {@code -Dcrashes.seed=7} when.
 */
@Proof
class CrashTest {
    private static final int CRASHES = Integer.getInteger("crashes", 12);
    private static final int DATABASE_CRASHES = Math.min(5, CRASHES);
    private static final long SEED = Long.getLong("crashes.seed", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The provider's time stands still, so that what it has to show stays the same. */
    private final Instant now = Instant.now();

    private final SplittableRandom random = new SplittableRandom(SEED);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void whatever_is_killed_and_whenever_the_archive_is_whole_in_the_end_and_nothing_is_in_it_twice()
            throws IOException, InterruptedException, SQLException {
        try (KillableServer database = new KillableServer(directory.resolve("pgdata"));
                Simulator provider = Simulator.start(
                        SimulatorSettings.demo(SEED).withCallsPerDay(100), Clock.fixed(now, ZoneOffset.UTC))) {
            Program program = program(database, provider);
            provider.faults().on(Fault.LATENCY, 120);
            for (int i = 1; i <= CRASHES; i++) {
                Process process = program.start("archive");
                workForAWhile(program, provider, process);
                if (i * DATABASE_CRASHES / CRASHES > (i - 1) * DATABASE_CRASHES / CRASHES) {
                    database.kill();
                    database.restart();
                }
                process.destroyForcibly();
                Await.end(process);
            }
            provider.faults().allOff();

            Program.Ended last = program.run("archive", "--json");

            assertThat(last.exitCode()).as(last.out() + last.err()).isZero();
            isWhole(database, provider);
        }
    }

    private Program program(KillableServer database, Simulator provider) {
        return new Program(directory)
                .with("CALLVAULT_ACCOUNT_URL", provider.baseUrl())
                .with("CALLVAULT_ACCOUNT_USERNAME", "demo")
                .with("CALLVAULT_ACCOUNT_PASSWORD", "demo")
                .with("CALLVAULT_DATABASE_URL", database.url())
                .with("CALLVAULT_DATABASE_USERNAME", "postgres");
    }

    /** Mostly until some moment of its work; now and then not even so long. */
    private void workForAWhile(Program program, Simulator provider, Process process) throws InterruptedException {
        long before = requests(provider);
        boolean isEarly = random.nextInt(8) == 0;
        long started = System.nanoTime();
        long early = Duration.ofMillis(random.nextInt(1500)).toNanos();
        while (process.isAlive()
                && requests(provider) == before
                && !(isEarly && System.nanoTime() - started > early)
                && System.nanoTime() - started < PATIENCE.toNanos()) {
            LockSupport.parkNanos(1_000_000);
        }
        boolean hasEnded = process.waitFor(random.nextInt(700), TimeUnit.MILLISECONDS);
        assertThat(hasEnded && process.exitValue() != 0 && process.exitValue() != 3)
                .as("a pass that was not killed ends well; it said: %s", program.err())
                .isFalse();
    }

    private static long requests(Simulator provider) {
        return provider.requests().logs() + provider.requests().listings().size();
    }

    private void isWhole(KillableServer database, Simulator provider) throws SQLException {
        TimeWindow calls = TimeWindow.between(now.minus(Duration.ofDays(5)).plusSeconds(600), now);
        List<CallSummary> expected = provider.truth().calls(calls);
        String since = " WHERE started_at >= to_timestamp(" + calls.from() + ")";
        assertThat(database.rows("SELECT log_id, log_state FROM archive.calls" + since))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(it -> it.logId() + "|archived").toList());
        assertThat(database.rows("SELECT log_id, body FROM archive.call_logs" + since))
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(it ->
                                it.logId() + "|" + new String(provider.truth().body(it), StandardCharsets.UTF_8))
                        .toList());
        TimeWindow year = TimeWindow.between(now.minus(Duration.ofDays(364)).plusSeconds(600), now);
        assertThat(database.rows(
                        "SELECT raw_line FROM archive.sessions WHERE started_at >= to_timestamp(" + year.from() + ")"))
                .containsExactlyInAnyOrderElementsOf(provider.truth().sessionLines(year));
        assertThat(database.rows(
                        "SELECT raw_line FROM archive.errors WHERE occurred_at >= to_timestamp(" + year.from() + ")"))
                .containsExactlyInAnyOrderElementsOf(provider.truth().errorLines(year));
        assertThat(database.rows("SELECT * FROM archive.body_queue"))
                .as("claims left")
                .isEmpty();
        assertThat(database.rows("SELECT * FROM archive.gaps")).isEmpty();
    }
}
