package dev.callvault.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dbt package declares every view, column and key that there is, and none that is not. */
class DbtSourcesTest {
    private static final Path FILE = Path.of("config", "dbt", "models", "sources.yml");

    @Test
    void the_sources_are_written_from_the_comments() throws SQLException, IOException {
        try (Connection database = database()) {
            String sources = DbtSources.of(database);
            if (Boolean.getBoolean("dictionary.update")) {
                Files.writeString(FILE, sources);
            }

            assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
                    .as("%s; to update it, run: mvn test -Dtest=DbtSourcesTest -Ddictionary.update=true", FILE)
                    .isEqualTo(sources);
        }
    }

    @Test
    void a_view_a_column_and_a_key_more_are_seen() throws SQLException {
        try (Connection database = database()) {
            String before = DbtSources.of(database);
            try (var statement = database.createStatement()) {
                statement.execute("CREATE VIEW reporting.more AS SELECT 1 AS first, 2 AS second");
                statement.execute("COMMENT ON VIEW reporting.more IS 'More. Key: first, second.'");
                statement.execute("COMMENT ON COLUMN reporting.more.first IS 'The \"first\": 1.'");
                statement.execute("COMMENT ON COLUMN reporting.more.second IS 'The second.'");
            }

            String more = """
                    - name: more
                      description: "More. Key: first, second."
                      data_tests:
                        - unique_together:
                            arguments: {columns: [first, second]}
                      columns:
                        - name: first
                          description: "The \\"first\\": 1."
                          data_tests:
                            - not_null
                        - name: second
                          description: "The second."
                          data_tests:
                            - not_null
                    """;
            assertThat(DbtSources.of(database)).isEqualTo(before + more.indent(6));
        }
    }

    @Test
    void models_and_tests_read_only_views_and_columns_that_there_are() throws SQLException, IOException {
        try (Connection database = database();
                var statement = database.createStatement();
                Stream<Path> files = Files.walk(Path.of("config", "dbt"))) {
            List<Path> queries = files.filter(it -> it.toString().matches(".*(models|tests).*\\.sql"))
                    .toList();

            assertThat(queries).hasSizeGreaterThan(2);
            for (Path query : queries) {
                statement.execute("EXPLAIN " + rendered(Files.readString(query)));
            }
        }
    }

    /** As dbt makes it of a query in full: without what is only for a table that is there. */
    private static String rendered(String query) {
        String sql = query.replaceAll("(?s)\\{% if is_incremental\\(\\) %}.*?\\{% endif %}", "")
                .replaceAll("(?s)\\{\\{ config\\(.*?\\) }}", "")
                .replaceAll("\\{\\{ source\\('callvault', '([a-z_]+)'\\) }}", "reporting.$1");
        assertThat(sql).as("of dbt's language this test does not know all").doesNotContain("{{", "{%");
        return sql;
    }

    private static Connection database() throws SQLException {
        var fresh = TestServer.freshDatabase();
        return DriverManager.getConnection(fresh.url(), fresh.username(), "");
    }
}
