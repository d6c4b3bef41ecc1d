package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.cli.report.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The reporting view knows the time to the next loss as {@code status --json} does, also when no log waits. */
class TimeToLossTest {
    @Test
    void an_account_without_a_backlog_and_one_that_was_never_archived_have_a_time_to_loss() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.clock.move(Duration.between(scene.clock.instant(), Instant.now()));
            String now = "to_timestamp(" + scene.clock.instant().getEpochSecond() + ")";
            scene.archived.execute("DELETE FROM archive.coverage; INSERT INTO archive.coverage"
                    + " (account_id, stream, span, total, proven, listed_at)"
                    + " SELECT account_id, stream, int8range(extract(epoch FROM " + now
                    + " - interval '4 days')::bigint,"
                    + " extract(epoch FROM " + now + " - interval '1 day')::bigint), 1, true, " + now
                    + " FROM archive.accounts, unnest('{calls,sessions,errors}'::text[]) AS stream;"
                    + " INSERT INTO archive.accounts (name, base_url, zone, created_at) VALUES"
                    + " ('second', 'https://example.org/ws', 'America/New_York', " + now + ");"
                    + " INSERT INTO archive.unread_rows (account_id, stream, row_hash, span, text, reason, first_seen_at,"
                    + " last_seen_at) SELECT account_id, 'errors', sha256('x'), '[1,2)', 'x', 'odd', now(), now()"
                    + " FROM archive.accounts WHERE name = 'second'");

            List<String> first = view(scene, "default");
            List<String> second = view(scene, "second");
            try (Callvault callvault = scene.callvault()) {
                Map<?, ?> report = StatusReport.json(callvault.standing(), Map.of(), 0);
                isSame(first, account(report, "default"), 4, 0);
                isSame(second, account(report, "second"), 5, 1);
            }
        }
    }

    /** What both say of an account. The view's time is as of the database's now, which is a little later. */
    private static List<String> view(Scene scene, String account) {
        String row = scene.archived.rows("""
                        SELECT headroom_seconds, headroom_of, backlog, at_risk, expected_losses, gaps, unproven_spans,
                               next_expiry_at IS NULL, next_loss_at = now() + make_interval(secs => headroom_seconds),
                               least(body_headroom_seconds, calls_headroom_seconds, sessions_headroom_seconds,
                                     errors_headroom_seconds) = headroom_seconds, doubts
                        FROM reporting.archive_health WHERE account = '""" + account + "'").getFirst();
        return List.of(row.split("\\|", -1));
    }

    private static Map<?, ?> account(Map<?, ?> report, String name) {
        return ((List<?>) Objects.requireNonNull(report.get("accounts")))
                .stream()
                        .map(it -> (Map<?, ?>) it)
                        .filter(it -> name.equals(it.get("account")))
                        .findFirst()
                        .orElseThrow();
    }

    private static void isSame(List<String> view, Map<?, ?> status, int days, int doubts) {
        long headroom = ((Number) Objects.requireNonNull(status.get("headroom_seconds"))).longValue();
        assertThat(Math.round(headroom / 86_400.0)).isEqualTo(days);
        assertThat(Long.parseLong(view.getFirst())).isBetween(headroom - 600, headroom + 600);
        Map<?, ?> forecast = (Map<?, ?>) Objects.requireNonNull(status.get("forecast"));
        assertThat(view.subList(1, view.size()))
                .containsExactly(
                        "calls",
                        text(status.get("backlog")),
                        text(forecast.get("at_risk")).substring(0, 1),
                        text(forecast.get("expected_losses")),
                        text(status.get("gaps")),
                        text(status.get("unproven_spans")),
                        "t",
                        "t",
                        "t",
                        Integer.toString(doubts));
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value).toLowerCase(Locale.ROOT);
    }
}
