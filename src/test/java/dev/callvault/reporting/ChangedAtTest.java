package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A load of what has changed since the last one misses nothing. */
class ChangedAtTest {
    private static final String SEEN = "2026-07-03T00:00:00Z";

    @Test
    void a_call_changes_with_its_listing_its_log_and_its_numbers_and_with_nothing_else() {
        try (Reported reported = new Reported()) {
            reported.unread(1, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "2125551234")
                    .unread(2, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "2125551234");
            assertThat(
                            reported.query(
                                    "SELECT changed_at > first_seen_at AND changed_at > now() - interval '1 hour' FROM reporting.calls"))
                    .as("stored now, whenever the run that saw it began")
                    .containsExactly("t", "t");
            String other = reported.query("SELECT changed_at FROM reporting.calls WHERE log_id = 2")
                    .getFirst();

            for (String change : List.of(
                    "log_state = 'archived'",
                    "log_state = 'lost'",
                    "ended_at = '2026-07-02T10:00:07Z'",
                    "caller_number = '+12125551234', numbers_version = 1")) {
                assertMoves(reported, "calls", "log_id", 1, change, true);
            }
            assertMoves(reported, "calls", "log_id", 1, "numbers_version = 2", false);
            assertMoves(reported, "calls", "log_id", 1, "log_state = log_state", false);
            assertThat(reported.query("SELECT changed_at FROM reporting.calls WHERE log_id = 2"))
                    .as("the other one is as it was")
                    .containsExactly(other);
        }
    }

    @Test
    void the_other_records_have_theirs() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", null)
                    .error("s1", "2026-07-02T10:00:00Z", "failed")
                    .body(1, "2026-07-02T10:00:00Z", "a log")
                    .execute("SELECT archive.make_month('2026-07-01')")
                    .execute(
                            "INSERT INTO archive.call_conflicts (account_id, log_id, session_hash, session_id, direction, dest, src,"
                                    + " started_at, first_seen_at) VALUES (1, 1, '', 'other', 'inbound', '1', '2',"
                                    + " '2026-07-02T10:00:00Z', '" + SEEN + "')")
                    .execute(
                            "INSERT INTO archive.sessions (account_id, line_hash, occurrence, line_kind, parsed, altered, raw_line,"
                                    + " first_seen_at) VALUES (1, '', 1, 'inbound', true, false, 'x', '" + SEEN + "')")
                    .execute("INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at)"
                            + " VALUES (1, 'calls', '2026-07-02T10:00:00Z', '2026-07-02T11:00:00Z', 'lost', '" + SEEN
                            + "')");

            assertMoves(reported, "call_conflicts", "log_id", 1, "log_state = 'archived'", true);
            assertMoves(reported, "sessions", "account_id", 1, "raw_line = '*'", true);
            assertMoves(reported, "errors", "account_id", 1, "ambiguous_time = true", true);
            assertMoves(reported, "gaps", "account_id", 1, "resolved_at = now()", true);
            reported.execute("UPDATE archive.call_logs SET body = '*'");
            assertThat(reported.query("SELECT changed_at > fetched_at FROM reporting.bodies"))
                    .containsExactly("t");
        }
    }

    private static void assertMoves(
            Reported reported, String records, String key, long id, String change, boolean isMoved) {
        String when = "SELECT changed_at FROM reporting." + records + " WHERE " + key + " = " + id;
        String before = reported.query(when).getFirst();
        reported.execute("UPDATE archive." + records + " SET " + change + " WHERE " + key + " = " + id);
        assertThat(reported.query("SELECT changed_at > '" + before + "' FROM (" + when + ") AS now"))
                .as("%s: %s", records, change)
                .containsExactly(isMoved ? "t" : "f");
    }
}
