package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HorizonTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");

    @Test
    void calls_are_kept_for_five_days_and_lines_for_a_year_less_a_day() {
        assertThat(Horizon.nominal(LogStream.CALLS, NOW)).isEqualTo(Instant.parse("2026-11-15T20:10:30Z"));
        assertThat(Horizon.nominal(LogStream.ERRORS, NOW)).isEqualTo(NOW.minus(Duration.ofDays(364)));
    }

    @Test
    void two_hours_of_that_are_not_sure_since_each_clock_may_be_off_by_one() {
        assertThat(Horizon.sure(LogStream.CALLS, NOW)).isEqualTo(Instant.parse("2026-11-15T22:10:30Z"));
    }

    @Test
    void a_run_proves_what_was_kept_when_it_began_and_a_long_one_what_still_is() {
        assertThat(Horizon.provable(LogStream.CALLS, NOW, NOW.plus(Duration.ofHours(1))))
                .isEqualTo(Horizon.nominal(LogStream.CALLS, NOW));
        assertThat(Horizon.provable(LogStream.CALLS, NOW, NOW.plus(Duration.ofHours(20))))
                .isEqualTo(NOW.plus(Duration.ofHours(21)).minus(Duration.ofDays(5)));
        assertThat(Horizon.provable(LogStream.CALLS, NOW, NOW.minusSeconds(60)))
                .as("a clock that was put back a little")
                .isEqualTo(Horizon.nominal(LogStream.CALLS, NOW));
    }

    @Test
    void time_is_unseen_from_a_day_and_an_hour_before_the_last_success_to_where_every_run_looks() {
        long audited = NOW.getEpochSecond();
        Instant longAgo = NOW.minus(Duration.ofDays(3));

        assertThat(Horizon.unseen(longAgo, audited))
                .contains(new TimeWindow(longAgo.minus(Duration.ofHours(25)).getEpochSecond(), audited));
        assertThat(Horizon.unseen(NOW.plus(Duration.ofHours(25)).minusSeconds(1), audited))
                .contains(new TimeWindow(audited - 1, audited));
        assertThat(Horizon.unseen(NOW.plus(Duration.ofHours(25)), audited)).isEmpty();
    }
}
