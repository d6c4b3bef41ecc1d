package dev.callvault.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void a_command_that_is_stopped_is_interrupted_and_hears_what_is_kept() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        List<Shutdown> shutdowns = new CopyOnWriteArrayList<>();
        Thread command = new Thread(() -> {
            Shutdown own = new Shutdown(Thread.currentThread(), said::add);
            shutdowns.add(own);
            own.of("redact");
            own.by(() -> said.add("at once"));
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                said.add("interrupted");
                own.end();
            }
        });
        command.start();
        begun.await();

        shutdowns.getFirst().stop();
        command.join();

        assertThat(said)
                .startsWith("stopping. What is redacted so far stays redacted; run it again for the rest.")
                .contains("at once", "interrupted")
                .hasSize(3);
    }

    @Test
    void a_command_that_has_ended_is_not_stopped() {
        Shutdown shutdown = new Shutdown(Thread.currentThread(), said::add);
        shutdown.end();

        shutdown.stop();

        assertThat(said).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void what_begins_too_late_is_stopped_too() {
        Shutdown shutdown = new Shutdown(new Thread(), said::add);
        Thread.currentThread().interrupt(); // so that stopping does not wait for a command
        shutdown.stop();
        assertThat(Thread.interrupted()).isTrue();

        shutdown.by(() -> said.add("late"));

        assertThat(shutdown.isStopping()).isTrue();
        assertThat(said).endsWith("late");
    }

    @Test
    void a_statement_is_cancelled_while_there_is_time_to_close_everything() {
        assertThat(Shutdown.UNTIL_CANCEL).isLessThan(Shutdown.OWN_WORK);
        assertThat(Shutdown.OWN_WORK.toSeconds()).isLessThanOrEqualTo(3);
    }
}
