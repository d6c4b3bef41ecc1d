package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import org.junit.jupiter.api.Test;

/** Why a call has no log, for each state in which a log can be. */
class NoLogTest {
    private static final String OTHER_CALL = """
            INSERT INTO archive.call_conflicts (account_id, log_id, session_hash, session_id, direction, dest, src,
                started_at, log_state, first_seen_at)
            VALUES (1, %d, sha256('%s'), '%s', 'inbound', '1', '2', '%s', '%s', now())""";

    @Test
    void each_call_without_a_log_says_why() {
        try (Reported reported = new Reported()) {
            for (int logId = 1; logId <= 8; logId++) {
                reported.call(logId, "2026-07-02T10:00:00Z", null);
            }
            reported.call(9, "2026-06-30T10:00:00Z", null)
                    .body(1, "2026-07-02T10:00:00Z", "hello")
                    .body(2, "2026-07-02T10:00:00Z", "of a call whose state is not set yet")
                    .body(5, "2026-07-02T10:00:00Z", "<odd>")
                    .body(8, "2026-07-01T10:00:00Z", "the log of another call")
                    .execute("UPDATE archive.call_logs SET quarantine = 'no JSON' WHERE log_id = 5")
                    .execute(
                            "UPDATE archive.calls SET log_state = CASE log_id WHEN 2 THEN 'pending' WHEN 3 THEN 'pending'"
                                    + " WHEN 4 THEN 'unavailable' WHEN 5 THEN 'quarantined' WHEN 6 THEN 'lost' ELSE 'archived' END")
                    .execute("INSERT INTO archive.kept_since VALUES ('bodies', '2026-07-01T00:00:00Z', now(), now()),"
                            + " ('calls', '2026-01-01T00:00:00Z', now(), now())");

            assertThat(reported.query("SELECT log_id, has_body, no_log_reason FROM reporting.calls ORDER BY 1"))
                    .containsExactly(
                            "1|t|null",
                            "2|t|null",
                            "3|f|waiting",
                            "4|f|unavailable",
                            "5|f|unreadable",
                            "6|f|lost",
                            "7|f|missing",
                            "8|f|missing",
                            "9|f|deleted");
        }
    }

    @Test
    void the_other_call_of_a_log_id_says_it_of_its_own_log() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", null)
                    .execute("UPDATE archive.calls SET log_state = 'lost'")
                    .execute(OTHER_CALL.formatted(1, "b", "b", "2026-07-03T10:00:00Z", "archived"))
                    .execute(OTHER_CALL.formatted(1, "c", "c", "2026-07-04T10:00:00Z", "pending"))
                    .body(1, "2026-07-03T10:00:00Z", "hello");

            assertThat(reported.query("SELECT no_log_reason FROM reporting.calls"))
                    .containsExactly("lost");
            assertThat(reported.query("SELECT session_id, no_log_reason FROM reporting.call_conflicts ORDER BY 1"))
                    .containsExactly("b|null", "c|waiting");
        }
    }

    @Test
    void what_waits_says_until_when_and_what_was_tried() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", null)
                    .call(2, "2026-07-02T11:00:00Z", null)
                    .call(3, "2026-07-02T12:00:00Z", null)
                    .execute("UPDATE archive.calls SET log_state = 'unavailable' WHERE log_id = 2")
                    .execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                            + " VALUES ('second', 'https://example.org/ws', 'America/New_York', now())")
                    .execute(
                            "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                                    + " first_seen_at) SELECT 2, 1, 's', direction, dest, src, '2026-07-03T10:00:00Z', now()"
                                    + " FROM archive.calls WHERE log_id = 1")
                    .execute(OTHER_CALL.formatted(3, "d", "d", "2026-07-02T12:00:00Z", "lost"))
                    .execute(
                            "INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at,"
                                    + " attempts, last_attempt_at, last_failure)"
                                    + " SELECT account_id, log_id, started_at, started_at + interval '5 days', started_at,"
                                    + " CASE log_state WHEN 'unavailable' THEN 2 ELSE 0 END,"
                                    + " CASE log_state WHEN 'unavailable' THEN timestamptz '2026-07-02T13:00:00Z' END,"
                                    + " CASE log_state WHEN 'unavailable' THEN 'no log' END FROM archive.calls");

            assertThat(reported.query("SELECT account, log_id, no_log_reason, expires_at, expires_in_seconds"
                            + " - extract(epoch FROM expires_at)::bigint + extract(epoch FROM now())::bigint BETWEEN -1 AND 1,"
                            + " attempts, last_attempt_at, last_failure, session_id"
                            + " FROM reporting.waiting_logs ORDER BY expires_at"))
                    .containsExactly(
                            "ivr|1|waiting|2026-07-07 10:00:00+00|t|0|null|null|s1",
                            "ivr|2|unavailable|2026-07-07 11:00:00+00|t|2|2026-07-02 13:00:00+00|no log|s2",
                            "ivr|3|waiting|2026-07-07 12:00:00+00|t|0|null|null|s3",
                            "second|1|waiting|2026-07-08 10:00:00+00|t|0|null|null|s");
            assertThat(reported.query("SELECT account, backlog FROM reporting.archive_health ORDER BY 1"))
                    .as("the backlog is made of those that wait")
                    .containsExactly("ivr|2", "second|1");
        }
    }
}
