package dev.callvault.documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources of the dbt package, written from a migrated database: descriptions and keys are those of its comments. Only what no
 * comment says in a form that can be read stands here: labels, and which column tells that the archive is alive.
 */
final class DbtSources {
    private static final String COLUMNS = """
            SELECT relation.relname AS view, obj_description(relation.oid, 'pg_class') AS meaning, attname AS name,
                   col_description(relation.oid, attnum) AS text
            FROM pg_class AS relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
            WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v'
            ORDER BY relation.oid, attnum""";

    private static final Pattern KEY = Pattern.compile(" Key: ([a-z_]+(?:, [a-z_]+)*)\\.$");

    private static final List<String> KINDS = List.of("number", "short", "withheld", "login", "unreadable");
    private static final List<String> STREAMS = List.of("calls", "sessions", "errors", "bodies");

    /** The labels of columns, by name: a name means the same in every view. */
    private static final Map<String, Labels> LABELS = Map.ofEntries(
            Map.entry("direction", Labels.open("inbound", "outbound")),
            Map.entry("line_kind", Labels.open("inbound", "outbound", "transfer", "local")),
            Map.entry(
                    "log_state",
                    new Labels(List.of("pending", "archived", "unavailable", "quarantined", "lost"), true)),
            Map.entry(
                    "no_log_reason",
                    new Labels(List.of("waiting", "unavailable", "unreadable", "lost", "deleted", "missing"), true)),
            Map.entry("caller_kind", new Labels(KINDS, true)),
            Map.entry("called_kind", new Labels(KINDS, true)),
            Map.entry("kind", new Labels(KINDS, true)),
            Map.entry("stream", new Labels(STREAMS, true)),
            Map.entry("headroom_of", new Labels(STREAMS, true)));

    /**
     * Whether the archive is alive: the newest call only tells traffic. Of all accounts the one that succeeded longest ago, as the
     * newest success would hide an account that fails; never to have succeeded is longest ago.
     */
    private static final Map<String, String> WATCHED = Map.of("archive_health", "last_success_at");

    private static final ObjectMapper JSON = new ObjectMapper();

    private DbtSources() {}

    /** What a column may contain; if the list is not closed, the provider may print others. */
    private record Labels(List<String> values, boolean isClosed) {
        static Labels open(String... values) {
            return new Labels(List.of(values), false);
        }
    }

    private record Column(String name, String text) {}

    private record View(String name, String meaning, List<Column> columns) {
        List<String> key() {
            Matcher key = KEY.matcher(meaning);
            return key.find() ? List.of(key.group(1).split(", ", -1)) : List.of();
        }

        boolean has(String column) {
            return columns.stream().anyMatch(it -> it.name().equals(column));
        }
    }

    static String of(Connection database) throws SQLException {
        StringBuilder file = new StringBuilder("""
                # Generated from the database's comments by DbtSourcesTest, which says how to update this file.
                version: 2
                sources:
                  - name: callvault
                    description: The views of a Callvault archive, always up to date. Days and hours are those of its reporting zone.
                    schema: "{{ var('callvault_schema') }}"
                    tables:
                """);
        for (View view : views(database)) {
            write(view, file);
        }
        return file.toString();
    }

    private static List<View> views(Connection database) throws SQLException {
        Map<String, View> views = new LinkedHashMap<>();
        try (var statement = database.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                String meaning = rows.getString("meaning");
                views.computeIfAbsent(rows.getString("view"), name -> new View(name, meaning, new ArrayList<>()))
                        .columns()
                        .add(new Column(rows.getString("name"), rows.getString("text")));
            }
        }
        return List.copyOf(views.values());
    }

    private static void write(View view, StringBuilder file) {
        file.append("      - name: ").append(view.name()).append('\n');
        file.append("        description: ").append(quoted(view.meaning())).append('\n');
        String watched = WATCHED.get(view.name());
        if (watched != null) {
            if (!view.has(watched)) {
                throw new IllegalStateException("%s has no %s to watch".formatted(view.name(), watched));
            }
            file.append("""
                            config:
                              loaded_at_query: "select min(coalesce(%s, 'epoch')) from {{ this }}"
                              freshness:
                                warn_after: {count: "{{ var('callvault_warn_minutes') | as_number }}", period: minute}
                                error_after: {count: "{{ var('callvault_error_minutes') | as_number }}", period: minute}
                    """.formatted(watched));
        }
        if (view.key().size() > 1) {
            file.append("        data_tests:\n          - unique_together:\n              arguments: {columns: [")
                    .append(String.join(", ", view.key()))
                    .append("]}\n");
        }
        file.append("        columns:\n");
        view.columns().forEach(column -> write(view, column, file));
    }

    private static void write(View view, Column column, StringBuilder file) {
        file.append("          - name: ").append(column.name()).append('\n');
        file.append("            description: ").append(quoted(column.text())).append('\n');
        List<String> tests = tests(view, column.name());
        if (!tests.isEmpty()) {
            file.append("            data_tests:\n");
            tests.forEach(test -> file.append("              - ").append(test).append('\n'));
        }
    }

    private static List<String> tests(View view, String column) {
        List<String> tests = new ArrayList<>();
        if (view.key().contains(column)) {
            tests.add("not_null");
        }
        if (view.key().equals(List.of(column))) {
            tests.add("unique");
        }
        Labels labels = LABELS.get(column);
        if (labels != null) {
            tests.add("accepted_values: {arguments: {values: [%s]}%s}"
                    .formatted(
                            String.join(", ", labels.values()), labels.isClosed() ? "" : ", config: {severity: warn}"));
        }
        if (column.equals("account_id") && !view.name().equals("archive_health")) {
            tests.add("relationships: {arguments: {to: \"source('callvault', 'archive_health')\", field: account_id}}");
        }
        if (column.equals("day") && view.key().contains("day") && !view.name().equals("dates")) {
            tests.add("relationships: {arguments: {to: \"source('callvault', 'dates')\", field: day}}");
        }
        return tests;
    }

    /** As JSON, which is YAML too. dbt would take braces for its own. */
    private static String quoted(String text) {
        if (Objects.requireNonNull(text).contains("{{") || text.contains("{%")) {
            throw new IllegalStateException("dbt would read this as its own: " + text);
        }
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
