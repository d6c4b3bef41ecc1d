package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import dev.callvault.serve.console.BodyLine;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each definition of the reports, on calls that can be counted on the fingers. New York is at -4 in summer, -5 in winter. */
class ReportsTest {
    @Test
    void every_view_column_and_function_of_reporting_has_a_comment() {
        try (Reported reported = new Reported()) {
            assertThat(reported.query("SELECT count(*) >= 20 FROM pg_views WHERE schemaname = 'reporting'"))
                    .containsExactly("t");
            assertThat(reported.query("""
                    SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
                    WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v'
                      AND (obj_description(pg_class.oid, 'pg_class') IS NULL
                           OR col_description(pg_class.oid, attnum) IS NULL)""")).isEmpty();
            assertThat(reported.query("""
                    SELECT proname FROM pg_proc WHERE pronamespace = 'reporting'::regnamespace
                      AND obj_description(oid, 'pg_proc') IS NULL""")).isEmpty();
        }
    }

    @Test
    void calls_tell_caller_and_called_whatever_the_direction_times_errors_and_body() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T03:30:00Z", "2026-07-02T03:31:40Z")
                    .call(2, "2026-12-02T03:30:00Z", null, "outbound", "ivr@example.com", "3125550002")
                    .call(3, "2026-12-02T03:30:00Z", "2026-12-02T03:29:00Z", "outbound", "3125550002", "6177120001")
                    .error("s1", "2026-07-02T03:30:05Z", "no")
                    .error("s1", "2026-07-02T03:30:06Z", "no")
                    .body(1, "2026-07-02T03:30:00Z", "hello");

            assertThat(reported.rows("""
                    SELECT log_id, caller, called, started_at_utc, started_at_local, day, duration_seconds, error_count, has_body,
                           log_state, ended_at_local FROM reporting.calls ORDER BY log_id"""))
                    .containsExactly(
                            "1|2125550001|6177120001|2026-07-02 03:30:00|2026-07-01 23:30:00|2026-07-01|100|2|t|pending|2026-07-01 23:31:40",
                            "2|ivr@example.com|3125550002|2026-12-02 03:30:00|2026-12-01 22:30:00|2026-12-01|null|0|f|pending|null",
                            "3|6177120001|3125550002|2026-12-02 03:30:00|2026-12-01 22:30:00|2026-12-01|null|0|f|pending|2026-12-01 22:29:00");
        }
    }

    @Test
    void sessions_swap_ani_and_dnis_of_outbound_lines() {
        try (Reported reported = new Reported()) {
            for (String kind : new String[] {"inbound", "outbound"}) {
                reported.execute(
                        "INSERT INTO archive.sessions VALUES (1, sha256('" + kind + "'), 1, '" + kind
                                + "', '1', 7, '2', 's', '2026-07-02T03:30:00Z', '2026-07-02T03:30:09Z', 9, true, false, 'raw', now())");
            }

            assertThat(
                            reported.query(
                                    "SELECT line_kind, caller, called, day, duration_seconds FROM reporting.sessions ORDER BY 1"))
                    .containsExactly("inbound|1|2|2026-07-01|9", "outbound|2|1|2026-07-01|9");
        }
    }

    @Test
    void hours_that_autumn_repeats_are_two_and_days_are_those_of_the_zone() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-11-01T03:59:59Z", "2026-11-01T04:00:09Z")
                    .call(2, "2026-11-01T04:00:00Z", "2026-11-01T04:00:06Z")
                    .call(3, "2026-11-01T05:30:00Z", "2026-11-01T05:30:07Z")
                    .call(4, "2026-11-01T06:30:00Z", null)
                    .call(5, "2026-11-02T04:59:59Z", "2026-11-02T05:00:01Z", "outbound", "3125550002", "6177120001")
                    .call(6, "2026-11-02T05:00:00Z", "2026-11-02T05:00:00Z")
                    .error("s6", "2026-11-02T05:00:00Z", "no")
                    .covered("2026-10-01T00:00:00Z");

            assertThat(reported.rows("""
                    SELECT hour_local, day, calls, inbound_calls, outbound_calls, timed_calls, duration_seconds,
                           average_duration_seconds, short_calls, busy_seconds FROM reporting.calls_by_hour ORDER BY hour"""))
                    .containsExactly(
                            "2026-10-31 23:00:00|2026-10-31|1|1|0|1|10|10.0|0|1",
                            "2026-11-01 00:00:00|2026-11-01|1|1|0|1|6|6.0|1|15",
                            "2026-11-01 01:00:00|2026-11-01|1|1|0|1|7|7.0|0|7",
                            "2026-11-01 01:00:00|2026-11-01|1|1|0|0|0|null|0|0",
                            "2026-11-01 23:00:00|2026-11-01|1|0|1|1|2|2.0|1|1",
                            "2026-11-02 00:00:00|2026-11-02|1|1|0|1|0|0.0|1|1");
            assertThat(reported.rows("""
                    SELECT day, calls, callers, timed_calls, duration_seconds, average_duration_seconds, short_calls, errors,
                           errors_per_1000_calls FROM reporting.calls_by_day ORDER BY day"""))
                    .containsExactly(
                            "2026-10-31|1|1|1|10|10.0|0|0|0.0",
                            "2026-11-01|4|2|3|15|5.0|2|0|0.0",
                            "2026-11-02|1|1|1|0|0.0|1|1|1000.0");
            assertThat(reported.query("SELECT day, hours, starts_at, weekday_name FROM reporting.dates"
                            + " WHERE day IN ('2026-03-08', '2026-11-01', '2026-11-02') ORDER BY day"))
                    .containsExactly(
                            "2026-03-08|23.00|2026-03-08 05:00:00+00|Sunday",
                            "2026-11-01|25.00|2026-11-01 04:00:00+00|Sunday",
                            "2026-11-02|24.00|2026-11-02 05:00:00+00|Monday");
        }
    }

    @Test
    void concurrency_counts_ends_before_starts_and_a_call_in_every_hour_it_spans() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", "2026-07-02T10:10:00Z")
                    .call(2, "2026-07-02T10:10:00Z", "2026-07-02T10:20:00Z")
                    .call(3, "2026-07-02T12:05:00Z", null)
                    .call(4, "2026-07-02T12:05:00Z", "2026-07-02T12:05:00Z");
            String peaks =
                    "SELECT extract(hour FROM hour), peak_calls, peak_at FROM reporting.concurrency ORDER BY hour";
            assertThat(reported.rows(peaks)).containsExactly("10|1|2026-07-02 10:00:00+00", "12|0|null");

            reported.call(5, "2026-07-02T10:05:00Z", "2026-07-02T10:15:00Z")
                    .call(6, "2026-07-02T08:59:00Z", "2026-07-02T11:30:00Z")
                    .call(7, "2026-07-02T09:30:00Z", "2026-07-02T10:00:00Z");

            assertThat(reported.rows(peaks))
                    .containsExactly(
                            "8|1|2026-07-02 08:59:00+00",
                            "9|2|2026-07-02 09:30:00+00",
                            "10|3|2026-07-02 10:05:00+00",
                            "11|1|2026-07-02 11:00:00+00",
                            "12|0|null");
            assertThat(
                            reported.rows(
                                    "SELECT extract(hour FROM hour), busy_seconds, erlangs FROM reporting.traffic ORDER BY hour"))
                    .containsExactly("8|60|0.017", "9|5400|1.500", "10|5400|1.500", "11|1800|0.500", "12|0|0.000");
            assertThat(reported.rows("SELECT day, hour, erlangs, calls, peak_calls FROM reporting.busy_hours"))
                    .containsExactly("2026-07-02|2026-07-02 10:00:00+00|1.500|3|3");
        }
    }

    @Test
    void numbers_callers_and_short_calls_are_counted_apart() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", "2026-07-02T10:00:06Z")
                    .call(2, "2026-07-02T11:00:00Z", "2026-07-02T11:00:07Z", "inbound", "6177120001", "2125550009")
                    .call(3, "2026-07-02T12:00:00Z", null, "inbound", "6177120001", "")
                    .call(4, "2026-07-02T13:00:00Z", "2026-07-02T13:01:00Z", "inbound", "6177120002", "2125550001")
                    .call(5, "2026-07-04T03:59:59Z", "2026-07-04T04:01:00Z");

            assertThat(reported.rows("""
                    SELECT day, called, calls, callers, timed_calls, duration_seconds, short_calls FROM reporting.numbers_by_day
                    ORDER BY day, called"""))
                    .containsExactly(
                            "2026-07-02|6177120001|3|2|2|13|1",
                            "2026-07-02|6177120002|1|1|1|60|0",
                            "2026-07-03|6177120001|1|1|1|61|0");
            assertThat(reported.rows(
                            "SELECT day, called, timed_calls, short_calls, short_percent FROM reporting.short_calls"
                                    + " ORDER BY day, called"))
                    .containsExactly(
                            "2026-07-02|6177120001|2|1|50.0",
                            "2026-07-02|6177120002|1|0|0.0",
                            "2026-07-03|6177120001|1|0|0.0");
            assertThat(
                            reported.rows(
                                    "SELECT caller, calls, first_call_at, last_call_at, is_repeat FROM reporting.callers ORDER BY caller"))
                    .containsExactly(
                            "+12125550001|3|2026-07-02 10:00:00+00|2026-07-04 03:59:59+00|t",
                            "+12125550009|1|2026-07-02 11:00:00+00|2026-07-02 11:00:00+00|f");
        }
    }

    @Test
    void errors_are_compared_with_calls_of_the_same_time() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:40:00Z", "2026-07-02T10:41:00Z")
                    .call(2, "2026-07-02T11:00:00Z", "2026-07-02T11:01:00Z")
                    .call(3, "2026-07-02T12:30:00Z", "2026-07-02T12:31:00Z")
                    .call(4, "2026-07-02T13:30:00Z", "2026-07-02T13:31:00Z")
                    .error("s1", "2026-07-02T08:00:00Z", "before the calls")
                    .error("s1", "2026-07-02T10:10:00Z", "before the calls, in their first hour")
                    .error("s1", "2026-07-02T10:50:00Z", "in an hour that is half covered")
                    .error("s2", "2026-07-02T11:30:00Z", "in time")
                    .error("s2", "2026-07-02T12:30:00Z", "in time")
                    .error("s2", "2026-07-02T13:30:00Z", "in time");
            String rates = "SELECT errors, errors_per_1000_calls FROM reporting.calls_by_day";
            assertThat(reported.rows(rates)).as("nothing is covered").containsExactly("6|null");

            reported.covered("2026-07-02T10:30:00Z");

            assertThat(reported.rows(rates)).containsExactly("6|1000.0");
            assertThat(reported.rows("SELECT hour, calls, errors FROM reporting.comparable_hours ORDER BY 1"))
                    .containsExactly(
                            "2026-07-02 11:00:00+00|1|1", "2026-07-02 12:00:00+00|1|1", "2026-07-02 13:00:00+00|1|1");
            assertThat(reported.rows("SELECT signature, errors, errors_per_1000_calls FROM reporting.error_signatures"
                            + " ORDER BY 2 DESC, 1"))
                    .containsExactly(
                            "in time|3|1000.00",
                            "before the calls|1|0.00",
                            "before the calls, in their first hour|1|0.00",
                            "in an hour that is half covered|1|0.00");

            reported.execute("UPDATE archive.coverage SET proven = false WHERE stream = 'errors'");
            assertThat(reported.rows(rates)).as("nor while one is unproven").containsExactly("6|null");
        }
    }

    @Test
    void errors_are_told_apart_by_what_does_not_change() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", "2026-07-02T10:01:00Z")
                    .call(2, "2026-07-02T10:00:00Z", "2026-07-02T10:01:00Z")
                    .error("s1", "2025-12-01T10:00:00Z", "error.badfetch http://a.example.com/1.vxml status 404")
                    .error("s1", "2026-07-02T10:00:05Z", "error.badfetch https://b.example.com/x?y=2 status  500")
                    .error("s2", "2026-07-02T10:00:09Z", "ReferenceError: \"total\" is not defined at 'main.js' 12")
                    .error("s2", "2026-07-02T11:00:09Z", "ReferenceError: \"sum\" is not defined at 'a.js' 7")
                    .covered("2026-07-01T00:00:00Z");

            assertThat(reported.rows("""
                    SELECT signature, errors, first_seen_at, last_seen_at, errors_per_1000_calls
                    FROM reporting.error_signatures ORDER BY first_seen_at"""))
                    .containsExactly(
                            "error.badfetch URL status #|2|2025-12-01 10:00:00+00|2026-07-02 10:00:05+00|500.00",
                            "ReferenceError: \"…\" is not defined at \"…\" #|2|2026-07-02 10:00:09+00|2026-07-02 11:00:09+00|1000.00");
            assertThat(reported.rows(
                            "SELECT hour, sum(errors) FROM reporting.errors_by_hour GROUP BY hour ORDER BY hour"))
                    .containsExactly(
                            "2025-12-01 10:00:00+00|1", "2026-07-02 10:00:00+00|2", "2026-07-02 11:00:00+00|1");
            assertThat(reported.query("SELECT DISTINCT signature FROM reporting.errors"))
                    .hasSize(2);
        }
    }

    @Test
    void an_end_that_cannot_be_is_shown_but_enters_no_figure() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", "2026-07-02T10:01:00Z")
                    .call(2, "2026-07-02T10:00:00Z", "2026-07-02T09:59:00Z")
                    .call(3, "2026-07-02T10:00:00Z", "2026-07-09T10:00:01Z")
                    .call(4, "2026-07-02T10:00:00Z", "2038-01-19T03:14:07Z")
                    .call(5, "2026-07-02T10:00:00Z", "2106-02-07T06:28:15Z");

            String figures = "calls, timed_calls, duration_seconds, average_duration_seconds";
            assertThat(reported.rows("SELECT " + figures + ", busy_seconds FROM reporting.calls_by_hour"))
                    .containsExactly("5|1|60|60.0|60");
            assertThat(reported.rows("SELECT " + figures + " FROM reporting.calls_by_day"))
                    .containsExactly("5|1|60|60.0");
            assertThat(reported.rows("SELECT " + figures + " FROM reporting.numbers_by_day"))
                    .containsExactly("5|1|60|60.0");
            assertThat(reported.rows("SELECT log_id, ended_at FROM reporting.calls"
                            + " WHERE ended_at IS NOT NULL AND duration_seconds IS NULL ORDER BY log_id LIMIT 2"))
                    .as("they can be counted and looked at")
                    .containsExactly("2|2026-07-02 09:59:00+00", "3|2026-07-09 10:00:01+00");
        }
    }

    @Test
    void figures_follow_calls_that_come_late_or_change_or_go() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", null).call(2, "2026-07-02T10:30:00Z", "2026-07-02T10:31:00Z");
            String hours = "SELECT hour, calls, busy_seconds FROM reporting.calls_by_hour ORDER BY hour";
            String callers = "SELECT caller, calls FROM reporting.callers ORDER BY caller";
            assertThat(reported.rows(hours)).containsExactly("2026-07-02 10:00:00+00|2|60");

            reported.execute("UPDATE archive.calls SET log_state = 'archived'");
            assertThat(reported.query("SELECT count(*) FROM archive.stale_marks"))
                    .containsExactly("0");
            reported.execute("UPDATE archive.calls SET ended_at = '2026-07-02T11:10:00Z', src = '9' WHERE log_id = 1")
                    .read(1)
                    .call(3, "2026-07-01T10:00:00Z", "2026-07-01T10:00:01Z");
            assertThat(reported.rows(hours))
                    .containsExactly(
                            "2026-07-01 10:00:00+00|1|1",
                            "2026-07-02 10:00:00+00|2|3660",
                            "2026-07-02 11:00:00+00|0|600");
            assertThat(reported.rows(callers)).containsExactly("+12125550001|2", "9|1");

            reported.execute("DELETE FROM archive.calls WHERE log_id = 1");
            assertThat(reported.rows(hours))
                    .containsExactly("2026-07-01 10:00:00+00|1|1", "2026-07-02 10:00:00+00|1|60");
            assertThat(reported.rows(callers)).containsExactly("+12125550001|2");
        }
    }

    @Test
    void new_calls_are_added_to_their_caller_and_counted_anew_once_one_goes() {
        try (Reported reported = new Reported()) {
            String callers = "SELECT calls, first_call_at, last_call_at FROM reporting.callers";
            reported.call(1, "2026-07-02T10:00:00Z", null);
            assertThat(reported.rows(callers)).containsExactly("1|2026-07-02 10:00:00+00|2026-07-02 10:00:00+00");

            reported.call(2, "2026-07-03T10:00:00Z", null).call(3, "2026-07-01T10:00:00Z", null);
            assertThat(reported.rows(callers)).containsExactly("3|2026-07-01 10:00:00+00|2026-07-03 10:00:00+00");

            reported.call(4, "2026-07-04T10:00:00Z", null).execute("DELETE FROM archive.calls WHERE log_id = 3");
            assertThat(reported.rows(callers)).containsExactly("3|2026-07-02 10:00:00+00|2026-07-04 10:00:00+00");

            reported.execute("DELETE FROM archive.calls");
            assertThat(reported.rows(callers)).isEmpty();
        }
    }

    @Test
    void days_and_hours_are_those_of_the_configured_zone() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T18:20:00Z", "2026-07-02T18:21:00Z");
            String hours = "SELECT hour, hour_local, day FROM reporting.calls_by_hour";
            assertThat(reported.rows(hours)).containsExactly("2026-07-02 18:00:00+00|2026-07-02 14:00:00|2026-07-02");

            reported.archive.reports().useZone(ZoneId.of("Asia/Kathmandu"));
            assertThat(reported.rows(hours)).containsExactly("2026-07-02 18:15:00+00|2026-07-03 00:00:00|2026-07-03");
            reported.archive.reports().useZone(ZoneId.of("+05:45"));
            assertThat(reported.rows(hours)).containsExactly("2026-07-02 18:15:00+00|2026-07-03 00:00:00|2026-07-03");
            reported.archive.reports().useZone(ZoneOffset.UTC);
            assertThat(reported.rows(hours)).containsExactly("2026-07-02 18:00:00+00|2026-07-02 18:00:00|2026-07-02");
        }
    }

    @Test
    void a_body_is_read_into_lines_in_both_documented_orders() {
        try (Reported reported = new Reported()) {
            String start = "2026-07-02T10:00:00Z";
            reported.call(1, start, null).body(1, start, """
                            Wed 28 Aug 2002 10:16:58 AM EDT [vxi] (100001;004;1030544200) EVENT: a: b\r
                            Fri  3 Nov 2017 12:10:42 AM EST (100001;004;1509682230) [main] LOCAL: hello
                            Fri 31 Feb 2017 12:10:42 AM XST [tel] () ERROR:

                              at line 7
                            """);

            assertThat(
                            reported.query(
                                    "SELECT line_number, logged_at, module, session_id, type, message FROM reporting.body_lines(1)"))
                    .containsExactly(
                            "1|2002-08-28 14:16:58+00|vxi|100001;004;1030544200|EVENT|a: b",
                            "2|2017-11-03 05:10:42+00|main|100001;004;1509682230|LOCAL|hello",
                            "3|null|tel||ERROR|",
                            "4|null|null|null|null|",
                            "5|null|null|null|null|  at line 7");
            assertThat(reported.query("SELECT * FROM reporting.body_lines(1, 2)"))
                    .isEmpty();
        }
    }

    @Test
    void the_console_reads_a_line_of_a_log_as_the_view_does() {
        List<String> lines = List.of(
                "Wed 28 Aug 2002 10:16:58 AM EDT [vxi] (100001;004;1030544200) EVENT: a: b",
                "Fri  3 Nov 2017 12:10:42 AM EST (100001;004;1509682230) [main] LOCAL: hello",
                "Fri 31 Feb 2017 12:10:42 AM XST [tel] () ERROR:",
                "Wed 28 Aug 2002 10:16:58 EDT [vxi] (100001;004;1030544200) EVENT: without AM",
                "Wed 28 Aug 2002 10:16:58 AM EDT (100001;004;1030544200) EVENT: without a module",
                "Wed 28 Aug 2002 10:16:58 AM EDT hello",
                "  at line 7");
        try (Reported reported = new Reported()) {
            String start = "2026-07-02T10:00:00Z";
            reported.call(1, start, null).body(1, start, String.join("\n", lines));

            assertThat(
                            reported.query(
                                    "SELECT coalesce(module, ''), lower(coalesce(type, '')), message FROM reporting.body_lines(1)"))
                    .containsExactlyElementsOf(lines.stream()
                            .map(it -> BodyLine.of(1, it))
                            .map(it -> it.module() + "|" + it.type() + "|" + it.message())
                            .toList());
        }
    }

    @Test
    void archive_health_says_what_is_waiting_lost_and_unproven() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", null)
                    .execute(
                            "INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)"
                                    + " VALUES (1, 1, '2026-07-02T10:00:00Z', now() + interval '1 hour', now())")
                    .execute(
                            "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at, resolved_at)"
                                    + " VALUES (1, 'calls', now() - interval '2 day', now(), 'lost', now(), NULL),"
                                    + " (1, 'calls', now() - interval '3 day', now(), 'found', now(), now())")
                    .execute(
                            "INSERT INTO archive.coverage SELECT 1, 'errors', int8range(at - age, at - age + 10), 3, proven, now()"
                                    + " FROM (VALUES (20, false), (10, true)) AS spans (age, proven),"
                                    + " LATERAL (SELECT extract(epoch FROM now())::bigint) AS clock (at)")
                    .execute("INSERT INTO archive.watermarks VALUES (1, 'calls', '2026-07-02T10:00:00Z', now())")
                    .execute(
                            "INSERT INTO archive.runs SELECT 1, stream, now(), now() - interval '10 min', CASE stream WHEN 'calls'"
                                    + " THEN 'no' END, 5 FROM unnest('{calls,sessions,errors,bodies}'::text[]) AS stream");

            assertThat(reported.query("""
                    SELECT account, calls_complete_through, sessions_complete_through, headroom_seconds BETWEEN 1800 AND 3600,
                           backlog, gaps, unproven_spans, last_success_age_seconds BETWEEN 600 AND 2400, failing_streams, requests
                    FROM reporting.archive_health""")).containsExactly("ivr|2026-07-02 10:00:00+00|null|t|1|1|1|t|1|20");
            assertThat(reported.query("SELECT stream, gaps, unproven_spans FROM reporting.archive_streams ORDER BY 1"))
                    .containsExactly("bodies|0|0", "calls|1|0", "errors|0|1", "sessions|0|0");
        }
    }
}
