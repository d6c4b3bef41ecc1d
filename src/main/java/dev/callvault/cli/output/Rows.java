package dev.callvault.cli.output;

import dev.callvault.report.HumanFormat;
import dev.callvault.report.RowFormat;
import dev.callvault.store.reports.Exports;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list of things that were decided, described once and printed as a table, as JSON or as CSV. */
public final class Rows {
    private final List<String> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    public Rows(String... columns) {
        this.columns = List.of(columns);
    }

    /** Values in the order of the columns: texts, whole numbers, instants, truths, or null. */
    public void add(@Nullable Object... values) {
        rows.add(Arrays.asList(values));
    }

    /** A table whose header is the columns' names as words. */
    public String text() {
        Table table = new Table(columns.stream().map(it -> it.replace('_', ' ')).toArray(String[]::new));
        rows.forEach(row -> table.row(row.stream().map(Rows::shown).toArray()));
        return table.toString();
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Instant at -> HumanFormat.instant(Optional.of(at));
            case Boolean is -> is ? "yes" : "no";
            case Long number -> HumanFormat.count(number);
            default -> value.toString().replaceAll("\\p{Cntrl}", " ");
        };
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** One map per row, with the columns as keys; all under this key. */
    public Map<String, ?> json(String key) {
        return Collections.singletonMap(key, rows.stream().map(this::json).toList());
    }

    private Map<String, ?> json(List<@Nullable Object> row) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            @Nullable Object value = row.get(i);
            json.put(columns.get(i), value instanceof Instant at ? HumanFormat.instant(Optional.of(at)) : value);
        }
        return json;
    }

    /** The same format as that of an export. */
    public String csv() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exports.Sink sink = RowFormat.CSV.to(out);
        sink.columns(columns);
        rows.forEach(sink::row);
        return out.toString(StandardCharsets.UTF_8);
    }
}
