package dev.callvault.schedule;

import static dev.callvault.schedule.Nodes.SECOND;
import static dev.callvault.schedule.Nodes.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.schedule.Nodes.Node;
import dev.callvault.schedule.Nodes.Run;
import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One or more nodes, whatever happens to them, their clocks and the database. */
class LooksTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Job LIST = every(Duration.ofMinutes(5), "list");
    private static final Job SWEEP = every(Duration.ofDays(7), "sweep");

    private final Nodes nodes = new Nodes();

    // Times -------------------------------------------------------------------------------------

    @Test
    void a_job_runs_at_once_and_then_at_its_times() {
        nodes.node("a", new Job("list", Duration.ofMinutes(5), Duration.ofSeconds(42)));

        nodes.pass(Duration.ofMinutes(12));

        assertThat(nodes.takeRuns())
                .extracting(Run::at)
                .containsExactly(
                        Duration.ZERO, Duration.ofSeconds(42), Duration.ofSeconds(342), Duration.ofSeconds(642));
    }

    @Test
    void a_restart_leaves_due_times_as_they_are() {
        nodes.node("a", LIST, SWEEP);
        nodes.pass(MINUTE);
        nodes.takeRuns();

        nodes.node("a again", LIST, SWEEP);
        nodes.pass(MINUTE);

        assertThat(nodes.takeRuns()).isEmpty();
    }

    @Test
    void what_was_missed_during_downtime_runs_at_once_and_once() {
        Node before = nodes.node("a", LIST);
        nodes.pass(MINUTE);
        before.leaves();
        nodes.pass(DAY.plus(SECOND));
        nodes.takeRuns();

        nodes.node("a again", LIST);
        nodes.pass(MINUTE);

        assertThat(nodes.takeRuns())
                .extracting(Run::at)
                .containsExactly(DAY.plus(MINUTE).plus(SECOND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "DONE"})
    void however_it_ended_a_job_runs_again_when_it_is_due_again(JobOutcome outcome) {
        nodes.node("a", LIST).ends("list", outcome);

        nodes.pass(Duration.ofMinutes(14));

        assertThat(nodes.takeRuns()).hasSize(3);
    }

    @Test
    void a_job_that_takes_longer_than_its_interval_runs_once_for_all_that_it_missed() {
        Node node = nodes.node("a", LIST).goesOn("list");
        nodes.pass(Duration.ofMinutes(32));
        assertThat(nodes.takeRuns()).hasSize(1);

        node.endAll();
        nodes.pass(Duration.ofMinutes(2));
        assertThat(nodes.takeRuns()).hasSize(1);
    }

    @Test
    void what_was_left_to_others_stays_due() {
        Node other = nodes.node("a", SWEEP).goesOn("sweep");
        nodes.pass(SECOND);
        other.hangs();
        nodes.takeRuns();
        nodes.node("b", SWEEP);

        nodes.pass(Duration.ofMinutes(10));
        assertThat(nodes.takeRuns()).as("while the fence is taken").isEmpty();
        other.losesFences();
        nodes.pass(Looks.WHOLE);

        assertThat(nodes.takeRuns()).extracting(Run::node).containsExactly("b");
    }

    // Several nodes -----------------------------------------------------------------------------

    @Test
    void nodes_that_tick_at_the_same_moment_run_a_job_once_for_each_due_time() {
        List.of("a", "b", "c").forEach(it -> nodes.node(it, LIST));

        nodes.pass(DAY.minus(SECOND));

        assertThat(nodes.takeRuns()).hasSize(288).extracting(Run::at).doesNotHaveDuplicates();
    }

    @Test
    void nodes_with_paces_of_their_own_share_the_jobs() {
        nodes.node("a", Duration.ofMillis(1013), List.of(LIST));
        nodes.node("b", Duration.ofMillis(1171), List.of(LIST));

        nodes.pass(DAY);

        Map<String, Long> byNode =
                nodes.takeRuns().stream().collect(Collectors.groupingBy(Run::node, Collectors.counting()));
        assertThat(byNode.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(288);
        assertThat(byNode.get("a")).isBetween(100L, 189L);
    }

    @Test
    void when_a_node_is_killed_in_the_middle_of_a_job_another_runs_it_within_a_minute() {
        Node killed = nodes.node("a", SWEEP).goesOn("sweep");
        nodes.pass(SECOND);
        nodes.node("b", SWEEP).goesOn("sweep");
        nodes.pass(HOUR);
        assertThat(nodes.takeRuns()).extracting(Run::node).containsExactly("a");

        killed.isKilled();
        nodes.pass(MINUTE);

        assertThat(nodes.takeRuns()).extracting(Run::node).containsExactly("b");
    }

    @Test
    void a_node_that_hangs_is_taken_over_within_a_minute_and_does_no_harm_when_it_wakes() {
        Node hanging = nodes.node("a", SWEEP).goesOn("sweep");
        nodes.pass(SECOND);
        Node other = nodes.node("b", SWEEP).goesOn("sweep");
        nodes.pass(Duration.ofMinutes(2));
        nodes.takeRuns();

        hanging.hangs();
        nodes.pass(Duration.ofSeconds(25));
        hanging.losesFences();
        nodes.pass(Duration.ofSeconds(35));
        assertThat(nodes.takeRuns()).extracting(Run::node).containsExactly("b");
        hanging.wakes();
        nodes.pass(HOUR);
        other.endAll();
        nodes.pass(HOUR);

        assertThat(nodes.takeRuns()).isEmpty();
    }

    @Test
    void in_a_rolling_restart_what_was_cut_short_goes_on_elsewhere_at_once() {
        Node leaving = nodes.node("a", LIST, SWEEP).goesOn("sweep");
        nodes.pass(SECOND);
        nodes.node("b", LIST, SWEEP);
        nodes.pass(MINUTE);
        nodes.takeRuns();

        leaving.leaves();
        nodes.pass(Duration.ofSeconds(15));

        assertThat(nodes.takeRuns())
                .extracting(it -> it.job() + " by " + it.node())
                .containsExactly("sweep by b");
    }

    @Test
    void each_node_runs_what_it_knows_and_leaves_the_rest_to_others() {
        Job second = every(Duration.ofMinutes(5), "list of account two");
        nodes.node("knows both", LIST, second);
        nodes.pass(MINUTE);
        nodes.node("knows one", LIST);

        nodes.pass(HOUR.minus(MINUTE).minus(SECOND));

        List<Run> runs = nodes.takeRuns();
        assertThat(runs).filteredOn(it -> it.job().equals("list")).hasSize(12);
        assertThat(runs)
                .filteredOn(it -> it.job().equals("list of account two"))
                .hasSize(12)
                .allMatch(it -> it.node().equals("knows both"));
    }

    @Test
    void nothing_of_one_account_waits_for_another() {
        nodes.node("a", every(MINUTE, "list slow"), every(MINUTE, "list quick")).goesOn("list slow");

        nodes.pass(HOUR.minus(SECOND));

        assertThat(nodes.takeRuns())
                .filteredOn(it -> it.job().equals("list quick"))
                .hasSize(60);
    }

    // Many accounts -----------------------------------------------------------------------------

    @Test
    void two_hundred_accounts_cost_a_few_statements_a_second() {
        List<Job> jobs = new ArrayList<>();
        for (int account = 0; account < 200; account++) {
            for (String job : List.of("list calls ", "list sessions ", "list errors ", "fetch ")) {
                Duration every = job.equals("fetch ") ? MINUTE : Duration.ofMinutes(5);
                jobs.add(new Job(job + account, every, Phases.of(job + account, every)));
            }
            for (String job : List.of("sweep calls ", "sweep sessions ", "sweep errors ")) {
                jobs.add(new Job(job + account, DAY, Phases.of(job + account, DAY)));
            }
        }
        nodes.node("a", SECOND, jobs);
        nodes.node("b", Duration.ofMillis(1171), jobs);
        nodes.pass(Duration.ofMinutes(5));
        assertThat(nodes.takeRuns())
                .extracting(Run::job)
                .contains(jobs.stream().map(Job::name).toArray(String[]::new));
        nodes.takeAsked();

        nodes.pass(Duration.ofMinutes(10));

        assertThat(nodes.takeRuns())
                .filteredOn(it -> !it.job().startsWith("sweep"))
                .hasSize(200 * (3 * 2 + 10));
        assertThat(nodes.takeAsked()).isLessThan(2 * 2 * 600);
    }

    // Clocks ------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "P1D", "P365D", "-PT1M", "-P1D", "-P365D"})
    void a_node_whose_clock_is_wrong_runs_its_jobs_at_their_times(Duration jump) {
        Node node = nodes.node("a", LIST);
        nodes.pass(MINUTE);
        node.clockIsPut(jump);
        nodes.pass(Duration.ofMinutes(10));
        node.clockIsRight();
        nodes.pass(Duration.ofMinutes(10));

        assertThat(nodes.takeRuns()).extracting(it -> it.at().toSeconds()).containsExactly(0L, 300L, 600L, 900L, 1200L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "P1D", "P365D", "-PT1M", "-P1D", "-P365D"})
    void when_the_databases_clock_is_put_wrong_and_right_again_jobs_go_on_within_a_minute(Duration jump) {
        nodes.node("a", LIST, every(MINUTE, "fetch"));
        nodes.pass(Duration.ofMinutes(7));
        for (Duration step : List.of(jump, jump.negated())) {
            nodes.databaseClockIsPut(step);
            nodes.takeRuns();

            nodes.pass(MINUTE);
            assertThat(nodes.takeRuns()).extracting(Run::job).contains("fetch");
            nodes.pass(Duration.ofMinutes(10));
            assertThat(nodes.takeRuns())
                    .filteredOn(it -> it.job().equals("list"))
                    .hasSizeBetween(2, 3);
        }
    }

    /** Everything on one machine. */
    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "P1D", "P365D"})
    void started_with_a_clock_that_is_ahead_everything_runs_within_a_minute_of_its_being_put_right(Duration ahead) {
        nodes.databaseClockIsPut(ahead);
        Node node = nodes.node("a", LIST, SWEEP).ends("list", JobOutcome.UNFIT).goesOn("sweep");
        node.clockIsPut(ahead);
        nodes.pass(Duration.ofSeconds(25));

        nodes.databaseClockIsPut(ahead.negated());
        node.clockIsRight();
        node.ends("list", JobOutcome.DONE);
        node.endAll();
        nodes.takeRuns();
        nodes.pass(MINUTE);

        assertThat(nodes.takeRuns()).extracting(Run::job).contains("list", "sweep");
        nodes.pass(HOUR);
        assertThat(nodes.takeRuns()).hasSizeBetween(12, 13);
    }

    @Test
    void another_node_and_a_restart_heal_what_a_clock_ahead_has_written() {
        nodes.databaseClockIsPut(DAY);
        Node wrong = nodes.node("a", LIST).goesOn("list");
        nodes.pass(SECOND);
        wrong.isKilled();
        nodes.databaseClockIsPut(DAY.negated());
        nodes.takeRuns();

        nodes.node("b", LIST);
        nodes.pass(SECOND);

        assertThat(nodes.takeRuns()).extracting(Run::node).containsExactly("b");
    }

    @Test
    void what_a_node_with_a_wrong_clock_cannot_do_another_does_within_a_minute() {
        nodes.node("wrong", SWEEP).ends("sweep", JobOutcome.UNFIT);
        nodes.pass(SECOND);
        nodes.takeRuns();
        nodes.node("right", SWEEP);

        nodes.pass(MINUTE);
        assertThat(nodes.takeRuns()).extracting(Run::node).containsExactly("right");
        nodes.pass(HOUR);
        assertThat(nodes.takeRuns()).isEmpty();
    }

    @Test
    void what_a_node_could_not_do_by_its_wrong_clock_it_does_as_soon_as_that_is_right() {
        Node node = nodes.node("a", SWEEP).ends("sweep", JobOutcome.UNFIT);
        node.clockIsPut(DAY);
        nodes.pass(HOUR);
        assertThat(nodes.takeRuns()).as("tries with the clock wrong").hasSizeBetween(1, 2);

        node.ends("sweep", JobOutcome.DONE);
        node.clockIsRight();
        nodes.pass(Duration.ofSeconds(2));
        assertThat(nodes.takeRuns()).hasSize(1);
        nodes.pass(HOUR);
        assertThat(nodes.takeRuns()).isEmpty();
    }

    @Test
    void a_clock_that_is_corrected_a_little_at_a_time_is_no_reason_to_try_again() {
        Node node = nodes.node("a", SWEEP).ends("sweep", JobOutcome.UNFIT);
        for (int i = 0; i < 100; i++) {
            nodes.pass(SECOND);
            node.clockIsPut(Looks.JUMP);
        }

        assertThat(nodes.takeRuns()).hasSize(1);
    }

    // The database ------------------------------------------------------------------------------

    @Test
    void while_the_database_is_away_it_is_asked_now_and_then_and_what_was_missed_then_runs_once() {
        Node node = nodes.node("a", LIST, every(MINUTE, "fetch"));
        nodes.pass(MINUTE);
        nodes.databaseIsAway(true);
        nodes.takeRuns();
        nodes.takeAsked();

        nodes.pass(HOUR);
        assertThat(nodes.takeRuns()).isEmpty();
        assertThat(nodes.takeAsked()).isBetween(359, 361);
        assertThat(node.looks.silence()).isLessThanOrEqualTo(SECOND);
        nodes.databaseIsAway(false);
        nodes.pass(Duration.ofSeconds(30));

        assertThat(nodes.takeRuns()).extracting(Run::job).containsExactlyInAnyOrder("list", "fetch");
    }

    @Test
    void how_a_job_ended_while_the_database_was_away_is_told_later() {
        Node node = nodes.node("a", SWEEP).goesOn("sweep");
        nodes.pass(SECOND);
        nodes.databaseIsAway(true);
        node.endAll();
        nodes.pass(HOUR);
        nodes.takeRuns();
        nodes.databaseIsAway(false);

        nodes.pass(HOUR);

        assertThat(nodes.takeRuns()).isEmpty();
    }

    @Test
    void a_job_is_never_twice_at_once_on_a_node_whatever_the_record_says() {
        Node node = nodes.node("a", LIST).goesOn("list");
        nodes.pass(SECOND);
        nodes.databaseIsAway(true);
        nodes.pass(HOUR);
        nodes.databaseIsAway(false);
        nodes.databaseClockIsPut(DAY);
        nodes.pass(HOUR);
        assertThat(nodes.takeRuns()).hasSize(1);

        node.endAll();
        nodes.pass(Duration.ofMinutes(5));
        assertThat(nodes.takeRuns()).hasSizeBetween(1, 2);
    }

    @Test
    void a_failure_that_nobody_foresaw_does_not_end_the_schedule() {
        Node node = nodes.node("a", LIST);
        nodes.pass(MINUTE);
        node.looks.know(
                List.of(new Recurring(LIST, () -> JobOutcome.DONE), new Recurring(LIST, () -> JobOutcome.LEFT)));
        nodes.pass(MINUTE);

        assertThat(node.looks.silence()).isLessThanOrEqualTo(SECOND);
    }
}
