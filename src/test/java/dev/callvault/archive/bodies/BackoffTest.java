package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.LogId;
import dev.callvault.store.bodies.WantedBody;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant STARTED = Instant.parse("2026-11-15T20:00:00Z");
    private static final Instant EXPIRES = STARTED.plus(Duration.ofDays(5));
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    @Test
    void pauses_double_up_to_six_hours() {
        assertThat(pause(0, STARTED)).isEqualTo(Duration.ofMinutes(2));
        assertThat(pause(1, STARTED)).isEqualTo(Duration.ofMinutes(4));
        assertThat(pause(7, STARTED)).isEqualTo(Duration.ofMinutes(256));
        assertThat(pause(8, STARTED)).isEqualTo(SIX_HOURS);
        assertThat(pause(5_000, STARTED)).isEqualTo(SIX_HOURS);
    }

    @Test
    void pauses_get_shorter_as_the_end_comes_near() {
        assertThat(pause(20, before(Duration.ofMinutes(15 + 600)))).isEqualTo(Duration.ofMinutes(300));
        assertThat(pause(20, before(Duration.ofMinutes(15 + 60)))).isEqualTo(Duration.ofMinutes(30));
        assertThat(pause(20, before(Duration.ofMinutes(15 + 20)))).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void the_last_call_is_a_quarter_of_an_hour_before_the_end_and_the_next_at_the_end() {
        assertThat(pause(20, before(Duration.ofMinutes(15 + 7)))).isEqualTo(Duration.ofMinutes(7));
        assertThat(pause(20, before(Duration.ofMinutes(15)))).isEqualTo(Duration.ofMinutes(15));
        assertThat(pause(20, EXPIRES)).isEqualTo(SIX_HOURS);
    }

    private static Instant before(Duration end) {
        return EXPIRES.minus(end);
    }

    private static Duration pause(int attempts, Instant now) {
        return Duration.between(now, Backoff.after(new WantedBody(new LogId(1), STARTED, EXPIRES, attempts), now));
    }
}
