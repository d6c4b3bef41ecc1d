package dev.callvault.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.coordination.JobOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** On real threads; a wait that is not over after minutes has failed. */
class RunsTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void a_job_is_free_again_once_its_end_was_told() {
        List<Runnable> started = new ArrayList<>();
        Runs runs = new Runs(started::add, LONG);
        Recurring job = job(() -> JobOutcome.DONE);
        assertThat(runs.isFree(job)).isTrue();

        runs.begin(job);
        assertThat(runs.running()).containsExactly("work");
        assertThat(runs.isFree(job)).isFalse();
        started.getFirst().run();
        assertThat(runs.running()).isEmpty();
        assertThat(runs.untold()).containsEntry("work", JobOutcome.DONE);
        assertThat(runs.isFree(job)).isFalse();
        runs.told(List.of("work"));

        assertThat(runs.untold()).isEmpty();
        assertThat(runs.isFree(job)).isTrue();
    }

    @Test
    void what_a_job_throws_counts_as_failed() {
        Runs runs = new Runs(Runnable::run, LONG);

        runs.begin(job(() -> {
            throw new IllegalStateException("made to fail");
        }));
        runs.begin(new Recurring(Nodes.every(LONG, "other"), () -> {
            throw new StackOverflowError("made to fail");
        }));

        assertThat(runs.untold()).containsEntry("work", JobOutcome.FAILED).containsEntry("other", JobOutcome.FAILED);
        assertThat(runs.running()).isEmpty();
    }

    @Test
    void closing_waits_for_what_runs() throws InterruptedException {
        Runs runs = onThreads(LONG);
        runs.begin(job(() -> endsBy(mayEnd) ? JobOutcome.DONE : JobOutcome.FAILED));
        assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofPlatform().start(() -> runs.close(LONG));
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        mayEnd.countDown();
        assertThat(closing.join(LONG)).isTrue();

        assertThat(runs.untold()).containsEntry("work", JobOutcome.DONE);
    }

    @Test
    void closing_interrupts_at_the_end_of_the_grace_and_what_was_cut_short_is_left_to_others()
            throws InterruptedException {
        Runs runs = onThreads(LONG);
        runs.begin(job(() -> endsBy(mayEnd) ? JobOutcome.DONE : JobOutcome.FAILED));
        assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        runs.close(Duration.ZERO);

        assertThat(runs.untold()).containsEntry("work", JobOutcome.LEFT);
    }

    @Test
    void closing_leaves_behind_what_does_not_end() throws InterruptedException {
        Runs runs = onThreads(Duration.ZERO);
        runs.begin(job(() -> {
            while (!endsBy(mayEnd)) {
                Thread.onSpinWait();
            }
            return JobOutcome.DONE;
        }));
        assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        runs.close(Duration.ZERO);

        assertThat(runs.running()).containsExactly("work");
        mayEnd.countDown();
    }

    @Test
    void nothing_begins_once_it_is_closing_and_others_may_have_it() {
        Runs runs = new Runs(Runnable::run, LONG);
        runs.close(Duration.ZERO);

        runs.begin(job(() -> JobOutcome.DONE));

        assertThat(runs.untold()).containsEntry("work", JobOutcome.LEFT);
    }

    private boolean endsBy(CountDownLatch end) {
        begun.countDown();
        try {
            return end.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            return false;
        }
    }

    private static Runs onThreads(Duration afterInterrupt) {
        return new Runs(run -> Thread.ofVirtual().start(run), afterInterrupt);
    }

    private static Recurring job(Supplier<JobOutcome> work) {
        return new Recurring(Nodes.every(LONG, "work"), work);
    }
}
