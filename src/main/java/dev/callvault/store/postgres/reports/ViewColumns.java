package dev.callvault.store.postgres.reports;

import dev.callvault.store.reports.Exports.Column;
import dev.callvault.store.reports.Exports.Query;
import dev.callvault.store.reports.UnfitExport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The columns of a view of schema {@code reporting}, as the catalogue has them, and what can be filtered by them.
 *
 * @param types by name, in the order of the columns; none when there is no such view
 */
record ViewColumns(String view, Map<String, String> types) {
    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = (SELECT oid FROM pg_class
                              WHERE relname = {0} AND relkind = 'v' AND relnamespace = 'reporting'::regnamespace)
              AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """;

    private static final String VIEWS_WITH_CHANGES = """
            SELECT relname::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE attname = 'changed_at' AND NOT attisdropped AND relkind = 'v'
              AND relnamespace = 'reporting'::regnamespace ORDER BY relname
            """;

    /** The time columns; the first one that a view has is used. */
    static final List<String> TIMES = List.of("started_at", "occurred_at", "hour", "day", "month_start", "from_time");

    private static final String CHANGED = "changed_at";

    static ViewColumns of(DSLContext dsl, String view) {
        return new ViewColumns(
                view,
                dsl.fetch(COLUMNS, DSL.val(view))
                        .intoMap(it -> it.get(0, String.class), it -> it.get(1, String.class)));
    }

    List<Column> all() {
        return types.entrySet().stream()
                .map(it -> new Column(it.getKey(), it.getValue()))
                .toList();
    }

    Optional<String> time() {
        return TIMES.stream().filter(types::containsKey).findFirst();
    }

    boolean hasAccount() {
        return types.containsKey("account");
    }

    Query fitting(Query query) {
        boolean hasTime = time().isPresent();
        return new Query(
                query.view(),
                query.from().filter(it -> hasTime),
                query.to().filter(it -> hasTime),
                query.account().filter(it -> hasAccount()),
                query.since().filter(it -> types.containsKey(CHANGED)));
    }

    /** @throws UnfitExport when there is no such view, or it cannot be filtered as requested */
    void require(DSLContext dsl, Query query) {
        if (types.isEmpty()) {
            throw new UnfitExport("there is no view reporting." + view);
        }
        Query fitting = fitting(query);
        if (!fitting.from().equals(query.from()) || !fitting.to().equals(query.to())) {
            throw new UnfitExport(view + " has no time column: leave out --from and --to");
        }
        if (!fitting.account().equals(query.account())) {
            throw new UnfitExport(view + " does not belong to an account: leave out --account");
        }
        if (!fitting.since().equals(query.since())) {
            List<String> others = dsl.fetch(VIEWS_WITH_CHANGES).getValues(0, String.class);
            throw new UnfitExport(view + " does not say when a row was changed: leave out --since"
                    + (others.isEmpty() ? "" : ", or export one of " + String.join(", ", others)));
        }
    }
}
