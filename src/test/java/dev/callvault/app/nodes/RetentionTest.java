package dev.callvault.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.forget.KeepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From which time age is measured. */
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private static Optional<Instant> today(Instant node, Instant database, Instant lastSuccess) {
        return Retention.today(new KeepState(Map.of(), database, Optional.of(lastSuccess), false), node);
    }

    @Test
    void it_is_the_present_when_all_clocks_agree() {
        assertThat(today(NOW, NOW.plusSeconds(3), NOW.minusSeconds(300))).contains(NOW);
    }

    @Test
    void whichever_clock_is_a_year_ahead_it_ages_nothing() {
        Instant ahead = NOW.plus(YEAR);

        assertThat(today(ahead, NOW, NOW)).contains(NOW);
        assertThat(today(NOW, ahead, NOW)).contains(NOW);
        assertThat(today(NOW, NOW, ahead)).contains(NOW);
        assertThat(today(ahead, NOW, ahead)).contains(NOW);
        assertThat(today(ahead, ahead, NOW))
                .as("one machine, no recent listing")
                .contains(NOW.plus(Duration.ofDays(2)));
    }

    @Test
    void without_a_listing_that_bears_a_clock_out_nothing_ages() {
        assertThat(Retention.today(new KeepState(Map.of(), NOW, Optional.empty(), false), NOW))
                .isEmpty();
    }
}
