package dev.callvault.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clock that was ahead wrote into the budget delays nothing once the clock is right again. */
class BudgetStateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final BudgetState TWO_A_SECOND = BudgetState.NEW.withMost(2);

    @ParameterizedTest
    @ValueSource(strings = {"PT2M", "P1D", "P365D"})
    void starts_that_were_handed_out_in_the_future_hold_nothing_up(Duration ahead) {
        BudgetState wrong = TWO_A_SECOND.take(2, 0, NOW.plus(ahead)).state();

        BudgetState.Grant taken = wrong.believable(NOW).take(1, 0, NOW);

        assertThat(taken.lists()).containsExactly(NOW);
    }

    @Test
    void starts_that_were_handed_out_a_little_ahead_are_not_handed_out_again() {
        BudgetState state = TWO_A_SECOND;
        for (int node = 0; node < 20; node++) {
            state = state.believable(NOW).take(2, 2, NOW).state();
        }

        assertThat(state.believable(NOW).take(1, 0, NOW).lists()).containsExactly(NOW.plusSeconds(20));
        BudgetState slow = BudgetState.NEW.withMost(0.01);
        for (int node = 0; node < 10; node++) {
            slow = slow.believable(NOW).take(1, 0, NOW).state();
        }
        assertThat(slow.believable(NOW).take(1, 0, NOW).lists()).containsExactly(NOW.plusSeconds(1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P365D"})
    void a_pause_that_began_in_the_future_is_none(Duration ahead) {
        BudgetState paused = TWO_A_SECOND.refused(Duration.ofMinutes(15), NOW.plus(ahead));

        assertThat(paused.believable(NOW).take(1, 0, NOW).lists()).containsExactly(NOW);
    }

    @Test
    void a_pause_of_now_is_kept() {
        BudgetState paused = TWO_A_SECOND.refused(Duration.ofMinutes(15), NOW);

        assertThat(paused.believable(NOW).take(1, 0, NOW).listsAgain()).isEqualTo(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P365D"})
    void a_window_that_ends_in_the_far_future_is_none_and_one_of_now_is_kept(Duration ahead) {
        RateLimit stated = new RateLimit(150, 0, Duration.ofMinutes(15));

        assertThat(TWO_A_SECOND
                        .limited(stated, 0, NOW.plus(ahead))
                        .believable(NOW)
                        .window())
                .isEqualTo(Optional.empty());
        assertThat(TWO_A_SECOND.limited(stated, 0, NOW).believable(NOW).window())
                .contains(new RateWindow(150, 0, Duration.ofMinutes(15), NOW.plus(Duration.ofMinutes(15))));
    }
}
