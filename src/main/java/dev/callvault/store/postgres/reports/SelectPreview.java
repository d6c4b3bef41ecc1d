package dev.callvault.store.postgres.reports;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.reports.ReportViews.Column;
import dev.callvault.store.reports.ReportViews.Preview;
import dev.callvault.store.reports.ReportViews.View;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads the views of schema {@code reporting} through the catalogue: comments, columns, and the newest rows. */
final class SelectPreview {
    private static final String VIEWS = """
            SELECT relname::text, coalesce(obj_description(pg_class.oid), '') FROM pg_class
            WHERE relkind = 'v' AND relnamespace = 'reporting'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND atttypid = 'bytea'::regtype)
            ORDER BY relname
            """;
    private static final String COLUMNS = """
            SELECT attname::text, coalesce(col_description(attrelid, attnum), ''),
                   format_type(atttypid, NULL) IN ('bigint', 'integer', 'numeric', 'double precision')
            FROM pg_attribute
            WHERE attrelid = (SELECT oid FROM pg_class
                              WHERE relname = {0} AND relkind = 'v' AND relnamespace = 'reporting'::regnamespace)
              AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('account_id', 'account_ids')
            ORDER BY attnum
            """;
    /** Which of the two columns a view has that say of whom its rows are. */
    private static final String OWNER = """
            SELECT attname::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relname = {0} AND relnamespace = 'reporting'::regnamespace AND attname IN ('account_id', 'account_ids')
            """;

    /** Limits the time, since a person waits and a report over years may take long. */
    private static final String SETTINGS = "SET LOCAL statement_timeout = '20s'; SET LOCAL TimeZone = 'UTC'";

    private static final List<String> ORDERS =
            List.of("started_at", "occurred_at", "hour", "day", "month_start", "from_time", "calls", "errors");

    private SelectPreview() {}

    static List<View> fetchViews(DSLContext dsl) {
        return dsl.fetch(VIEWS).map(row -> new View(row.get(0, String.class), row.get(1, String.class)));
    }

    static Optional<Preview> fetch(DSLContext dsl, String name, List<AccountId> accounts, int most) {
        return fetchViews(dsl).stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(view -> read(dsl, view, accounts, most));
    }

    private static Preview read(DSLContext dsl, View view, List<AccountId> accounts, int most) {
        List<Column> columns = dsl.fetch(COLUMNS, DSL.val(view.name()))
                .map(row -> new Column(row.get(0, String.class), row.get(1, String.class), row.get(2, Boolean.class)));
        List<String> owner = dsl.fetch(OWNER, DSL.val(view.name())).map(row -> row.get(0, String.class));
        dsl.execute(SETTINGS);
        List<List<String>> rows = dsl.fetch(sql(view, columns, owner, most), Unnest.numbers(accounts, AccountId::value))
                .map(SelectPreview::texts);
        return new Preview(view, columns, rows);
    }

    /** Names come from the catalogue and are quoted. */
    private static String sql(View view, List<Column> columns, List<String> owner, int most) {
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
        return "SELECT "
                + columns.stream().map(it -> '"' + it.name() + "\"::text").collect(Collectors.joining(", "))
                + " FROM reporting.\"" + view.name() + "\" AS report WHERE "
                + ofReadable(owner)
                + ORDERS.stream()
                        .filter(names::contains)
                        .findFirst()
                        // of the view, not of the text that is selected under the same name
                        .map(it -> " ORDER BY report.\"" + it + "\" DESC NULLS LAST")
                        .orElse("")
                + " LIMIT " + most;
    }

    /** A row of several accounts together is shown to those who may read all of these. */
    private static String ofReadable(List<String> owner) {
        if (owner.contains("account_id")) {
            return "account_id = ANY ({0}::bigint[])";
        }
        return owner.isEmpty() ? "{0}::bigint[] IS NOT NULL" : "account_ids <@ {0}::bigint[]";
    }

    private static List<String> texts(Record row) {
        return Stream.of(row.intoArray()).map(it -> Objects.toString(it, "")).toList();
    }
}
