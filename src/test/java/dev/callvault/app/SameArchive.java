package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Compares two archives by every table and every reporting view. */
public final class SameArchive {
    private static final String TABLES = """
            SELECT relname::text FROM pg_class
            WHERE relnamespace = 'archive'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
              AND relname NOT IN ('nodes', 'request_leases', 'flyway_schema_history', 'readers')
            ORDER BY 1
            """;

    /** All but the one that says how long ago everything is. */
    private static final String VIEWS = "SELECT viewname::text FROM pg_views"
            + " WHERE schemaname = 'reporting' AND viewname <> 'archive_health' ORDER BY viewname";

    private SameArchive() {}

    public static void assertSame(Archived one, Archived other) {
        List<String> tables = one.rows(TABLES);
        assertThat(other.rows(TABLES)).isEqualTo(tables);
        for (String table : tables) {
            String rows = "SELECT row_to_json(t)::text FROM archive." + table + " AS t ORDER BY 1";
            assertThat(other.rows(rows)).as(table).isEqualTo(one.rows(rows));
        }
        for (String view : one.rows(VIEWS)) {
            String rows = "SELECT row_to_json(t)::text FROM reporting." + view + " AS t ORDER BY 1";
            assertThat(other.rows(rows)).as(view).isEqualTo(one.rows(rows));
        }
    }
}
