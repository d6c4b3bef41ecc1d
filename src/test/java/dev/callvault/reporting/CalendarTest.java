package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import dev.callvault.store.reports.ReportViews;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The figures of hours, days and months, on calls that can be counted on the fingers, of two accounts. */
class CalendarTest {
    /** Seven seconds more than a minute, in the second account. */
    private static final String SECOND = """
            INSERT INTO archive.accounts (name, base_url, zone, created_at)
            VALUES ('second', 'https://example.org/ws', 'America/New_York', now());
            INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, first_seen_at)
            VALUES (2, 1, 's', 'inbound', '6177120001', '', '2026-07-02T10:09:00Z', '2026-07-02T10:10:07Z', now())""";

    @Test
    void an_hour_without_rows_is_nought_or_not_archived() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-11-01T04:10:00Z", "2026-11-01T04:40:00Z")
                    .call(2, "2026-10-31T20:10:00Z", "2026-10-31T20:10:10Z")
                    .error("s1", "2026-11-01T05:30:00Z", "no")
                    .error("s1", "2026-11-01T05:31:00Z", "another")
                    .execute(SECOND)
                    .execute(
                            "INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at)"
                                    + " SELECT 1, stream, int8range(extract(epoch FROM since)::bigint, extract(epoch FROM until)::bigint),"
                                    + " 1, proven, now() FROM (VALUES"
                                    + " ('calls', timestamptz '2026-11-01T03:30:00Z', timestamptz '2026-11-01T07:00:00Z', true),"
                                    + " ('calls', '2026-11-01T07:00:00Z', '2026-11-01T08:00:00Z', false),"
                                    + " ('errors', '2026-10-31T18:00:00Z', '2026-11-01T06:00:00Z', true)) AS v (stream, since, until, proven)");

            assertThat(reported.rows(
                            "SELECT hour_local, calls, errors, erlangs, most_at_once, calls_complete, errors_complete,"
                                    + " hour_of_day, weekday, weekday_name, week_start, month_start FROM reporting.hours"
                                    + " WHERE account = 'ivr' AND hour >= '2026-11-01T03:00:00Z' AND hour < '2026-11-01T09:00:00Z'"
                                    + " ORDER BY hour"))
                    .as("half covered; two at one o'clock; unproven; never listed")
                    .containsExactly(
                            "2026-10-31 23:00:00|null|0|null|null|f|t|23|6|Saturday|2026-10-26|2026-10-01",
                            "2026-11-01 00:00:00|1|0|0.500|1|t|t|0|7|Sunday|2026-10-26|2026-11-01",
                            "2026-11-01 01:00:00|0|2|0.000|0|t|t|1|7|Sunday|2026-10-26|2026-11-01",
                            "2026-11-01 01:00:00|0|null|0.000|0|t|f|1|7|Sunday|2026-10-26|2026-11-01",
                            "2026-11-01 02:00:00|null|null|null|null|f|f|2|7|Sunday|2026-10-26|2026-11-01",
                            "2026-11-01 03:00:00|null|null|null|null|f|f|3|7|Sunday|2026-10-26|2026-11-01");
            assertThat(reported.query("SELECT account, calls, calls_complete FROM reporting.hours WHERE calls > 0"
                            + " AND NOT calls_complete ORDER BY account"))
                    .as("calls that are there although their hour is not proven, of an account without coverage too")
                    .containsExactly("ivr|1|f", "second|1|f");
            assertThat(reported.query("SELECT min(hour), max(hour) = date_trunc('hour', now()),"
                            + " count(*) = count(DISTINCT hour) FROM reporting.hours WHERE account = 'ivr'"))
                    .containsExactly("2026-10-31 18:00:00+00|t|t");
        }
    }

    @Test
    void the_peak_of_all_accounts_is_not_the_sum_of_their_peaks_and_is_shown_to_whom_may_read_them() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", "2026-07-02T10:05:00Z")
                    .call(2, "2026-07-02T10:01:00Z", "2026-07-02T10:04:00Z")
                    .call(3, "2026-07-02T08:09:00Z", "2026-07-02T10:20:00Z")
                    .call(4, "2026-07-02T10:10:07Z", "2026-07-02T10:10:08Z")
                    .execute(SECOND);

            assertThat(reported.rows("SELECT account, peak_calls FROM reporting.concurrency"
                            + " WHERE hour = '2026-07-02T10:00:00Z' ORDER BY 1"))
                    .containsExactly("ivr|3", "second|1");
            assertThat(reported.rows("SELECT hour_local, peak_calls, peak_at, accounts, account_ids"
                            + " FROM reporting.concurrency_overall ORDER BY hour"))
                    .containsExactly(
                            "2026-07-02 04:00:00|1|2026-07-02 08:09:00+00|1|{1}",
                            "2026-07-02 05:00:00|1|2026-07-02 09:00:00+00|1|{1}",
                            "2026-07-02 06:00:00|3|2026-07-02 10:01:00+00|2|{1,2}");

            reported.execute("UPDATE archive.calls SET started_at = '2026-07-02T10:02:00Z' WHERE account_id = 2");
            assertThat(reported.rows("SELECT peak_calls, peak_at FROM reporting.concurrency_overall"
                            + " ORDER BY hour DESC LIMIT 1"))
                    .containsExactly("4|2026-07-02 10:02:00+00");

            assertThat(hoursShown(reported, 1)).isEqualTo(2);
            assertThat(hoursShown(reported, 2)).isZero();
            assertThat(hoursShown(reported, 2, 1)).isEqualTo(3);
        }
    }

    private static int hoursShown(Reported reported, long... accounts) {
        ReportViews.Preview preview = shown(reported, "concurrency_overall", accounts);
        assertThat(preview.columns()).extracting(ReportViews.Column::name).doesNotContain("account_ids");
        return preview.rows().size();
    }

    private static ReportViews.Preview shown(Reported reported, String view, long... accounts) {
        return reported.archive
                .reportViews()
                .preview(view, Arrays.stream(accounts).mapToObj(AccountId::new).toList(), 10)
                .orElseThrow();
    }

    @Test
    void what_is_of_no_account_is_shown_to_whom_may_read_them_all() {
        try (Reported reported = new Reported()) {
            reported.execute(SECOND)
                    .execute("INSERT INTO archive.directory VALUES ('+18009957586', '1', 'Claims line', NULL, NULL)");

            assertThat(shown(reported, "directory", 1).rows()).isEmpty();
            assertThat(shown(reported, "directory", 2).rows()).isEmpty();
            assertThat(shown(reported, "directory", 2, 1).rows()).hasSize(1);
        }
    }

    @Test
    void durations_have_a_mean_a_median_and_a_95th_percentile() {
        try (Reported reported = new Reported()) {
            for (int length = 1; length <= 21; length++) {
                reported.call(
                        length,
                        "2026-07-02T10:00:00Z",
                        "2026-07-02T10:0" + length / 10 + ":" + length % 10 * 6 / 10 + length % 10 * 6 % 10 + "Z");
            }
            reported.call(50, "2026-07-02T11:00:00Z", null)
                    .call(51, "2026-07-03T03:59:59Z", "2026-07-03T04:00:00Z")
                    .call(52, "2026-07-03T04:00:00Z", "2026-07-03T04:00:07Z")
                    .execute(SECOND);

            assertThat(
                            reported.query(
                                    "SELECT account, day, timed_calls, average_duration_seconds, p50_seconds, p95_seconds,"
                                            + " longest_seconds, weekday_name, week_start FROM reporting.durations_by_day ORDER BY 1, 2"))
                    .containsExactly(
                            "ivr|2026-07-02|22|63.0|63.0|119.7|126|Thursday|2026-06-29",
                            "ivr|2026-07-03|1|7.0|7.0|7.0|7|Friday|2026-06-29",
                            "second|2026-07-02|1|67.0|67.0|67.0|67|Thursday|2026-06-29");
        }
    }

    @Test
    void sessions_of_a_day_are_counted_once_however_many_lines_they_have() {
        try (Reported reported = new Reported()) {
            reported.execute(
                    "INSERT INTO archive.sessions (account_id, line_hash, occurrence, line_kind, session_id, started_at,"
                            + " duration_seconds, parsed, altered, raw_line, first_seen_at)"
                            + " SELECT 1, sha256(convert_to(concat(kind, at), 'UTF8')), 1, kind, session, at, 60, true, false, 'x', now()"
                            + " FROM (VALUES ('inbound', 'a', timestamptz '2026-07-02T10:00:00Z'), ('transfer', 'a', '2026-07-02T10:00:30Z'),"
                            + " ('outbound', 'b', '2026-07-03T03:59:59Z'), ('local', NULL, '2026-07-02T11:00:00Z'),"
                            + " ('inbound', 'b', '2026-07-03T04:00:00Z'), ('unread', NULL, NULL)) AS lines (kind, session, at)");

            assertThat(
                            reported.query(
                                    "SELECT day, lines, sessions, inbound_lines, outbound_lines, transfer_lines, other_lines,"
                                            + " duration_seconds, weekday, month_start FROM reporting.sessions_by_day ORDER BY 1"))
                    .containsExactly(
                            "2026-07-02|4|2|1|1|1|1|120|4|2026-07-01", "2026-07-03|1|1|1|0|0|0|60|5|2026-07-01");
        }
    }

    @Test
    void minutes_are_rounded_up_by_call_for_each_month_direction_and_number_of_the_account() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", "2026-07-02T10:01:00Z", "inbound", "8009957586", "2125550001")
                    .call(2, "2026-08-01T03:59:59Z", "2026-08-01T04:01:00Z", "inbound", "18009957586", "")
                    .call(3, "2026-08-01T04:00:00Z", "2026-08-01T04:00:00Z", "inbound", "8009957586", "2125550001")
                    .call(4, "2026-07-05T10:00:00Z", "2026-07-05T10:00:01Z", "outbound", "3125550002", "8009957586")
                    .call(5, "2026-07-05T10:00:00Z", null, "outbound", "ivr@example.com", "3125550002")
                    .unread(6, "2026-07-05T10:00:00Z", "2026-07-05T10:02:01Z", "inbound", "800-995-7586", "2125550001")
                    .execute(SECOND)
                    .execute(
                            "INSERT INTO archive.directory VALUES ('+18009957586', '800-995-7586', 'Claims line', NULL, NULL)");

            assertThat(reported.query("SELECT account, month_start, direction, number, name, calls, timed_calls,"
                            + " duration_seconds, minutes FROM reporting.invoice_minutes ORDER BY 1, 2, 3, 4"))
                    .containsExactly(
                            "ivr|2026-07-01|inbound|+18009957586|Claims line|2|2|121|3",
                            "ivr|2026-07-01|inbound|800-995-7586|null|1|1|121|3",
                            "ivr|2026-07-01|outbound|+18009957586|Claims line|1|1|1|1",
                            "ivr|2026-07-01|outbound|ivr@example.com|null|1|0|0|0",
                            "ivr|2026-08-01|inbound|+18009957586|Claims line|1|1|0|0",
                            "second|2026-07-01|inbound|6177120001|null|1|1|67|2");
        }
    }

    @Test
    void errors_of_a_day_have_the_rates_of_their_kinds_which_add_up() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T11:00:00Z", "2026-07-02T11:01:00Z")
                    .call(2, "2026-07-02T12:00:00Z", "2026-07-02T12:01:00Z")
                    .error("s1", "2026-07-02T10:50:00Z", "odd 1")
                    .error("s1", "2026-07-02T11:30:00Z", "odd 2")
                    .error("s2", "2026-07-02T12:30:00Z", "even")
                    .error("s2", "2026-07-03T12:30:00Z", "even")
                    .covered("2026-07-02T10:30:00Z");

            assertThat(reported.rows("SELECT day, signature, errors, first_at, last_at, errors_per_1000_calls, weekday"
                            + " FROM reporting.errors_by_day ORDER BY 1, 2"))
                    .containsExactly(
                            "2026-07-02|even|1|2026-07-02 12:30:00+00|2026-07-02 12:30:00+00|500.00|4",
                            "2026-07-02|odd #|2|2026-07-02 10:50:00+00|2026-07-02 11:30:00+00|500.00|4",
                            "2026-07-03|even|1|2026-07-03 12:30:00+00|2026-07-03 12:30:00+00|null|5");
            assertThat(reported.rows("SELECT day, errors, errors_per_1000_calls FROM reporting.calls_by_day"))
                    .containsExactly("2026-07-02|3|1000.0");
        }
    }

    @Test
    void calls_lines_and_errors_have_a_clock_and_a_gateway() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-06T03:30:00Z", null)
                    .call(2, "2026-07-06T04:30:00Z", null)
                    .error("100031;036;1795694761", "2026-07-06T03:30:00Z", "no")
                    .error("odd;1", "2026-07-06T04:30:00Z", "no")
                    .execute("UPDATE archive.calls SET session_id = '100031;036;1795694761' WHERE log_id = 1");
            String clock = "hour_of_day, weekday, weekday_name, week_start, month_start, gateway, port";
            String[] expected = {
                "23|7|Sunday|2026-06-29|2026-07-01|100031|036", "0|1|Monday|2026-07-06|2026-07-01|null|null"
            };

            assertThat(reported.query("SELECT " + clock + " FROM reporting.calls ORDER BY started_at"))
                    .containsExactly(expected);
            assertThat(reported.query("SELECT " + clock + " FROM reporting.errors ORDER BY occurred_at"))
                    .containsExactly(expected);
            assertThat(reported.rows("SELECT hour_of_day, weekday, erlangs FROM reporting.calls_by_hour ORDER BY hour"))
                    .containsExactly("23|7|0.000", "0|1|0.000");
            assertThat(reported.query("SELECT week_start, month_start FROM reporting.dates WHERE day = '2026-11-01'"))
                    .containsExactly("2026-10-26|2026-11-01");
            assertThat(reported.query("SELECT first_day, last_day FROM reporting.callers"))
                    .containsExactly("2026-07-05|2026-07-06");
        }
    }
}
