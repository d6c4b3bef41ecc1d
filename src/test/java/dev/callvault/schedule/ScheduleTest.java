package dev.callvault.schedule;

import static dev.callvault.schedule.Cluster.CLOCK;
import static dev.callvault.schedule.Cluster.SECOND;
import static dev.callvault.schedule.Cluster.TEN_HOURS;
import static dev.callvault.schedule.Cluster.UNWATCHED;
import static dev.callvault.schedule.Cluster.WATCHED;
import static dev.callvault.schedule.Cluster.await;
import static dev.callvault.schedule.Cluster.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduleTest {
    private static final String FOUR_INTERVALS_PASS =
            "UPDATE quartz.qrtz_triggers SET next_fire_time = next_fire_time - %1$d, prev_fire_time = prev_fire_time - %1$d"
                    .formatted(TEN_HOURS.multipliedBy(4).toMillis());

    @RegisterExtension
    static final Cluster cluster = new Cluster();

    private final Semaphore ran = new Semaphore(0);
    private final Semaphore ticks = new Semaphore(0);

    @Test
    void a_new_job_runs_at_once_and_then_at_its_times() throws InterruptedException {
        Schedule node = cluster.node(UNWATCHED);

        node.start(List.of(every(SECOND, "often", ran::release), every(TEN_HOURS, "seldom", ran::release)));
        await(ran, 5);

        assertThat(node.status()).extracting(JobStatus::name).containsExactly("often", "seldom");
        assertThat(node.status()).allSatisfy(job -> {
            assertThat(job.last()).isBetween(CLOCK.instant().minus(job.every()), CLOCK.instant());
            assertThat(job.next()).isAfter(job.last());
        });
    }

    @Test
    void a_job_missed_during_downtime_runs_at_once_and_only_once() throws InterruptedException, SQLException {
        Recurring job = every(TEN_HOURS, "seldom", ran::release);
        runOnce(job);
        cluster.execute(FOUR_INTERVALS_PASS);
        Instant restart = CLOCK.instant();

        Schedule node = cluster.node(WATCHED);
        node.start(List.of(every(SECOND, "often", ticks::release), job));
        await(ran, 1);
        await(ticks, 3);

        JobStatus status = node.status().getLast();
        assertThat(status.last()).isAfterOrEqualTo(restart.minusMillis(1));
        assertThat(status.next())
                .isAfter(restart)
                .satisfies(next -> assertThat(job.isDueAt(next)).isTrue());
        assertThat(ran.availablePermits()).isZero();
    }

    @Test
    void a_restart_leaves_due_times_as_they_are() throws InterruptedException {
        Recurring job = every(TEN_HOURS, "seldom", ran::release);
        JobStatus before = runOnce(job);

        Schedule node = cluster.node(UNWATCHED);
        node.start(List.of(every(SECOND, "often", ticks::release), job));
        await(ticks, 3);

        assertThat(node.status()).contains(before);
        assertThat(ran.availablePermits()).isZero();
    }

    @Test
    void a_changed_interval_is_rescheduled_and_a_job_no_longer_configured_removed()
            throws InterruptedException, SQLException {
        Schedule before = cluster.node(UNWATCHED);
        before.start(List.of(every(TEN_HOURS, "kept", ran::release), every(TEN_HOURS, "dropped", ran::release)));
        await(ran, 2);
        before.close();

        cluster.node(UNWATCHED).start(List.of(every(SECOND, "kept", ran::release)));

        await(ran, 3);
        assertThat(cluster.select("SELECT string_agg(job_name, ' ') FROM quartz.qrtz_job_details"))
                .isEqualTo("kept");
    }

    @Test
    void a_failing_job_runs_again_when_it_is_due_again() throws InterruptedException {
        cluster.node(UNWATCHED).start(List.of(every(SECOND, "failing", () -> {
            ran.release();
            throw new IllegalStateException("made to fail");
        })));

        await(ran, 3);
    }

    @Test
    void a_job_can_be_run_between_its_times() throws InterruptedException {
        Schedule node = cluster.node(UNWATCHED);
        node.start(List.of(every(TEN_HOURS, "seldom", ran::release)));
        await(ran, 1);

        node.runNow("seldom");

        await(ran, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> node.runNow("unheard of"));
    }

    @Test
    void works_off_what_was_due_while_the_database_was_away() throws InterruptedException, SQLException {
        Severable way = new Severable(cluster.database());
        Schedule node = cluster.node(way.asDataSource(), 2, UNWATCHED);
        node.start(List.of(every(SECOND, "often", ran::release)));
        await(ran, 1);

        way.cut();
        assertThatExceptionOfType(ScheduleFailure.class)
                .isThrownBy(() -> node.runNow("often"))
                .satisfies(failure -> assertThat(failure.hint()).contains("database"));
        assertThatExceptionOfType(ScheduleFailure.class).isThrownBy(node::status);
        way.mend();
        ran.drainPermits();

        await(ran, 3);
    }

    @Test
    void close_waits_for_the_running_job() throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean endedByItself = new AtomicBoolean();
        Schedule node = cluster.node(UNWATCHED);
        node.start(List.of(every(TEN_HOURS, "long", () -> {
            ran.release();
            endedByItself.set(endsBefore(mayEnd));
        })));
        await(ran, 1);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> node.close(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> closing.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        closing.get(30, TimeUnit.SECONDS);

        assertThat(endedByItself).isTrue();
    }

    @Test
    void close_interrupts_a_job_at_the_end_of_its_grace_and_leaves_nothing_stuck()
            throws InterruptedException, SQLException {
        CountDownLatch never = new CountDownLatch(1);
        Semaphore interrupted = new Semaphore(0);
        Schedule node = cluster.node(UNWATCHED);
        node.start(List.of(every(TEN_HOURS, "endless", () -> {
            ran.release();
            if (!endsBefore(never)) {
                interrupted.release();
            }
        })));
        await(ran, 1);

        node.close(Duration.ofMillis(100));

        assertThat(interrupted.tryAcquire()).isTrue();
        assertThat(cluster.select("SELECT trigger_state FROM quartz.qrtz_triggers"))
                .isEqualTo("WAITING");
        assertThat(cluster.select("SELECT count(*) FROM quartz.qrtz_fired_triggers"))
                .isEqualTo("0");
        assertThat(cluster.select("SELECT count(*) FROM quartz.qrtz_scheduler_state"))
                .isEqualTo("0");
    }

    private JobStatus runOnce(Recurring job) throws InterruptedException {
        Schedule node = cluster.node(UNWATCHED);
        node.start(List.of(job));
        await(ran, 1);
        JobStatus status = node.status().getFirst();
        node.close();
        return status;
    }

    private static boolean endsBefore(CountDownLatch latch) {
        try {
            return latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException stop) {
            return false;
        }
    }
}
