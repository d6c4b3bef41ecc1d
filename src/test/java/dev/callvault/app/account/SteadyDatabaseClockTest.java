package dev.callvault.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the database's clock is worth as a second witness. */
class SteadyDatabaseClockTest {
    private static final Duration YEAR = Duration.ofDays(365);

    private Instant elapsed = Instant.parse("2026-11-20T20:00:00Z");
    private Duration clockAhead = Duration.ZERO;
    private Duration databaseAhead = Duration.ZERO;
    private final SteadyDatabaseClock database =
            new SteadyDatabaseClock(() -> elapsed.plus(databaseAhead), () -> elapsed.plus(clockAhead), () -> elapsed);

    private void pass(Duration time) {
        elapsed = elapsed.plus(time);
    }

    @Test
    void this_machines_clock_is_compared_with_it() {
        assertThat(database.skew()).contains(Duration.ZERO);
        clockAhead = YEAR;
        assertThat(database.skew()).contains(YEAR);
        pass(Duration.ofHours(2));
        assertThat(database.skew()).contains(YEAR);
        clockAhead = Duration.ZERO;
        assertThat(database.skew()).contains(Duration.ZERO);
    }

    @Test
    void one_that_jumps_together_with_this_machines_bears_out_nothing_for_an_hour() {
        assertThat(database.skew()).contains(Duration.ZERO);
        pass(Duration.ofMinutes(5));
        clockAhead = YEAR;
        databaseAhead = YEAR;

        assertThat(database.skew()).contains(YEAR);
        for (int i = 0; i < 59; i++) {
            pass(Duration.ofMinutes(1));
            assertThat(database.skew()).contains(YEAR);
        }
        pass(Duration.ofMinutes(1));
        assertThat(database.skew()).as("it has stood for an hour").contains(Duration.ZERO);
    }

    @Test
    void a_jump_that_is_over_leaves_nothing_behind_and_the_next_waits_as_long() {
        for (int i = 0; i < 3; i++) {
            assertThat(database.skew()).contains(Duration.ZERO);
            pass(Duration.ofMinutes(40));
            clockAhead = YEAR;
            databaseAhead = YEAR;
            assertThat(database.skew()).contains(YEAR);
            pass(Duration.ofMinutes(40));
            clockAhead = Duration.ZERO;
            databaseAhead = Duration.ZERO;
        }
        assertThat(database.skew()).contains(Duration.ZERO);
    }

    @Test
    void a_small_correction_is_followed() {
        assertThat(database.skew()).contains(Duration.ZERO);
        pass(Duration.ofMinutes(5));
        databaseAhead = Duration.ofMinutes(4);
        assertThat(database.skew()).contains(Duration.ofMinutes(-4));
    }
}
