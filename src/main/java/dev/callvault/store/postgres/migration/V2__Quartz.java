package dev.callvault.store.postgres.migration;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * The schedule's own tables, in the schema {@code quartz}. Their definition is the script that Quartz ships in its jar, so
 * that tables and library cannot drift apart in the repository.
 */
public final class V2__Quartz extends BaseJavaMigration {
    private static final String SCRIPT = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

    @Override
    public void migrate(Context context) throws SQLException, IOException {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS quartz");
            statement.execute(
                    "COMMENT ON SCHEMA quartz IS 'When jobs run next, shared by all nodes: Quartz''s own tables, not for reports.'");
            // LOCAL: Flyway's next migration finds the search path as it was.
            statement.execute("SET LOCAL search_path TO quartz");
            for (String definition : definitions()) {
                statement.execute(definition);
            }
        }
    }

    /** Only what creates: the script also drops tables first, and commits, which is Flyway's to do. */
    private static List<String> definitions() throws IOException {
        String bare = script().lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return Stream.of(bare.split(";", -1))
                .map(String::strip)
                .filter(statement -> statement.startsWith("CREATE "))
                .toList();
    }

    private static String script() throws IOException {
        try (InputStream stream = V2__Quartz.class.getResourceAsStream(SCRIPT)) {
            if (stream == null) {
                throw new FileNotFoundException("Quartz's table script is not on the class path: " + SCRIPT);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
