package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.store.status.Forecast;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The alarm comes before loss is certain, and not without reason. */
@Order(3)
class ForecastTest {
    private final Scene scene = Scene.small();

    @BeforeEach
    void archive() {
        scene.archive();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void an_archive_that_is_whole_has_all_the_retention_as_headroom() {
        Forecast forecast = forecast();

        assertThat(forecast.backlog()).isZero();
        assertThat(forecast.headroomOf()).contains("calls");
        assertThat(forecast.headroom().orElseThrow())
                .isBetween(Duration.ofDays(5).minusMinutes(1), Duration.ofDays(5));
        assertThat(forecast.isAtRisk()).isFalse();
    }

    @Test
    void time_that_is_not_listed_counts_though_no_log_is_wanted() {
        scene.archived.execute("DELETE FROM archive.coverage WHERE stream = 'errors' AND upper(span) <= "
                + Scene.NOW.minus(Duration.ofDays(363)).getEpochSecond());
        scene.archived.execute("UPDATE archive.coverage SET proven = false WHERE stream = 'calls'" + " AND span @> "
                + Scene.NOW.minus(Duration.ofHours(100)).getEpochSecond() + "::bigint");

        Forecast forecast = forecast();

        assertThat(forecast.headroomOf()).contains("calls");
        assertThat(forecast.headroom().orElseThrow()).isBetween(Duration.ofHours(19), Duration.ofHours(20));

        scene.archived.execute("INSERT INTO archive.unproven (account_id, stream, from_second, to_second, why, since,"
                + " last_tried_at, acknowledged_at, acknowledged_by, acknowledged_reason)"
                + " SELECT account_id, stream, lower(span), upper(span), 'why', now(), now(), now(), 'alice', 'known'"
                + " FROM archive.coverage WHERE NOT proven");
        assertThat(forecast().headroom().orElseThrow())
                .as("nobody waits for time whose doubt is acknowledged")
                .isGreaterThan(Duration.ofHours(20));
    }

    @Test
    void logs_of_a_first_archive_that_expire_soon_are_no_risk_while_they_are_fetched_in_time() {
        wantAgain();
        scene.archived.execute("UPDATE archive.body_queue SET expires_at = to_timestamp("
                + Scene.NOW.plus(Duration.ofMinutes(30)).getEpochSecond() + ")");
        budget(2);
        assertThat(forecast()).satisfies(it -> {
            assertThat(it.headroom()).contains(Duration.ofMinutes(30));
            assertThat(it.isAtRisk()).isFalse();
        });

        budget(0.01);
        assertThat(forecast()).satisfies(it -> {
            assertThat(it.expectedLosses()).isEqualTo(it.backlog() - 18);
            assertThat(it.isAtRisk()).isTrue();
        });
    }

    @Test
    void a_backlog_that_the_budget_allows_is_no_risk_and_one_that_it_does_not_is() {
        wantAgain();
        budget(2);
        assertThat(forecast()).satisfies(it -> {
            assertThat(it.backlog()).isPositive();
            assertThat(it.isAtRisk()).isFalse();
            assertThat(it.drain().orElseThrow()).isEqualTo(Duration.ofSeconds((it.backlog() + 1) / 2));
        });

        budget(0.0001);

        Forecast slow = forecast();
        assertThat(slow.isAtRisk()).isTrue();
        assertThat(slow.expectedLosses()).isPositive();
    }

    @Test
    void the_rate_seen_lately_counts_and_a_standstill_is_told() {
        wantAgain();
        budget(1000);
        scene.archived.execute("UPDATE archive.calls SET first_seen_at = to_timestamp("
                + Scene.NOW.minus(Duration.ofHours(3)).getEpochSecond() + ")");
        scene.archived.execute("DELETE FROM archive.throughput");
        assertThat(forecast().drain()).isEmpty();

        scene.archived.execute("INSERT INTO archive.throughput SELECT account_id, to_timestamp("
                + Scene.NOW.minus(Duration.ofMinutes(30)).getEpochSecond() + "), 36 FROM archive.accounts");

        Forecast seen = forecast();
        assertThat(seen.bodiesPerSecond()).contains(0.01);
        assertThat(seen.drain().orElseThrow()).isEqualTo(Duration.ofSeconds(seen.backlog() * 100));
    }

    @Test
    void settling_logs_is_counted() {
        assertThat(scene.archived.count("SELECT sum(bodies) FROM archive.throughput"))
                .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.calls"));
    }

    private void wantAgain() {
        scene.archived.execute("UPDATE archive.calls SET log_state = 'pending', first_seen_at = to_timestamp("
                + Scene.NOW.getEpochSecond() + ")");
        scene.archived.execute(
                "INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)"
                        + " SELECT account_id, log_id, started_at, started_at + interval '5 days', started_at FROM archive.calls"
                        + " WHERE started_at > to_timestamp("
                        + Scene.NOW.minus(Duration.ofDays(4)).getEpochSecond() + ")");
        scene.archived.execute("DELETE FROM archive.throughput");
    }

    private void budget(double perSecond) {
        scene.archived.execute("UPDATE archive.request_budgets SET most_per_second = " + perSecond);
    }

    private Forecast forecast() {
        try (Callvault callvault = new Callvault(scene.settings(), scene.clock)) {
            return callvault.status().getFirst().forecast();
        }
    }
}
