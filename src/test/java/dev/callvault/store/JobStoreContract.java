package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.coordination.JobStore.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@link JobStore}, for every implementation. Two nodes, a and b, use it with one clock, the store's.
 */
public abstract class JobStoreContract {
    private static final Job LIST = new Job("list default calls", Duration.ofMinutes(5), Duration.ofSeconds(40));
    private static final Job SWEEP = new Job("sweep default calls", Duration.ofDays(7), Duration.ZERO);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private Instant now = Instant.parse("2026-11-20T20:01:00Z");

    @SuppressWarnings("NullAway.Init")
    private JobStore store;

    /** A new store that uses this clock. */
    protected abstract JobStore fresh(InstantSource clock);

    @BeforeEach
    void open() {
        store = fresh(() -> now);
    }

    @Test
    void a_new_job_is_due_at_once_and_for_one_node() {
        assertThat(store.take("a", Set.of(LIST), false)).isEqualTo(new JobStore.Claimed(now, Set.of(LIST.name())));
        assertThat(taken("b", LIST)).isFalse();
        assertThat(taken("b", SWEEP)).isTrue();
    }

    @Test
    void a_job_is_due_again_when_its_time_has_come_by_the_records_clock() {
        begunAndEnded("a", LIST, JobOutcome.DONE);

        now = Instant.parse("2026-11-20T20:05:39.999Z");
        assertThat(taken("a", LIST)).isFalse();
        now = now.plus(MOMENT);
        assertThat(taken("b", LIST)).isTrue();
        store.end("b", Map.of(LIST.name(), JobOutcome.DONE));
        assertThat(taken("a", LIST)).isFalse();
    }

    @Test
    void what_was_missed_is_due_once_however_often_it_was_missed() {
        begunAndEnded("a", LIST, JobOutcome.DONE);

        pass(Duration.ofHours(3));
        begunAndEnded("a", LIST, JobOutcome.DONE);

        pass(Duration.ofSeconds(60));
        assertThat(taken("a", LIST)).isFalse();
        assertThat(taken("b", LIST)).isFalse();
    }

    @Test
    void a_changed_interval_counts_at_once_and_its_record_stays() {
        begunAndEnded("a", SWEEP, JobOutcome.DONE);
        pass(Duration.ofMinutes(2));

        assertThat(taken("a", SWEEP)).isFalse();
        assertThat(taken("a", new Job(SWEEP.name(), Duration.ofMinutes(1), Duration.ZERO)))
                .isTrue();
    }

    @Test
    void a_job_that_runs_for_long_stays_with_its_node_as_long_as_that_says_so() {
        assertThat(taken("a", LIST)).isTrue();
        for (int i = 0; i < 60; i++) {
            pass(JobStore.LEASE.minus(MOMENT));
            assertThat(taken("b", LIST)).isFalse();
            store.hold("a", Set.of(LIST.name()));
        }

        pass(JobStore.LEASE.minus(MOMENT));
        assertThat(taken("b", LIST)).isFalse();
        pass(MOMENT);
        assertThat(taken("b", LIST)).isTrue();
    }

    @Test
    void whoever_may_hang_does_not_hold_a_job_for_ever() {
        assertThat(taken("a", SWEEP)).isTrue();
        pass(JobStore.MAX.minus(MOMENT));
        store.hold("a", Set.of(SWEEP.name()));

        pass(JobStore.LEASE.minus(MOMENT));
        store.hold("a", Set.of(SWEEP.name()));
        assertThat(taken("b", SWEEP)).isFalse();
        pass(MOMENT);
        assertThat(taken("b", SWEEP)).isTrue();
    }

    @Test
    void a_job_that_was_cut_short_is_due_although_it_has_just_begun() {
        assertThat(taken("a", SWEEP)).isTrue();

        pass(JobStore.LEASE);

        assertThat(taken("b", SWEEP)).isTrue();
        assertThat(taken("a", SWEEP)).as("by the one that hung").isFalse();
    }

    @Test
    void whoever_was_taken_over_neither_holds_nor_ends_what_another_has_begun() {
        assertThat(taken("a", SWEEP)).isTrue();
        pass(JobStore.LEASE);
        assertThat(taken("b", SWEEP)).isTrue();

        pass(JobStore.LEASE.dividedBy(2));
        store.hold("a", Set.of(SWEEP.name()));
        store.end("a", Map.of(SWEEP.name(), JobOutcome.DONE));

        assertThat(taken("a", SWEEP)).as("while b is at it").isFalse();
        pass(JobStore.LEASE.dividedBy(2));
        assertThat(taken("c", SWEEP)).as("b said no more of it").isTrue();
    }

    @Test
    void a_job_ends_once() {
        begunAndEnded("a", SWEEP, JobOutcome.DONE);

        store.end("a", Map.of(SWEEP.name(), JobOutcome.LEFT, "unheard of", JobOutcome.LEFT));
        pass(JobStore.LEASE);

        assertThat(taken("a", SWEEP)).isFalse();
        assertThat(taken("a", new Job("unheard of", Duration.ofDays(1), Duration.ZERO)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobOutcome.class,
            names = {"DONE", "FAILED"})
    void done_or_failed_it_waits_for_its_next_time(JobOutcome outcome) {
        begunAndEnded("a", SWEEP, outcome);

        pass(Duration.ofHours(1));

        assertThat(store.take("a", Set.of(SWEEP), true).jobs()).isEmpty();
        assertThat(store.take("b", Set.of(SWEEP), true).jobs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void what_was_left_to_others_is_due_again_soon(String next) {
        begunAndEnded("a", SWEEP, JobOutcome.LEFT);

        pass(JobStore.LEFT_FOR.minus(MOMENT));
        assertThat(taken(next, SWEEP)).isFalse();
        pass(MOMENT);

        assertThat(taken(next, SWEEP)).isTrue();
    }

    @Test
    void what_a_node_is_unfit_for_another_does_soon() {
        begunAndEnded("a", SWEEP, JobOutcome.UNFIT);

        pass(JobStore.UNFIT_FOR.minus(MOMENT));
        assertThat(store.take("b", Set.of(SWEEP), true).jobs()).isEmpty();
        pass(MOMENT);

        assertThat(taken("b", SWEEP)).isTrue();
    }

    @Test
    void a_node_tries_again_what_it_was_unfit_for_once_something_has_changed_or_it_is_due() {
        begunAndEnded("a", LIST, JobOutcome.UNFIT);
        pass(Duration.ofMinutes(4));

        assertThat(store.take("a", Set.of(LIST), false).jobs()).isEmpty();
        assertThat(store.take("a", Set.of(LIST), true).jobs()).containsExactly(LIST.name());
        store.end("a", Map.of(LIST.name(), JobOutcome.UNFIT));
        pass(Duration.ofMinutes(1));
        assertThat(store.take("a", Set.of(LIST), false).jobs()).containsExactly(LIST.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "P1D", "P365D"})
    void a_time_in_the_future_neither_stops_nor_holds_a_job(Duration ahead) {
        pass(ahead);
        begunAndEnded("a", LIST, JobOutcome.DONE);
        assertThat(taken("a", SWEEP)).isTrue();

        pass(ahead.negated());

        assertThat(taken("b", LIST)).as("was done in the future").isTrue();
        assertThat(taken("b", SWEEP)).as("is held until then").isTrue();
        store.end("b", Map.of(LIST.name(), JobOutcome.DONE, SWEEP.name(), JobOutcome.DONE));
        assertThat(taken("a", LIST) || taken("a", SWEEP)).as("healed").isFalse();
    }

    @Test
    void a_clock_that_is_put_back_by_a_little_does_no_job_twice() {
        begunAndEnded("a", LIST, JobOutcome.DONE);
        assertThat(taken("a", SWEEP)).isTrue();

        pass(JobStore.AHEAD.negated());

        assertThat(taken("b", LIST) || taken("b", SWEEP)).isFalse();
    }

    @Test
    void jobs_that_are_not_asked_for_are_not_touched() {
        begunAndEnded("b", LIST, JobOutcome.DONE);
        pass(Duration.ofHours(1));

        assertThat(store.take("a", Set.of(SWEEP), false).jobs()).containsExactly(SWEEP.name());
        store.end("a", Map.of(LIST.name(), JobOutcome.DONE));

        assertThat(taken("b", LIST)).isTrue();
    }

    @Test
    void any_number_of_jobs_is_asked_for_at_once() {
        Set<Job> jobs = IntStream.range(0, 1400)
                .mapToObj(it -> new Job("list " + it + " calls", Duration.ofMinutes(5), Duration.ofSeconds(it % 300)))
                .collect(Collectors.toSet());

        assertThat(store.take("a", jobs, false).jobs()).hasSize(1400);
        assertThat(store.take("b", jobs, false).jobs()).isEmpty();
        store.end("a", jobs.stream().collect(Collectors.toMap(Job::name, it -> JobOutcome.DONE)));
        pass(Duration.ofSeconds(30));

        assertThat(store.take("b", jobs, false).jobs())
                .as("due within half a minute, at 20:01:01 to 20:01:30")
                .hasSize(4 * 30 + 30);
        assertThat(store.take("b", Set.of(), false).jobs()).isEmpty();
    }

    @Test
    void what_no_node_does_any_more_is_forgotten_long_after() {
        begunAndEnded("a", LIST, JobOutcome.DONE);
        begunAndEnded("a", SWEEP, JobOutcome.DONE);
        Duration long3 = SWEEP.every().multipliedBy(3).plus(Duration.ofDays(30));

        pass(long3);
        store.forgetUnused();
        now = now.minus(long3);
        assertThat(taken("b", LIST)).as("forgotten, so new").isTrue();
        assertThat(taken("b", SWEEP)).as("still known").isFalse();
    }

    private void begunAndEnded(String node, Job job, JobOutcome outcome) {
        assertThat(taken(node, job)).isTrue();
        store.end(node, Map.of(job.name(), outcome));
    }

    private boolean taken(String node, Job job) {
        return store.take(node, Set.of(job), false).jobs().contains(job.name());
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
