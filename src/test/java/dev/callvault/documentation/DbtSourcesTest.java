package dev.callvault.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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

    private static Connection database() throws SQLException {
        var fresh = TestServer.freshDatabase();
        return DriverManager.getConnection(fresh.url(), fresh.username(), "");
    }
}
