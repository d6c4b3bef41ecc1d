package dev.callvault.store.postgres.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.proof.SpanRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Spans are counted in the index by time: {@code verify} asks for those of years, and no row has to be read for that. */
@Proof
class SpanRowsPlanTest {
    private static final long LINES = 100_000;
    private static final long IMPORTED = 50;

    private static final String FILL = """
            SET session_replication_role = replica;
            INSERT INTO archive.sessions (account_id, line_hash, occurrence, line_kind, started_at, parsed, altered, raw_line,
                                          first_seen_at, import_id)
            SELECT 1, sha256(n::text::bytea), 1, 'inbound', to_timestamp(1700000000 + n), true, false, repeat('x', 200), now(),
                   CASE WHEN n <= $imported THEN 1 END
            FROM generate_series(1, $lines) AS n;
            INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at)
            VALUES (1, 'sessions', int8range(1700000000, 1700000001 + $lines), $lines, true, now());
            ANALYZE
            """.replace("$lines", "" + LINES).replace("$imported", "" + IMPORTED);

    @Test
    void rows_that_were_not_imported_are_counted_in_indexes_alone() throws SQLException {
        try (Reported reported = new Reported();
                Connection connection = reported.connect()) {
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            reported.execute(FILL);

            assertThat(SelectSpanRows.fetch(dsl, new AccountId(1), LogStream.SESSIONS))
                    .extracting(SpanRows::rows)
                    .containsExactly(LINES - IMPORTED);
            assertThat(SelectSpanRows.fetchUntimed(dsl, new AccountId(1), LogStream.SESSIONS))
                    .isZero();
            for (String statement : List.of(SelectSpanRows.SQL, SelectSpanRows.UNTIMED)) {
                assertThat(scans(dsl, statement))
                        .hasSize(2)
                        .allSatisfy(it -> assertThat(it).contains("Index Only Scan"));
            }
        }
    }

    private static List<String> scans(DSLContext dsl, String statement) {
        return dsl
                .fetch(
                        "EXPLAIN " + statement,
                        StreamTable.table(LogStream.SESSIONS),
                        StreamTable.time(LogStream.SESSIONS),
                        DSL.inline(1L),
                        DSL.inline(LogStream.SESSIONS.label()))
                .getValues(0, String.class)
                .stream()
                .filter(it -> it.contains(" on sessions"))
                .toList();
    }
}
