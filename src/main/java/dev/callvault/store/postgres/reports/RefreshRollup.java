package dev.callvault.store.postgres.reports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Stores one batch of stale figures as the views compute them, and deletes their marks. All of it sees one moment: a
 * mark added meanwhile stays, so its figures are stored again.
 */
@SuppressWarnings("InlineFormatString") // SQL is easier to read separately
final class RefreshRollup {
    /** Locked before the snapshot is taken, so that two nodes run one after the other. */
    private static final String ONE_AT_A_TIME = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
            LOCK TABLE archive.settings IN SHARE UPDATE EXCLUSIVE MODE
            """;

    private static final String BATCH = """
            WITH keys AS (
                SELECT DISTINCT account_id, at, caller FROM archive.stale_marks WHERE rollup = '%1$s'
                ORDER BY account_id, at, caller LIMIT %2$d
            )
            SELECT account_id, min(%3$s)::text, max(%3$s)::text FROM keys GROUP BY account_id ORDER BY account_id LIMIT 1
            """;

    /** Figures to which new calls only add stay and are updated: their mark says how many calls. */
    private static final String FORGET = """
            DELETE FROM archive.%1$s AS stored
            USING (SELECT DISTINCT %2$s AS key FROM archive.stale_marks
                   WHERE rollup = '%3$s' AND account_id = {0} AND %2$s BETWEEN {1}::%4$s AND {2}::%4$s
                     AND calls IS NULL) AS stale
            WHERE stored.account_id = {0} AND stored.%5$s = stale.key
            """;

    private static final String STORE = """
            INSERT INTO archive.%1$s
            SELECT * FROM archive.fresh_%2$s WHERE account_id = {0} AND %3$s BETWEEN {1}::%4$s AND {2}::%4$s
            """;

    private static final String ADD = """
            ON CONFLICT (account_id, caller) DO UPDATE
            SET calls = excluded.calls, first_call_at = excluded.first_call_at, last_call_at = excluded.last_call_at,
                kind = excluded.kind, country = excluded.country, area = excluded.area, toll_free = excluded.toll_free
            """;

    private static final String UNMARK = """
            DELETE FROM archive.stale_marks
            WHERE rollup = '%1$s' AND account_id = {0} AND %2$s BETWEEN {1}::%3$s AND {2}::%3$s
            """;

    private RefreshRollup() {}

    /** Figures that become stale together. */
    enum Rollup {
        HOURS("hour", "at", "timestamptz", 500),
        DAYS("day_start", "at", "timestamptz", 20),
        ERRORS("hour", "at", "timestamptz", 500),
        CALLERS("caller", "caller", "text", 20_000);

        private final String key;
        /** The column of the marks that identifies a figure, like the key of the figures themselves. */
        private final String mark;

        private final String type;
        private final int batch;

        Rollup(String key, String mark, String type, int batch) {
            this.key = key;
            this.mark = mark;
            this.type = type;
            this.batch = batch;
        }

        private List<Stored> figures() {
            return switch (this) {
                case HOURS -> List.of(new Stored("call_hours", "hours"));
                case DAYS -> List.of(new Stored("call_days", "days"), new Stored("call_areas", "areas"));
                case ERRORS -> List.of(new Stored("error_hours", "error_hours"));
                case CALLERS -> List.of(new Stored("callers", "callers"));
            };
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A table of figures, and the name of the view that computes the stale ones. */
    private record Stored(String table, String fresh) {}

    static void lock(DSLContext dsl) {
        dsl.connection(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(ONE_AT_A_TIME);
            }
        });
    }

    /**
     * Stores a batch of stale figures again.
     *
     * @return false when nothing was stale
     */
    static boolean batch(DSLContext dsl, Rollup rollup) {
        lock(dsl);
        Optional<Record> batch = dsl.fetchOptional(sql(BATCH, rollup.label(), rollup.batch, rollup.mark));
        batch.ifPresent(keys -> {
            Object[] range = {keys.get(0), keys.get(1), keys.get(2)};
            for (Stored figures : rollup.figures()) {
                dsl.execute(sql(FORGET, figures.table(), rollup.mark, rollup.label(), rollup.type, rollup.key), range);
                String onConflict = rollup == Rollup.CALLERS ? ADD : "";
                dsl.execute(sql(STORE, figures.table(), figures.fresh(), rollup.key, rollup.type) + onConflict, range);
            }
            dsl.execute(sql(UNMARK, rollup.label(), rollup.mark, rollup.type), range);
        });
        return batch.isPresent();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the templates are SQL, laid out separately
    private static String sql(String template, Object... names) {
        return String.format(Locale.ROOT, template, names);
    }
}
