package dev.callvault.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;

/** That Quartz really ticks. How soon does not matter; a tick that does not come for minutes has failed. */
class TicksTest {
    private static final Duration PACE = Duration.ofMillis(10);

    private final Semaphore ticked = new Semaphore(0);

    @Test
    void ticks_again_and_again_for_two_in_one_process() throws InterruptedException {
        Semaphore other = new Semaphore(0);
        try (Ticks one = new Ticks("one", PACE, ticked::release);
                Ticks two = new Ticks("two", PACE, other::release)) {
            one.begin();
            two.begin();

            await(ticked, 3);
            await(other, 3);
        }
    }

    /** The state after the machine's clock was set back by a year. */
    @Test
    void ticks_on_when_it_is_begun_anew_however_far_off_its_next_tick_was()
            throws InterruptedException, SchedulerException {
        try (Ticks ticks = new Ticks("one", PACE, ticked::release)) {
            ticks.begin();
            await(ticked, 1);
            stopTicking(ticks);

            ticks.begin();

            ticked.drainPermits();
            await(ticked, 2);
        }
    }

    @Test
    void a_tick_that_fails_does_not_end_it() throws InterruptedException {
        try (Ticks ticks = new Ticks("one", PACE, () -> {
            ticked.release();
            throw new IllegalStateException("made to fail");
        })) {
            ticks.begin();

            await(ticked, 3);
        }
    }

    @Test
    void once_closed_it_does_not_begin() {
        Ticks ticks = new Ticks("one", PACE, ticked::release);
        ticks.close();

        ticks.begin();

        assertThat(ticks.quartz()).isNull();
    }

    static void stopTicking(Ticks ticks) throws SchedulerException {
        Objects.requireNonNull(ticks.quartz()).pauseAll();
    }

    static void await(Semaphore happened, int times) throws InterruptedException {
        assertThat(happened.tryAcquire(times, 2, TimeUnit.MINUTES))
                .as("happened %d times", times)
                .isTrue();
    }
}
