package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.config.ScheduleSettings;
import dev.callvault.logs.Heard;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.schedule.Recurring;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.ScriptedSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.memory.MemoryArchive;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which jobs there are, and what the record of jobs is told of how they ended. */
class JobsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final ScheduleSettings EVERY = new ScheduleSettings(
            Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofHours(1));

    private final Ports store = new MemoryArchive().ports();
    private final Account account = store.accounts()
            .register("main", new ProviderLogin(URI.create("https://example.com/ws"), "user"), ZoneOffset.UTC, NOW);
    private final Heard heard = new Heard();
    private Optional<Duration> skew = Optional.empty();
    private boolean isClosed;

    @Test
    void every_account_has_its_jobs_and_all_together_have_three_more() {
        assertThat(recurring(List.of(jobs(), jobs()))).hasSize(2 * 7 + 3);
        assertThat(recurring(List.of(jobs())))
                .extracting(it -> it.job().name() + " every " + it.job().every())
                .containsExactlyInAnyOrder(
                        "list main calls every PT5M",
                        "list main sessions every PT5M",
                        "list main errors every PT5M",
                        "sweep main calls every PT24H",
                        "sweep main sessions every PT168H",
                        "sweep main errors every PT168H",
                        "fetch main every PT1M",
                        "maintain every PT1H",
                        "index every PT1H",
                        "read numbers every PT1H");
    }

    @Test
    void what_succeeded_is_done() {
        assertThat(run("list main calls", jobs())).isEqualTo(JobOutcome.DONE);
        assertThat(run("fetch main", jobs())).isEqualTo(JobOutcome.DONE);
        assertThat(run("maintain", jobs())).isEqualTo(JobOutcome.DONE);
    }

    @Test
    void jobs_of_a_closed_account_do_nothing_until_it_is_reopened() {
        isClosed = true;
        Jobs jobs = jobs();

        assertThat(run("list main calls", jobs)).isEqualTo(JobOutcome.DONE);
        assertThat(run("sweep main errors", jobs)).isEqualTo(JobOutcome.DONE);
        assertThat(run("fetch main", jobs)).isEqualTo(JobOutcome.DONE);
        assertThat(store.runs().lastSuccess(account.id(), "calls")).isEmpty();

        isClosed = false;
        assertThat(run("list main calls", jobs)).isEqualTo(JobOutcome.DONE);
        assertThat(store.runs().lastSuccess(account.id(), "calls")).isPresent();
    }

    @Test
    void what_the_provider_did_not_answer_has_failed() {
        Jobs away = jobs(Collections.nCopies(
                        100, new SourceFailure.Unreachable("connection refused", new IllegalStateException()))
                .toArray(SourceFailure[]::new));

        assertThat(run("list main calls", away)).isEqualTo(JobOutcome.FAILED);
    }

    @Test
    void what_somebody_else_is_at_is_left_to_them_and_no_run_is_on_record() {
        for (var job :
                List.of(List.of("list main errors", "errors"), List.of("fetch main", BodyStore.Claim.fence("node")))) {
            AtomicReference<JobOutcome> outcome = new AtomicReference<>();
            store.fence()
                    .alone(account.id(), job.getLast(), Duration.ZERO, () -> outcome.set(run(job.getFirst(), jobs())));
            assertThat(outcome).hasValue(JobOutcome.LEFT);
        }
        assertThat(store.runs().lastSuccess(account.id(), "errors")).isEmpty();
        assertThat(store.runs().lastSuccess(account.id(), "bodies")).isEmpty();
    }

    @Test
    void a_run_that_was_left_to_others_ends_no_trouble() {
        Jobs away = jobs(Collections.nCopies(
                        100, new SourceFailure.Unreachable("connection refused", new IllegalStateException()))
                .toArray(SourceFailure[]::new));
        assertThat(run("list main calls", away)).isEqualTo(JobOutcome.FAILED);
        assertThat(run("fetch main", away)).isEqualTo(JobOutcome.DONE);
        assertThat(heard.lines()).hasSize(1);

        boolean unused = store.fence()
                .alone(
                        account.id(),
                        "calls",
                        Duration.ZERO,
                        () -> assertThat(run("list main calls", away)).isEqualTo(JobOutcome.LEFT));

        assertThat(heard.lines()).isEmpty();
    }

    @Test
    void a_node_is_unfit_while_its_clock_is_far_from_the_providers() {
        skew = Optional.of(Duration.ofDays(1));

        assertThat(run("list main calls", jobs())).isEqualTo(JobOutcome.UNFIT);
        assertThat(run("sweep main sessions", jobs())).isEqualTo(JobOutcome.UNFIT);
    }

    private static JobOutcome run(String name, Jobs jobs) {
        return recurring(List.of(jobs)).stream()
                .filter(it -> it.job().name().equals(name))
                .findFirst()
                .orElseThrow()
                .work()
                .get();
    }

    private static List<Recurring> recurring(List<Jobs> jobs) {
        return Jobs.all(jobs, EVERY, () -> {}, () -> {}, () -> {});
    }

    private Jobs jobs(SourceFailure... failures) {
        AccountParts parts = new AccountParts(
                account,
                new ScriptedSource(failures),
                () -> skew,
                DatabaseClock.SILENT,
                service -> 0,
                new Lines(ZoneId.of("America/New_York")),
                new AccountParts.Stores(
                        store.listings(), store.bodies(), store.runs(), store.sessionTimes(), store.fence()),
                Redactor.CARDS,
                MemoryBudget.unlimited());
        ArchiveSettings settings = new ArchiveSettings(Duration.ofHours(1), 1, "node");
        return new Jobs(
                "main",
                new ArchiveRun(parts, settings, RunListener.NONE, () -> NOW),
                EVERY,
                new Troubles("main", () -> NOW, heard.logger()),
                () -> isClosed);
    }
}
