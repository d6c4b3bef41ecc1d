package dev.callvault.store.postgres.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** A preview reads what it shows, however much there is. */
class PreviewPlanTest {
    private static final Pattern LOOPS = Pattern.compile("loops=([0-9]+)\\)");

    private static final String FILL = """
            INSERT INTO archive.accounts (name, base_url, zone, created_at)
            VALUES ('second', 'https://example.org/ws', 'America/New_York', now());
            INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, first_seen_at)
            SELECT 1 + n % 2, n, 's', 'inbound', '1', '2', at, at + interval '1 minute', now()
            FROM (SELECT n, timestamptz '2025-07-02T00:00:00Z' + n * interval '2 hours' AS at FROM generate_series(1, 5000) AS n) AS calls;
            INSERT INTO archive.sessions (account_id, line_hash, occurrence, line_kind, session_id, started_at, parsed, altered, raw_line, first_seen_at)
            SELECT account_id, sha256(log_id::text::bytea), 1, 'inbound', session_id, started_at, true, false, 'x', now() FROM archive.calls;
            INSERT INTO archive.errors (account_id, line_hash, occurrence, occurred_at, parsed, ambiguous_time, altered, raw_line, first_seen_at)
            SELECT account_id, sha256(log_id::text::bytea), 1, started_at, true, false, false, 'x', now() FROM archive.calls""";

    @Test
    void the_newest_rows_are_read_along_the_index_and_figures_only_of_the_days_that_are_shown() throws SQLException {
        try (Reported reported = new Reported();
                Connection connection = reported.connect()) {
            reported.execute(FILL);
            reported.archive.reports().refresh();
            reported.execute("ANALYZE");
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            assertThat(plan(dsl, "calls")).contains("Index Scan Backward using calls_started_at");
            assertThat(plan(dsl, "sessions")).contains("Index Scan Backward using sessions_started_at");
            assertThat(plan(dsl, "errors")).contains("Index Scan Backward using errors_occurred_at");

            long hours = count(dsl, "SELECT count(DISTINCT started_at) FROM archive.calls");
            assertThat(mostLoops(plan(dsl, "concurrency_overall"))).isLessThan(hours / 10);
            // the newest days are those to the end of next year, on which no call has started
            long days = count(dsl, "SELECT count(*) FROM reporting.dates");
            long future = count(
                    dsl,
                    "SELECT count(*) FROM reporting.dates"
                            + " WHERE starts_at > (SELECT max(started_at) FROM archive.calls)");
            assertThat(days - future).isGreaterThan(400);
            assertThat(mostLoops(plan(dsl, "durations_by_day"))).isLessThan(future + 100);
            assertThat(mostLoops(plan(dsl, "sessions_by_day"))).isLessThan(future + 100);
            assertThat(mostLoops(plan(dsl, "invoice_minutes")))
                    .isLessThan(count(dsl, "SELECT count(DISTINCT month_start) FROM reporting.dates"));
        }
    }

    private static long count(DSLContext dsl, String sql) {
        return dsl.fetchSingle(sql).get(0, Long.class);
    }

    private static long mostLoops(String plan) {
        return LOOPS.matcher(plan)
                .results()
                .mapToLong(it -> Long.parseLong(it.group(1)))
                .max()
                .orElseThrow();
    }

    private static String plan(DSLContext dsl, String view) {
        List<AccountId> accounts = List.of(new AccountId(1), new AccountId(2));
        return String.join(
                "\n",
                dsl.fetch(
                                "EXPLAIN (ANALYZE) {0}",
                                SelectPreview.rows(dsl, view, SelectPreview.columns(dsl, view), accounts, 20))
                        .getValues(0, String.class));
    }
}
