package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.MovableClock;
import dev.callvault.logs.Heard;
import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Why the daemon cannot begin is told once a day, not with every try. */
class RefusalsTest {
    private final Heard heard = new Heard();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T20:00:00Z"));
    private final Refusals refusals = new Refusals(clock, heard.logger());

    private void refused(String message, String hint) {
        refusals.tell(new StoreFailure(message, hint, new IllegalStateException()));
    }

    @Test
    void a_week_of_tries_is_a_line_a_day_however_its_words_vary() {
        for (int tries = 0; tries < 7 * 24 * 60; tries++) {
            refused("process " + tries + " has the lock", "Use that version or a later one.");
            clock.move(Duration.ofMinutes(1));
        }

        assertThat(heard.lines())
                .hasSize(7)
                .first()
                .isEqualTo("ERROR process 0 has the lock — Use that version or a later one."
                        + " Nothing is archived until then; it is tried again by itself.");
    }

    @Test
    void two_reasons_in_turn_are_two_lines() {
        for (int i = 0; i < 100; i++) {
            refused("the schema is newer", "Use that version.");
            refused("permission denied", "Run 'callvault migrate'.");
        }

        assertThat(heard.lines()).hasSize(2);
    }

    @Test
    void what_comes_again_after_it_was_over_is_told_again() {
        refused("permission denied", "Run 'callvault migrate'.");
        refusals.over();
        refused("permission denied", "Run 'callvault migrate'.");

        assertThat(heard.lines()).hasSize(2);
    }

    @Test
    void a_database_that_is_away_is_told_elsewhere() {
        refused("could not connect", StoreFailure.AWAY);

        assertThat(heard.lines()).isEmpty();
    }
}
