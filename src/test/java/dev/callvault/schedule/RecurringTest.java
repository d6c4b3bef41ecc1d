package dev.callvault.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecurringTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @Test
    void is_due_at_the_epochs_multiples_of_the_interval_plus_the_phase() {
        Recurring job = job("list", FIVE_MINUTES, Duration.ofSeconds(42));

        assertThat(job.lastDue(Instant.parse("2026-03-01T10:07:00.5Z"))).isEqualTo("2026-03-01T10:05:42Z");
        assertThat(job.lastDue(Instant.parse("2026-03-01T10:05:41.9Z"))).isEqualTo("2026-03-01T10:00:42Z");
        assertThat(job.isDueAt(Instant.parse("2026-03-01T10:05:42Z"))).isTrue();
        assertThat(job.isDueAt(Instant.parse("2026-03-01T10:05:43Z"))).isFalse();
    }

    @Test
    void refuses_what_cannot_be_kept() {
        assertThatIllegalArgumentException().isThrownBy(() -> job(" ", FIVE_MINUTES, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> job("list", Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> job("list", Duration.ofMillis(1500), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> job("list", FIVE_MINUTES, FIVE_MINUTES));
    }

    private static Recurring job(String name, Duration every, Duration phase) {
        return new Recurring(name, every, phase, () -> {});
    }
}
