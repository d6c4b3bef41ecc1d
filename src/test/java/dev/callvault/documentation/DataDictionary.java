package dev.callvault.documentation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that lists what reports can read, written from the comments in a migrated database. */
final class DataDictionary {
    /** What others rely on; the rest of the schema is the program's own. */
    private static final List<String> TABLES = List.of(
            "accounts", "calls", "call_conflicts", "call_logs", "sessions", "errors", "coverage", "watermarks", "gaps");

    /** In the order in which the migrations made them, which is that of a reader's questions. */
    private static final String COLUMNS = """
            SELECT relation.relname, obj_description(relation.oid, 'pg_class') AS meaning, attname AS name,
                   replace(replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz'),
                           ' without time zone', '') AS type,
                   col_description(relation.oid, attnum) AS text
            FROM pg_class AS relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
            WHERE relnamespace = ?::regnamespace AND (relkind = 'v' AND ? OR relname = ANY (?))
            ORDER BY relation.oid, attnum""";

    private static final String FUNCTIONS = """
            SELECT proname || '(' || pg_get_function_identity_arguments(oid) || ')' AS name, obj_description(oid, 'pg_proc') AS text
            FROM pg_proc WHERE pronamespace = 'reporting'::regnamespace ORDER BY proname""";

    private DataDictionary() {}

    static String of(Connection database) throws SQLException {
        StringBuilder page = new StringBuilder("""
                # Data dictionary

                Every column of the [reporting views](reports.md#views) and of the main [tables](reports.md#tables), as the comments in \
                the database describe them. The terms are in the [glossary](glossary.md).

                <!-- Generated from the database's comments by DataDictionaryTest, which says how to update this page. -->

                ## Views

                The views of the schema `reporting` are always up to date. Days and hours are those of the reporting zone \
                (`reporting-zone`).
                """);
        page.append(relations(database, "reporting", true, List.of()));
        page.append("\n### Functions\n\n| function | meaning |\n| --- | --- |\n");
        try (var statement = database.createStatement();
                ResultSet functions = statement.executeQuery(FUNCTIONS)) {
            while (functions.next()) {
                page.append(
                        "| `%s` | %s |\n".formatted(functions.getString("name"), cell(functions.getString("text"))));
            }
        }
        page.append("\n## Tables\n\nThe tables of the schema `archive` on which you can rely.\n");
        return page.append(relations(database, "archive", false, TABLES)).toString();
    }

    private static String relations(Connection database, String schema, boolean hasAllViews, List<String> tables)
            throws SQLException {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        try (var statement = database.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            statement.setBoolean(2, hasAllViews);
            statement.setArray(3, database.createArrayOf("text", tables.toArray()));
            ResultSet columns = statement.executeQuery();
            while (columns.next()) {
                String relation = columns.getString("relname");
                String meaning = columns.getString("meaning");
                sections.computeIfAbsent(
                                relation,
                                name -> new StringBuilder(
                                        "\n### %s.%s\n\n%s\n\n| column | type | meaning |\n| --- | --- | --- |\n"
                                                .formatted(schema, name, meaning)))
                        .append("| `%s` | %s | %s |\n"
                                .formatted(
                                        columns.getString("name"),
                                        columns.getString("type"),
                                        cell(columns.getString("text"))));
            }
        }
        return String.join("", sections.values());
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|");
    }
}
