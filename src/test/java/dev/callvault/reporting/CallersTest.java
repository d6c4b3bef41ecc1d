package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import dev.callvault.store.reports.DirectoryEntry;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Callers, days and areas by the numbers as they are read, whatever their spelling. */
class CallersTest {
    private static final String CALLERS = "SELECT caller, calls, kind FROM reporting.callers ORDER BY account, caller";
    private static final String MARKS = "SELECT DISTINCT rollup, caller FROM archive.stale_marks ORDER BY 1, 2";

    @Test
    void spellings_of_a_number_are_one_caller_and_the_directory_names_it() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "2125551234")
                    .call(2, "2026-07-02T11:00:00Z", null, "outbound", "3125550002", "12125551234")
                    .call(3, "2026-07-02T12:00:00Z", null, "inbound", "18009957586", "anonymous")
                    .call(4, "2026-07-02T12:00:00Z", null, "inbound", "8009957586", "")
                    .call(5, "2026-07-02T13:00:00Z", null, "inbound", "8009957586", "Trunk 7")
                    .call(6, "2026-07-02T14:00:00Z", null, "outbound", "ivr@example.com", "3125550002")
                    .call(7, "2026-07-02T14:00:00Z", null, "inbound", "8009957586", "62262")
                    .unread(8, "2026-07-02T15:00:00Z", null, "inbound", "8009957586", "6175550100")
                    .execute(
                            "INSERT INTO archive.directory VALUES ('+18009957586', '800-995-7586', 'Claims line', 'Claims', NULL),"
                                    + " ('62262', '62262', 'Mobile alerts', NULL, NULL)");

            assertThat(reported.rows("SELECT caller, calls, kind, country, area, toll_free, name FROM reporting.callers"
                            + " ORDER BY caller"))
                    .containsExactly(
                            "+12125551234|2|number|US|New York, NY|f|null",
                            "62262|1|short|null|null|f|Mobile alerts",
                            "ivr@example.com|1|login|null|null|f|null",
                            "trunk 7|1|unreadable|null|null|f|null");
            assertThat(reported.rows("SELECT calls, callers, inbound_calls, withheld_calls, withheld_percent"
                            + " FROM reporting.calls_by_day"))
                    .containsExactly("8|4|6|2|33.3");
            assertThat(reported.rows("SELECT called, called_number, called_name, calls, callers"
                            + " FROM reporting.numbers_by_day ORDER BY called"))
                    .containsExactly(
                            "18009957586|+18009957586|Claims line|1|0",
                            "3125550002|+13125550002|null|2|2",
                            "8009957586|+18009957586|Claims line|5|3");
            assertThat(reported.query("SELECT log_id, caller_number, caller_name, called_number, called_name"
                            + " FROM reporting.calls WHERE log_id IN (6, 7, 8) ORDER BY log_id"))
                    .containsExactly(
                            "6|ivr@example.com|null|+13125550002|null",
                            "7|62262|Mobile alerts|+18009957586|Claims line",
                            "8|null|null|null|null");
        }
    }

    @Test
    void a_preview_begins_with_those_who_called_most() {
        try (Reported reported = new Reported()) {
            for (int i = 0; i < 10; i++) {
                reported.call(i, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "2125551234");
            }
            for (int i = 20; i < 22; i++) {
                reported.call(i, "2026-07-02T10:00:00Z", null, "inbound", "8009957586", "6175551234");
            }

            assertThat(reported.archive
                            .reportViews()
                            .preview("callers", List.of(new AccountId(1)), 9)
                            .orElseThrow()
                            .rows())
                    .extracting(row -> row.get(1) + " " + row.get(2))
                    .containsExactly("+12125551234 10", "+16175551234 2");
        }
    }

    @Test
    void reading_a_number_counts_its_caller_and_day_and_leaves_the_hours_alone() {
        try (Reported reported = new Reported()) {
            reported.unread(1, "2026-07-02T10:00:00Z", null, "inbound", "6177120001", "2125550001")
                    .unread(2, "2026-07-02T11:00:00Z", null, "inbound", "6177120001", "12125550001");
            assertThat(reported.rows(CALLERS)).isEmpty();
            assertThat(reported.rows("SELECT callers FROM reporting.calls_by_day"))
                    .containsExactly("0");

            reported.read(1);
            assertThat(reported.query(MARKS)).containsExactly("callers|+12125550001", "days|null");
            assertThat(reported.rows(CALLERS)).containsExactly("+12125550001|1|number");

            reported.read(2);
            assertThat(reported.rows(CALLERS)).containsExactly("+12125550001|2|number");
            assertThat(reported.rows("SELECT callers FROM reporting.calls_by_day"))
                    .containsExactly("1");

            reported.read(2).execute("UPDATE archive.calls SET log_state = 'archived', numbers_version = 1");
            assertThat(reported.query(MARKS)).as("read again as before").isEmpty();

            reported.execute("UPDATE archive.calls SET caller_number = '+4512345678' WHERE log_id = 2");
            assertThat(reported.query(MARKS))
                    .as("the old and the new one")
                    .containsExactly("callers|+12125550001", "callers|+4512345678", "days|null");
            assertThat(reported.rows(CALLERS)).containsExactly("+12125550001|1|number", "+4512345678|1|number");

            reported.execute("UPDATE archive.calls SET caller_area = 'Jutland' WHERE log_id = 2");
            assertThat(reported.rows("SELECT caller, area FROM reporting.callers WHERE area IS NOT NULL"))
                    .containsExactly("+12125550001|New York, NY", "+4512345678|Jutland");

            reported.execute("DELETE FROM archive.calls WHERE caller_number = '+12125550001'");
            assertThat(reported.rows(CALLERS)).containsExactly("+4512345678|1|number");
        }
    }

    /** Each answer is that of the stored figures too: see {@link Reported#rows}. */
    @Test
    void figures_are_those_of_the_calls_whatever_is_stored_read_again_changed_or_deleted() {
        Random random = new Random(20);
        try (Reported reported = new Reported()) {
            reported.execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                    + " VALUES ('second', 'https://example.org/ws', 'America/New_York', now())");
            for (int round = 0; round < 4; round++) {
                StringBuilder changes = new StringBuilder();
                for (int change = 0; change < 8; change++) {
                    changes.append(change(random)).append(";\n");
                }
                reported.execute(changes.toString());
                if (round % 3 == 0) {
                    reported.archive.reports().refresh();
                    reported.execute(change(random) + ";" + change(random));
                }
                asTheCalls(reported, round);
            }
        }
    }

    private static String change(Random random) {
        int account = 1 + random.nextInt(2);
        int logId = random.nextInt(30);
        String number =
                List.of("'+12125550001'", "'+16175550002'", "'62262'", "NULL").get(random.nextInt(4));
        String kind = number.equals("NULL") ? List.of("'withheld'", "NULL").get(random.nextInt(2)) : "'number'";
        String area = List.of("'Boston, MA'", "'Massachusetts'", "NULL").get(random.nextInt(3));
        String start = "timestamptz '2026-07-0" + (1 + random.nextInt(3)) + "T12:00:00Z' + interval '"
                + random.nextInt(20) + " minutes'";
        String one = " WHERE account_id = " + account + " AND log_id = " + logId;
        return switch (random.nextInt(8)) {
            case 0 ->
                "UPDATE archive.calls SET caller_number = " + number + ", caller_kind = " + kind + ", caller_area = "
                        + area + " WHERE log_id % 3 = " + random.nextInt(3);
            case 1 -> "UPDATE archive.calls SET caller_area = " + area + one;
            case 2 -> "UPDATE archive.calls SET called_number = " + number + ", called_country = 'US'" + one;
            case 3 -> "UPDATE archive.calls SET started_at = " + start + ", caller_number = " + number + one;
            case 4 -> "DELETE FROM archive.calls" + one;
            case 5 -> "DELETE FROM archive.calls WHERE caller_number = '+16175550002'";
            default ->
                "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at,"
                        + " first_seen_at, caller_number, caller_kind, caller_area) SELECT " + account + ", id, 's',"
                        + " CASE WHEN id % 4 = 0 THEN 'outbound' ELSE 'inbound' END, '1', '2', " + start + ", " + start
                        + " + interval '5 seconds', now(), " + number + ", " + kind + ", " + area
                        + " FROM generate_series(" + logId + ", " + logId + " + 5) AS id"
                        + " ON CONFLICT (account_id, log_id) DO UPDATE SET caller_number = excluded.caller_number";
        };
    }

    private static void asTheCalls(Reported reported, int round) {
        String day = "(started_at AT TIME ZONE 'America/New_York')::date";
        assertThat(reported.rows("SELECT account_id, caller, calls, first_call_at, last_call_at, kind, area"
                        + " FROM reporting.callers ORDER BY 1, 2"))
                .as("round %d", round)
                .isEqualTo(reported.query("""
                        SELECT account_id, caller_number, count(*), min(started_at), max(started_at),
                               (array_agg(caller_kind ORDER BY started_at DESC, log_id DESC))[1],
                               (array_agg(caller_area ORDER BY started_at DESC, log_id DESC))[1]
                        FROM archive.calls WHERE caller_number IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"""));
        assertThat(reported.rows("SELECT account_id, day, calls, callers, inbound_calls, withheld_calls"
                        + " FROM reporting.calls_by_day ORDER BY 1, 2"))
                .as("round %d", round)
                .isEqualTo(reported.query("SELECT account_id, " + day + ", count(*), count(DISTINCT caller_number),"
                        + " count(*) FILTER (WHERE direction = 'inbound'), count(*) FILTER (WHERE direction = 'inbound'"
                        + " AND caller_kind = 'withheld') FROM archive.calls GROUP BY 1, 2 ORDER BY 1, 2"));
        assertThat(reported.rows("SELECT account_id, day, direction, kind, state, area, calls, numbers"
                        + " FROM reporting.calls_by_area ORDER BY 1, 2, 3, 4, 5, 6"))
                .as("round %d", round)
                .isEqualTo(reported.query("""
                        SELECT account_id, day, direction, kind,
                               (SELECT state FROM archive.area_codes WHERE number LIKE '+1' || area_code || '%%') AS state, area,
                               count(*), count(DISTINCT number)
                        FROM (SELECT account_id, %s AS day, direction,
                                     CASE direction WHEN 'outbound' THEN called_number ELSE caller_number END AS number,
                                     CASE direction WHEN 'outbound' THEN called_kind ELSE caller_kind END AS kind,
                                     CASE direction WHEN 'outbound' THEN called_area ELSE caller_area END AS area
                              FROM archive.calls) AS parties
                        GROUP BY account_id, day, direction, kind, state, area
                        ORDER BY 1, 2, 3, 4, 5, 6""".formatted(day)));
    }

    @Test
    void calls_are_counted_by_country_and_area_of_the_outside_party() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T10:00:00Z", "2026-07-02T10:01:00Z", "inbound", "8009957586", "6175550100")
                    .call(2, "2026-07-02T11:00:00Z", "2026-07-02T11:00:30Z", "inbound", "8009957586", "16175550100")
                    .call(3, "2026-07-02T12:00:00Z", "2026-07-02T12:01:00Z", "outbound", "6175550101", "8009957586")
                    .call(4, "2026-07-02T12:00:00Z", null, "outbound", "ivr@example.com", "4165550134")
                    .call(5, "2026-07-02T13:00:00Z", null, "inbound", "8009957586", "+4533121212")
                    .call(6, "2026-07-02T14:00:00Z", null, "inbound", "8009957586", "")
                    .call(7, "2026-07-02T14:00:00Z", null, "transfer", "8009957586", "8765550100");

            assertThat(reported.rows("SELECT day, direction, kind, country, state, state_name, area_code, area, calls,"
                            + " numbers, duration_seconds FROM reporting.calls_by_area ORDER BY direction, country"))
                    .containsExactly(
                            "2026-07-02|inbound|number|DK|null|null|null|null|1|1|0",
                            "2026-07-02|inbound|number|US|MA|Massachusetts|617|Massachusetts|2|1|90",
                            "2026-07-02|inbound|withheld|null|null|null|null|null|1|0|0",
                            "2026-07-02|outbound|number|CA|ON|Ontario|416|Ontario|1|1|0",
                            "2026-07-02|outbound|number|US|MA|Massachusetts|617|Massachusetts|1|1|60",
                            "2026-07-02|transfer|number|JM|null|null|876|null|1|1|0");
            assertThat(reported.rows("SELECT direction, kind, country, calls, numbers, timed_calls,"
                            + " average_duration_seconds FROM reporting.calls_by_country ORDER BY direction, country"))
                    .containsExactly(
                            "inbound|number|DK|1|1|0|null",
                            "inbound|number|US|2|1|2|45.0",
                            "inbound|withheld|null|1|0|0|null",
                            "outbound|number|CA|1|1|0|null",
                            "outbound|number|US|1|1|1|60.0",
                            "transfer|number|JM|1|1|0|null");
            assertThat(reported.query("SELECT sum(calls) FROM reporting.calls_by_country"))
                    .as("all calls")
                    .containsExactly("7");
            assertThat(reported.query("EXPLAIN ANALYZE SELECT * FROM reporting.calls_by_country"))
                    .as("answered by stored figures alone")
                    .filteredOn(it -> it.contains(" on calls"))
                    .isNotEmpty()
                    .allMatch(it -> it.contains("never executed"));
        }
    }

    @Test
    void the_directory_is_replaced_as_a_whole() {
        try (Reported reported = new Reported()) {
            String all = "SELECT number, name, team, application, spelling FROM reporting.directory ORDER BY number";
            DirectoryEntry claims = new DirectoryEntry(
                    "+18009957586", "800-995-7586", "Claims line", Optional.of("Claims"), Optional.of("claims-ivr"));
            DirectoryEntry alerts = new DirectoryEntry("62262", "62262", "Alerts", Optional.empty(), Optional.empty());

            reported.archive.reports().useDirectory(List.of(alerts, claims));
            assertThat(reported.query(all))
                    .containsExactly(
                            "+18009957586|Claims line|Claims|claims-ivr|800-995-7586", "62262|Alerts|null|null|62262");

            reported.archive
                    .reports()
                    .useDirectory(List.of(
                            new DirectoryEntry("62262", "622-62", "Texts", Optional.of("Sales"), Optional.empty())));
            assertThat(reported.query(all)).containsExactly("62262|Texts|Sales|null|622-62");

            reported.archive.reports().useDirectory(List.of());
            assertThat(reported.query(all)).isEmpty();
        }
    }
}
