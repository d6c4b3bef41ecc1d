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
import org.jooq.ResultQuery;
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
              AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum
            """;
    /** The columns that say of whom a row is: not shown themselves. */
    private static final Set<String> OWNERS = Set.of("account_id", "account_ids");

    /** Limits the time, since a person waits and a report over years may take long. */
    private static final String SETTINGS = "SET LOCAL statement_timeout = '20s'; SET LOCAL TimeZone = 'UTC'";

    /** Where a view has no time, its largest rows are shown. */
    private static final List<String> COUNTS = List.of("calls", "errors");

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
        List<Column> columns = columns(dsl, view.name());
        dsl.execute(SETTINGS);
        List<List<String>> rows =
                rows(dsl, view.name(), columns, accounts, most).fetch(SelectPreview::texts);
        return new Preview(view, columns.stream().filter(SelectPreview::isShown).toList(), rows);
    }

    static List<Column> columns(DSLContext dsl, String view) {
        return dsl.fetch(COLUMNS, DSL.val(view))
                .map(row -> new Column(row.get(0, String.class), row.get(1, String.class), row.get(2, Boolean.class)));
    }

    static ResultQuery<Record> rows(
            DSLContext dsl, String view, List<Column> columns, List<AccountId> accounts, int most) {
        return dsl.resultQuery(sql(view, columns, most), Unnest.numbers(accounts, AccountId::value));
    }

    private static boolean isShown(Column column) {
        return !OWNERS.contains(column.name());
    }

    /** Names come from the catalogue and are quoted. */
    private static String sql(String view, List<Column> columns, int most) {
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
        return "SELECT "
                + columns.stream()
                        .filter(SelectPreview::isShown)
                        .map(it -> '"' + it.name() + "\"::text")
                        .collect(Collectors.joining(", "))
                + " FROM reporting.\"" + view + "\" AS report WHERE "
                + ofReadable(names)
                + newest(names).or(() -> largest(names)).orElse("")
                + " LIMIT " + most;
    }

    /**
     * Without those that have no time: so the index on the time gives the order, and the newest rows are read alone. The
     * column is the view's, not the text that is selected under the same name.
     */
    private static Optional<String> newest(Set<String> names) {
        return ViewColumns.TIMES.stream()
                .filter(names::contains)
                .findFirst()
                .map(it -> " AND report.\"" + it + "\" IS NOT NULL ORDER BY report.\"" + it + "\" DESC");
    }

    private static Optional<String> largest(Set<String> names) {
        return COUNTS.stream()
                .filter(names::contains)
                .findFirst()
                .map(it -> " ORDER BY report.\"" + it + "\" DESC NULLS LAST");
    }

    /**
     * A row of several accounts together is shown to those who may read all of these; one of no account, to those who may
     * read all there are.
     */
    private static String ofReadable(Set<String> names) {
        if (names.contains("account_id")) {
            return "account_id = ANY ({0}::bigint[])";
        }
        return names.contains("account_ids")
                ? "account_ids <@ {0}::bigint[]"
                : "NOT EXISTS (SELECT FROM archive.accounts WHERE account_id <> ALL ({0}::bigint[]))";
    }

    private static List<String> texts(Record row) {
        return Stream.of(row.intoArray()).map(it -> Objects.toString(it, "")).toList();
    }
}
