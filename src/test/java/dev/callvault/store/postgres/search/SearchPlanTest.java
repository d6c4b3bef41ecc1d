package dev.callvault.store.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.Proof;
import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import dev.callvault.number.NumberReader;
import dev.callvault.store.search.CallFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * How many calls are read to find those of a number among many: about as many as are shown, whether PostgreSQL has
 * statistics or not, and however many calls the number has.
 */
@Proof
@SuppressWarnings("InlineFormatString") // SQL is easier to read separately
class SearchPlanTest {
    /** Half of all calls are to one number; each other has a handful; one in a hundred callers withholds the number. */
    private static final int CALLS = Integer.getInteger("callvault.plan.calls", 200_000);

    private static final int PAGE = 50;
    private static final int COUNTED = 1_000;
    private static final String SERVICE = "800 555 0100";
    private static final String RARE = "617 200 0010";
    private static final String UNKNOWN = "212 555 0199";

    private static final String FILL = """
            INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, first_seen_at,
                                       caller_number, caller_kind, called_number, called_kind, numbers_version)
            SELECT 1, n, 's' || n, 'inbound', 'x', 'x', timestamptz '2025-06-01T00:00:00Z' + n * interval '9 seconds', now(),
                   CASE WHEN n %% 100 <> 0 THEN '+1' || 6172000000 + n / 7 END,
                   CASE WHEN n %% 100 <> 0 THEN 'number' ELSE 'withheld' END,
                   CASE WHEN n %% 2 = 0 THEN '+18005550100' ELSE '+1' || 2122000000 + n %% 499 END, 'number', 0
            FROM generate_series(1, %d) AS n
            """;

    @Test
    void about_as_many_calls_are_read_as_are_shown() throws SQLException, JsonProcessingException {
        try (Reported reported = new Reported();
                Connection connection = reported.connect()) {
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            reported.execute("ALTER TABLE archive.calls SET (autovacuum_enabled = false)")
                    .execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                            + " VALUES ('other', 'https://example.com/ws', 'America/New_York', now())")
                    .execute("SET session_replication_role = replica; " + FILL.formatted(CALLS));

            prove(dsl, "without statistics");
            reported.execute("ANALYZE");
            prove(dsl, "with statistics");
        }
    }

    private static void prove(DSLContext dsl, String how) throws JsonProcessingException {
        proveSession(dsl, how);
        proveNumbers(dsl, how);
    }

    /** In a transaction of its own, as in the program. */
    private static long read(DSLContext dsl, Lookup lookup, Query query) throws JsonProcessingException {
        dsl.execute("BEGIN");
        lookup.prepare(dsl);
        long read = read(dsl, query);
        dsl.execute("COMMIT");
        return read;
    }

    /** The few calls of a session are not looked for among all of a number. */
    private static void proveSession(DSLContext dsl, String how) throws JsonProcessingException {
        CallFilter filter = filter(List.of(new AccountId(1)), SERVICE, Optional.of("s2"), Optional.empty());
        Lookup lookup = Lookup.of(dsl, filter, new NumberReader());
        for (Condition way : lookup.ways()) {
            assertThat(read(dsl, lookup, SelectCalls.page(dsl, lookup, way, PAGE)))
                    .as("%s, a session", how)
                    .isLessThanOrEqualTo(PAGE);
        }
        assertThat(read(dsl, lookup, SelectCalls.counted(lookup, COUNTED)))
                .as("%s, count of a session", how)
                .isLessThanOrEqualTo(PAGE);
    }

    private static void proveNumbers(DSLContext dsl, String how) throws JsonProcessingException {
        Optional<CallFilter.Position> later = hundredthPage(dsl);
        for (List<AccountId> accounts :
                List.of(List.of(new AccountId(1)), List.of(new AccountId(1), new AccountId(2)))) {
            for (String number : List.of(SERVICE, RARE, UNKNOWN, "anonymous")) {
                for (Optional<CallFilter.Position> before : List.of(Optional.<CallFilter.Position>empty(), later)) {
                    Lookup lookup =
                            Lookup.of(dsl, filter(accounts, number, Optional.empty(), before), new NumberReader());
                    for (Condition way : lookup.ways()) {
                        assertThat(read(dsl, lookup, SelectCalls.page(dsl, lookup, way, PAGE)))
                                .as("%s, %s before %s: %s", how, number, before, way)
                                .isLessThanOrEqualTo(3 * PAGE);
                    }
                }
                Lookup lookup = Lookup.of(
                        dsl, filter(accounts, number, Optional.empty(), Optional.empty()), new NumberReader());
                assertThat(read(dsl, lookup, SelectCalls.counted(lookup, COUNTED)))
                        .as("%s, count of %s", how, number)
                        .isLessThanOrEqualTo(3 * COUNTED);
            }
        }
    }

    /** Where the page begins before which a hundred were shown of the number with most calls. */
    private static Optional<CallFilter.Position> hundredthPage(DSLContext dsl) {
        return dsl.fetchOptional("SELECT extract(epoch FROM started_at)::bigint, log_id FROM archive.calls"
                        + " WHERE called_number = '+18005550100' ORDER BY started_at DESC OFFSET " + 100 * PAGE
                        + " LIMIT 1")
                .map(it ->
                        new CallFilter.Position(Instant.ofEpochSecond(it.get(0, Long.class)), it.get(1, Long.class)));
    }

    /** How many rows of calls a query reads, those included that it drops. */
    private static long read(DSLContext dsl, Query query) throws JsonProcessingException {
        String plan = dsl.fetchSingle("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {0}", query)
                .get(0, String.class);
        return read(new ObjectMapper().readTree(plan).get(0).get("Plan"));
    }

    private static long read(JsonNode node) {
        long rows = 0;
        if (node.path("Relation Name").asText().equals("calls")) {
            double each = node.path("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble()
                    + node.path("Rows Removed by Index Recheck").asDouble();
            rows = Math.round(each * node.path("Actual Loops").asDouble());
        }
        for (JsonNode inner : node.path("Plans")) {
            rows += read(inner);
        }
        return rows;
    }

    private static CallFilter filter(
            List<AccountId> accounts, String number, Optional<String> session, Optional<CallFilter.Position> before) {
        return new CallFilter(
                accounts,
                Optional.of(number),
                session,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                new CallFilter.Page(before, PAGE));
    }
}
