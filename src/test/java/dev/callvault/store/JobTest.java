package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.callvault.store.coordination.JobStore.Job;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @Test
    void is_due_at_the_epochs_multiples_of_the_interval_plus_the_phase() {
        Job job = new Job("list", FIVE_MINUTES, Duration.ofSeconds(42));

        assertThat(job.lastDue(Instant.parse("2026-03-01T10:07:00.5Z"))).isEqualTo("2026-03-01T10:05:42Z");
        assertThat(job.lastDue(Instant.parse("2026-03-01T10:05:42Z"))).isEqualTo("2026-03-01T10:05:42Z");
        assertThat(job.lastDue(Instant.parse("2026-03-01T10:05:41.9Z"))).isEqualTo("2026-03-01T10:00:42Z");
        assertThat(job.lastDue(Instant.parse("1969-12-31T23:59:59Z"))).isEqualTo("1969-12-31T23:55:42Z");
    }

    @Test
    void refuses_what_cannot_be_kept() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Job(" ", FIVE_MINUTES, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("x".repeat(201), FIVE_MINUTES, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("list", Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("list", Duration.ofMillis(1500), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("list", FIVE_MINUTES, FIVE_MINUTES));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("list", FIVE_MINUTES, Duration.ofMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("list", FIVE_MINUTES, Duration.ofSeconds(-1)));
    }
}
