package dev.callvault.store.postgres.reports;

import dev.callvault.content.Content;
import dev.callvault.store.postgres.sql.LogPieces;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.reports.Exports.Query;
import dev.callvault.store.reports.Exports.Sink;
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
import org.jspecify.annotations.Nullable;

/** Reads a view of schema {@code reporting} through a cursor. */
final class SelectView {
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
        ViewColumns view = ViewColumns.of(dsl, query.view());
        view.require(dsl, query);
        String sql = sql(query, view);
        long[] rows = {0};
        LargeLogs logs = new LargeLogs(dsl, reader);
        dsl.connection(connection -> rows[0] = read(connection, sql, binds(query), view, sink, logs));
        return rows[0];
    }

    private static int fetchSize(Map<String, String> columns) {
        return columns.containsValue("bytea") ? BODIES : ROWS;
    }

    /** The name is safe to insert into the statement: a view of this name exists, and names with quotes do not. */
    private static String sql(Query query, ViewColumns view) {
        Map<String, String> columns = view.types();
        Optional<String> time = view.time();
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
                + query.since().map(it -> " AND changed_at >= ?::timestamptz").orElse("")
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
        query.since().ifPresent(it -> binds.add(it.toString()));
        return binds;
    }

    private static long read(
            Connection connection, String sql, List<String> binds, ViewColumns view, Sink sink, LargeLogs logs)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(fetchSize(view.types()));
            for (int i = 0; i < binds.size(); i++) {
                statement.setString(i + 1, binds.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return hand(rows, view, sink, logs);
            }
        }
    }

    private static long hand(ResultSet rows, ViewColumns view, Sink sink, LargeLogs logs) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = List.copyOf(view.types().keySet());
        boolean hasLogs = names.size() < columns.getColumnCount();
        sink.typed(view.all());
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
        sink.end();
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
