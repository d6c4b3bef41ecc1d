package dev.callvault.store.postgres.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Archived;
import dev.callvault.app.TestServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No migration can add a table, or a trigger on one, and forget the backup. */
class KeptTablesTest {
    private static final Archived EMPTY = new Archived(TestServer.freshDatabase(), null, Clock.systemUTC());

    @Test
    void every_table_is_kept_or_left_out_for_a_reason() {
        List<String> named = new ArrayList<>(KeptTables.LEFT_OUT.keySet());
        named.add(KeptTables.LOGS);
        Stream.of(KeptTables.AT_SNAPSHOT, KeptTables.AT_END)
                .flatMap(List::stream)
                .forEach(it -> named.add(it.name()));

        assertThat(named)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        EMPTY.rows(
                                "SELECT relname::text FROM pg_class"
                                        + " WHERE relnamespace = 'archive'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"));
    }

    @Test
    void every_column_that_is_not_kept_as_it_is_exists() {
        KeptTables.AT_SNAPSHOT.forEach(table -> table.instead()
                .keySet()
                .forEach(column -> assertThat(EMPTY.count("SELECT count(*) FROM pg_attribute WHERE attrelid = 'archive."
                                + table.name() + "'::regclass AND attname = '" + column + "'"))
                        .as(table.name() + "." + column)
                        .isOne()));
    }

    @Test
    void storing_a_log_runs_no_trigger_which_a_restore_would_have_to_switch_off() {
        // 4: before or after INSERT
        assertThat(EMPTY.rows("SELECT tgname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                        + " WHERE relname = 'call_logs' AND NOT tgisinternal AND tgtype & 4 <> 0"))
                .isEmpty();
    }
}
