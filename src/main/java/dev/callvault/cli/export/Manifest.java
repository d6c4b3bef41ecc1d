package dev.callvault.cli.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.callvault.store.reports.Exports;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a directory of views holds, and by which it can be checked. */
final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, @Nullable Object> head = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> views = new ArrayList<>();
    private long rows;

    private Manifest() {}

    static Manifest of(Exports.Moment moment, String version, Form form, Exports.Query filters) {
        Manifest manifest = new Manifest();
        manifest.head.put("program", version);
        manifest.head.put("schema", moment.schema());
        manifest.head.put("snapshot", moment.at().toString());
        manifest.head.put("zone", form.zone().getId());
        manifest.head.put("format", form.format().extension().substring(1));
        manifest.head.put("spreadsheet", form.isForSpreadsheets());
        manifest.head.put("filters", filters(filters));
        return manifest;
    }

    void add(Exports.Query query, Path file, long count, HashedOutput hashed, List<Exports.Column> columns) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("view", query.view());
        view.put("file", String.valueOf(file.getFileName()));
        view.put("rows", count);
        view.put("bytes", hashed.bytes());
        view.put("sha256", hashed.sha256());
        view.put("filters", filters(query));
        view.put("columns", columns.stream().map(Manifest::column).toList());
        views.add(view);
        rows += count;
    }

    private static Map<String, @Nullable Object> column(Exports.Column column) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("type", column.type());
        return json;
    }

    private static Map<String, @Nullable Object> filters(Exports.Query query) {
        Map<String, @Nullable Object> filters = new LinkedHashMap<>();
        filters.put("from", text(query.from()));
        filters.put("to", text(query.to()));
        filters.put("account", query.account().orElse(null));
        filters.put("since", text(query.since()));
        return filters;
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    long rows() {
        return rows;
    }

    String json() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(head);
        all.put("views", views);
        try {
            return JSON.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of scalars can always be written", impossible);
        }
    }
}
