package dev.callvault.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.MovableClock;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.HealthStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthViewTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T20:00:00Z"));
    private int looks;
    private int counts;
    private boolean isAway;
    private final HealthView view = new HealthView(
            new HealthStore() {
                @Override
                public List<AccountHealth> accounts(Instant now) {
                    looks++;
                    if (isAway) {
                        throw new StoreFailure("away", "Wait.", new IllegalStateException());
                    }
                    return List.of();
                }

                @Override
                public Map<String, Map<String, Long>> logStates() {
                    counts++;
                    return Map.of();
                }

                @Override
                public long databaseBytes() {
                    return 1;
                }
            },
            clock);

    @Test
    void the_archive_is_looked_at_every_ten_seconds_at_most_and_counted_every_five_minutes() {
        for (int second = 0; second < 600; second++) {
            view.seen();
            view.counted();
            clock.move(Duration.ofSeconds(1));
        }

        assertThat(looks).isEqualTo(60);
        assertThat(counts).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1M", "-P1D", "-P365D"})
    void what_was_seen_before_the_clock_was_put_back_is_looked_at_again(Duration back) {
        isAway = true;
        assertThat(view.seen().failure()).contains("away");
        isAway = false;

        clock.move(back);

        assertThat(view.seen().failure()).isEmpty();
    }

    @Test
    void a_database_that_says_nothing_is_not_waited_for() {
        HealthView silent = new HealthView(
                new HealthStore() {
                    @Override
                    public List<AccountHealth> accounts(Instant now) {
                        throw new IllegalStateException("never asked");
                    }

                    @Override
                    public Map<String, Map<String, Long>> logStates() {
                        throw new IllegalStateException("never asked");
                    }

                    @Override
                    public long databaseBytes() {
                        throw new IllegalStateException("never asked");
                    }
                },
                () -> Instant.EPOCH,
                look -> {}, // as if it took for ever
                new HealthView.Patience(Duration.ZERO, Duration.ZERO));

        assertThat(silent.seen().failure()).contains("the database has not answered in time");
        assertThat(silent.counted().logStates()).isEmpty();
        assertThat(HealthView.USUAL.seen().plus(HealthView.USUAL.counted()))
                .as("a scrape asks for both")
                .isLessThan(Duration.ofSeconds(1));
    }
}
