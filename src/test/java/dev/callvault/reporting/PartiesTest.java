package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import org.junit.jupiter.api.Test;

/** Caller and called are from and to in every view, and beside them are the number outside and the account's own. */
class PartiesTest {
    private static final String PARTIES =
            "caller_number, called_number, party_number, service_number, service_name, caller_withheld";
    private static final String NAMES =
            "INSERT INTO archive.directory VALUES ('+18009957586', '1', 'Claims line', NULL, NULL),"
                    + " ('ivr@example.com', '2', 'Reminders', NULL, NULL)";

    @Test
    void a_call_has_a_number_outside_and_one_of_the_account() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "2125551234")
                    .call(2, "2026-07-02T10:00:00Z", null, "outbound", "2125551234", "8009957586")
                    .call(3, "2026-07-02T10:00:00Z", null, "outbound", "ivr@example.com", "2125551234")
                    .call(4, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "anonymous")
                    .unread(5, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "2125551234")
                    .execute(NAMES);

            assertThat(reported.query("SELECT log_id, " + PARTIES + " FROM reporting.calls ORDER BY 1"))
                    .containsExactly(
                            "1|+12125551234|+18009957586|+12125551234|+18009957586|Claims line|f",
                            "2|+18009957586|+12125551234|+12125551234|+18009957586|Claims line|f",
                            "3|ivr@example.com|+12125551234|+12125551234|ivr@example.com|Reminders|f",
                            "4|null|+18009957586|null|+18009957586|Claims line|t",
                            "5|null|null|null|null|null|null");
        }
    }

    @Test
    void a_session_line_has_the_same_whatever_its_columns_hold() {
        try (Reported reported = new Reported()) {
            reported.execute("INSERT INTO archive.sessions (account_id, line_hash, occurrence, line_kind, ani, dnis,"
                            + " caller_number, caller_kind, called_number, called_kind, parsed, altered, raw_line, first_seen_at)"
                            + " SELECT 1, sha256(kind::bytea), 1, kind, ani, dnis, one, one_kind, other, 'number', true, false,"
                            + " 'x', now() FROM (VALUES"
                            + " ('inbound', '', '8009957586', NULL, 'withheld', '+18009957586'),"
                            + " ('outbound', '2125551234', 'ivr@example.com', 'ivr@example.com', 'login', '+12125551234'))"
                            + " AS lines (kind, ani, dnis, one, one_kind, other)")
                    .execute(NAMES);

            assertThat(reported.query("SELECT caller, called, ani, dnis, " + PARTIES
                            + " FROM reporting.sessions ORDER BY line_kind"))
                    .containsExactly(
                            "|8009957586||8009957586|null|+18009957586|null|+18009957586|Claims line|t",
                            "ivr@example.com|2125551234|2125551234|ivr@example.com|ivr@example.com|+12125551234"
                                    + "|+12125551234|ivr@example.com|Reminders|f");
        }
    }

    @Test
    void an_error_line_of_an_outbound_call_is_told_by_the_login() {
        try (Reported reported = new Reported()) {
            reported.execute(
                            "INSERT INTO archive.errors (account_id, line_hash, occurrence, ani, dnis, caller_number, caller_kind,"
                                    + " called_number, called_kind, called_country, parsed, ambiguous_time, altered, raw_line, first_seen_at)"
                                    + " SELECT 1, sha256(dnis::bytea), 1, ani, dnis, one, one_kind, other, other_kind, country, true, false,"
                                    + " false, 'x', now() FROM (VALUES"
                                    + " ('2125551234', '8009957586', '+12125551234', 'number', '+18009957586', 'number', NULL),"
                                    + " ('2125551235', 'ivr@example.com', 'ivr@example.com', 'login', '+12125551235', 'number', 'US'),"
                                    + " ('', '8009957587', NULL, 'withheld', '+18009957587', 'number', NULL),"
                                    + " ('a@example.com', 'b@example.com', 'a@example.com', 'login', 'b@example.com', 'login', NULL))"
                                    + " AS lines (ani, dnis, one, one_kind, other, other_kind, country)")
                    .execute(
                            "INSERT INTO archive.errors (account_id, line_hash, occurrence, parsed, ambiguous_time, altered,"
                                    + " raw_line, first_seen_at) VALUES (1, '', 1, false, false, false, 'unread', now())")
                    .execute(NAMES);

            assertThat(reported.query(
                            "SELECT ani, caller, called, caller_number, caller_kind, called_number, called_country,"
                                    + " caller_name, called_name, caller_withheld FROM reporting.errors ORDER BY dnis"))
                    .containsExactly(
                            "2125551234|2125551234|8009957586|+12125551234|number|+18009957586|null|null|Claims line|f",
                            "||8009957587|null|withheld|+18009957587|null|null|null|t",
                            "a@example.com|a@example.com|b@example.com|a@example.com|login|b@example.com|null|null|null|f",
                            "2125551235|ivr@example.com|2125551235|ivr@example.com|login|+12125551235|US|Reminders|null|f",
                            "null|null|null|null|null|null|null|null|null|null");
        }
    }
}
