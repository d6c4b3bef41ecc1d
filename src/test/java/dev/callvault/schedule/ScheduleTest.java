package dev.callvault.schedule;

import static dev.callvault.schedule.TicksTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.memory.MemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;

/** The parts together: on Quartz's ticks, real threads, and a clock that is moved by hand. */
class ScheduleTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T20:00:00Z"));
    private final JobStore record = new MemoryJobStore(now::get);
    private final Semaphore ran = new Semaphore(0);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Schedule schedule = new Schedule(record, "node", now::get, now::get);

    @AfterEach
    void close() {
        schedule.close(Duration.ZERO);
    }

    @Test
    void runs_what_is_due_and_runs_it_again_when_it_is_due_again() throws InterruptedException {
        schedule.start(List.of(job("often", MINUTE, this::counted)));
        await(ran, 1);

        pass(MINUTE);

        await(ran, 1);
    }

    @Test
    void goes_on_when_quartz_does_not_tick_any_more() throws InterruptedException, SchedulerException {
        schedule.start(List.of(job("often", MINUTE, this::counted)));
        await(ran, 1);
        TicksTest.stopTicking(schedule.ticks());

        pass(MINUTE);
        schedule.keepInStep();

        await(ran, 1);
    }

    @Test
    void closing_ends_in_time_and_gives_back_what_was_cut_short() throws InterruptedException {
        schedule.start(List.of(job("endless", Duration.ofDays(7), () -> {
            ran.release();
            return isOverBy(never) ? JobOutcome.DONE : JobOutcome.FAILED;
        })));
        await(ran, 1);

        schedule.close(Duration.ZERO);
        schedule.close(Duration.ZERO);

        pass(JobStore.LEFT_FOR);
        assertThat(record.take("another", Set.of(Nodes.every(Duration.ofDays(7), "endless")), false)
                        .jobs())
                .containsExactly("endless");
    }

    @Test
    void says_for_how_long_it_has_not_looked() {
        pass(Duration.ofMinutes(15));

        assertThat(schedule.silence()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void what_never_began_can_be_closed_and_then_begins_nothing() {
        schedule.close(MINUTE);

        schedule.start(List.of(job("often", MINUTE, this::counted)));

        assertThat(schedule.ticks().quartz()).isNull();
        assertThat(ran.availablePermits()).isZero();
    }

    private static Recurring job(String name, Duration every, Supplier<JobOutcome> work) {
        return new Recurring(Nodes.every(every, name), work);
    }

    private JobOutcome counted() {
        ran.release();
        return JobOutcome.DONE;
    }

    private void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    private static boolean isOverBy(CountDownLatch end) {
        try {
            return end.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException stop) {
            return false;
        }
    }
}
