package dev.callvault.store.postgres.reports;

import dev.callvault.content.Content;
import dev.callvault.store.postgres.sql.LogPieces;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.reports.Exports.Query;
import dev.callvault.store.reports.Exports.Sink;
import dev.callvault.store.reports.UnfitExport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads a view of schema {@code reporting} through a cursor. */
final class SelectView {
    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = (SELECT oid FROM pg_class
                              WHERE relname = {0} AND relkind = 'v' AND relnamespace = 'reporting'::regnamespace)
              AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """;

    /** The time columns; the first one that a view has is used. */
    static final List<String> TIMES = List.of("started_at", "occurred_at", "hour", "day", "month_start", "from_time");

    /** Rows fetched at once; fewer of logs, of which the small ones come with their rows. */
    private static final int ROWS = 1000;

    private static final int BODIES = 50;

    /** Where a log is in the view of logs; a large one is left out of its row and read in pieces. */
    private static final List<String> LOG =
            List.of("account_id", "log_id", "started_at", "sha256", "body", "body_bytes");

    /** The length of a log, in a column that is not part of the view. */
    private static final String LENGTH = "\"length of %s\"";

    private SelectView() {}

    /** Reads large logs inside the export's own transaction. */
    private record LargeLogs(DSLContext dsl, LogReader reader) {
        @Nullable
        Content in(ResultSet row, String column) throws SQLException {
            long length = row.getLong("length of " + column);
            if (length <= LogReader.SMALL) {
                return null;
            }
            LogPieces.Key key = new LogPieces.Key(
                    row.getLong("account_id"),
                    row.getLong("log_id"),
                    row.getTimestamp("started_at").toInstant(),
                    row.getString("sha256"));
            return reader.within(LogPieces.within(dsl), key, length);
        }
    }

    static long fetch(DSLContext dsl, Query query, Sink sink, LogReader reader) {
        Map<String, String> columns = dsl.fetch(COLUMNS, DSL.val(query.view()))
                .intoMap(it -> it.get(0, String.class), it -> it.get(1, String.class)); // in the order of the columns
        String sql = sql(query, columns);
        long[] rows = {0};
        LargeLogs logs = new LargeLogs(dsl, reader);
        dsl.connection(connection -> rows[0] = read(connection, sql, binds(query), fetchSize(columns), sink, logs));
        return rows[0];
    }

    private static int fetchSize(Map<String, String> columns) {
        return columns.containsValue("bytea") ? BODIES : ROWS;
    }

    /** The name is safe to insert into the statement: a view of this name exists, and names with quotes do not. */
    private static String sql(Query query, Map<String, String> columns) {
        if (columns.isEmpty()) {
            throw new UnfitExport("there is no view reporting." + query.view());
        }
        Optional<String> time = TIMES.stream().filter(columns::containsKey).findFirst();
        if (time.isEmpty() && (query.from().isPresent() || query.to().isPresent())) {
            throw new UnfitExport(query.view() + " has no time column: leave out --from and --to");
        }
        if (!columns.containsKey("account") && query.account().isPresent()) {
            throw new UnfitExport(query.view() + " does not belong to an account: leave out --account");
        }
        String bound = time.filter(it -> columns.getOrDefault(it, "").equals("date"))
                .map(it -> "(?::timestamptz AT TIME ZONE reporting.zone())::date")
                .orElse("?::timestamptz");
        // Before 10:00 includes that day; before midnight ends with the previous day.
        String upper = bound.replace("?::timestamptz", "(?::timestamptz - interval '1 microsecond')");
        boolean isDay = !bound.equals("?::timestamptz");
        return "SELECT " + selected(columns) + " FROM reporting.\"" + query.view() + "\" WHERE true"
                + query.from().map(it -> " AND " + time.get() + " >= " + bound).orElse("")
                + query.to()
                        .map(it -> " AND " + time.get() + (isDay ? " <= " + upper : " < " + bound))
                        .orElse("")
                + query.account().map(it -> " AND account = ?").orElse("")
                + time.map(it -> " ORDER BY " + it).orElse("");
    }

    private static String selected(Map<String, String> columns) {
        if (!columns.keySet().containsAll(LOG)) {
            return "*";
        }
        return columns.keySet().stream()
                        .map(it -> it.equals("body") || it.equals("body_bytes")
                                ? "CASE WHEN octet_length(" + it + ") <= " + LogReader.SMALL + " THEN " + it
                                        + " END AS " + it
                                : '"' + it + '"')
                        .collect(Collectors.joining(", "))
                + ", octet_length(body) AS " + LENGTH.formatted("body")
                + ", octet_length(body_bytes) AS " + LENGTH.formatted("body_bytes");
    }

    private static List<String> binds(Query query) {
        List<String> binds = new ArrayList<>();
        query.from().ifPresent(it -> binds.add(it.toString()));
        query.to().ifPresent(it -> binds.add(it.toString()));
        query.account().ifPresent(binds::add);
        return binds;
    }

    private static long read(
            Connection connection, String sql, List<String> binds, int fetchSize, Sink sink, LargeLogs logs)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(fetchSize);
            for (int i = 0; i < binds.size(); i++) {
                statement.setString(i + 1, binds.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return hand(rows, sink, logs);
            }
        }
    }

    private static long hand(ResultSet rows, Sink sink, LargeLogs logs) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (!columns.getColumnName(i).startsWith("length of ")) {
                names.add(columns.getColumnName(i));
            }
        }
        boolean hasLogs = names.size() < columns.getColumnCount();
        sink.columns(names);
        long count = 0;
        while (rows.next()) {
            List<@Nullable Object> values = values(rows, columns, names.size());
            if (hasLogs) {
                for (String column : List.of("body", "body_bytes")) {
                    @Nullable Content large = logs.in(rows, column);
                    if (large != null) {
                        values.set(names.indexOf(column), large);
                    }
                }
            }
            sink.row(values);
            count++;
        }
        return count;
    }

    private static List<@Nullable Object> values(ResultSet rows, ResultSetMetaData columns, int count)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            values.add(value(rows, i, columns.getColumnTypeName(i)));
        }
        return values;
    }

    private static @Nullable Object value(ResultSet rows, int column, String type) throws SQLException {
        return switch (type) {
            case "timestamptz" -> instant(rows.getTimestamp(column));
            case "timestamp" -> rows.getObject(column, LocalDateTime.class);
            case "date" -> rows.getObject(column, LocalDate.class);
            case "bytea" -> rows.getBytes(column);
            case "bool", "int2", "int4", "int8", "numeric", "float4", "float8" -> rows.getObject(column);
            default -> rows.getString(column);
        };
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
