package dev.callvault.store.postgres.backup;

import dev.callvault.progress.Progress;
import dev.callvault.store.backup.TableSum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Adds up the hashes of all rows that a backup holds, so that two archives can be compared whatever the order of their rows. */
final class SumTables {
    private static final String SUM = """
            SELECT count(*),
                   coalesce(sum(('x' || encode(substr(sha256(convert_to(kept::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint), 0)::text
            FROM ($rows) AS kept
            """;

    private SumTables() {}

    /** Within a transaction; a value has the same text on every connection of this program. */
    static List<TableSum> fetch(DSLContext dsl, Progress.Part told) {
        List<TableSum> sums = new ArrayList<>();
        Stream.of(KeptTables.AT_SNAPSHOT, List.of(logs()), KeptTables.AT_END)
                .flatMap(List::stream)
                .forEach(it -> {
                    TableSum sum = sum(dsl, it);
                    told.did(sum.rows());
                    sums.add(sum);
                });
        return sums;
    }

    /** A log may be too large for its row's text, and is hashed by itself. */
    private static KeptTable logs() {
        return KeptTable.of(KeptTables.LOGS)
                .with("body", "sha256(convert_to(body, 'UTF8'))")
                .with("body_bytes", "sha256(body_bytes)");
    }

    private static TableSum sum(DSLContext dsl, KeptTable table) {
        List<String> columns =
                SelectContents.columns(dsl, table.name()).stream().sorted().toList();
        Record sum = dsl.fetchSingle(SUM.replace("$rows", table.select(columns)));
        return new TableSum(table.name(), sum.get(0, Long.class), sum.get(1, String.class));
    }
}
