package dev.callvault.store.postgres.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Reported;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * How many calls are read to see that no number is to be read again, among many; the daemon asks all the time, and people with
 * each page of the console that shows numbers.
 */
@Proof
@SuppressWarnings("InlineFormatString") // SQL is easier to read separately
class UnreadPlanTest {
    private static final int CALLS = Integer.getInteger("callvault.plan.calls", 200_000);
    private static final int UNREAD = 7;

    private static final String FILL = """
            SET session_replication_role = replica;
            INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, first_seen_at,
                                       caller_number, caller_kind, numbers_version)
            SELECT 1 + n %% 2, n, 's' || n, 'inbound', '6175550134', '6175550134', now() + n * interval '9 seconds', now(),
                   '+16175550134', 'number', 1 + 2 * (n %% 2)
            FROM generate_series(1, %d) AS n
            """;

    @Test
    void only_those_calls_are_read_whose_numbers_are_to_be_read_again() throws SQLException {
        try (Reported reported = new Reported();
                Connection connection = reported.connect()) {
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            reported.execute("ALTER TABLE archive.calls SET (autovacuum_enabled = false)")
                    .execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                            + " VALUES ('other', 'https://example.com/ws', 'America/New_York', now())")
                    .execute("UPDATE archive.accounts SET numbers_version = 2 * account_id - 1")
                    .execute(FILL.formatted(CALLS));

            prove(dsl, 0, "without statistics");
            reported.execute("ANALYZE");
            prove(dsl, 0, "with statistics");
            reported.execute("UPDATE archive.calls SET numbers_version = NULL WHERE log_id <= " + UNREAD);
            prove(dsl, UNREAD, "when some were never read");
            reported.execute("UPDATE archive.calls SET numbers_version = 0 WHERE log_id <= " + UNREAD);
            prove(dsl, UNREAD, "when some are out of date");
        }
    }

    private static void prove(DSLContext dsl, int unread, String how) {
        dsl.execute("BEGIN");
        assertThat(Unread.count(dsl, "calls", 100)).as(how).isEqualTo(unread);
        long read = dsl.fetchSingle("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
                        + " WHERE schemaname = 'archive' AND relname = 'calls'")
                .get(0, Long.class);
        dsl.execute("COMMIT");
        assertThat(read).as("calls read %s", how).isLessThanOrEqualTo(2L * unread);
    }
}
