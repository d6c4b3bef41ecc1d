package dev.callvault.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The data dictionary says what the database's comments say, and nothing that can be read is without one. */
class DataDictionaryTest {
    private static final Path PAGE = Path.of("src", "docs", "data-dictionary.md");

    /** Partitions have no readers of their own, the history is Flyway's. */
    private static final String UNEXPLAINED = """
            SELECT relation.oid::regclass || coalesce('.' || attname, '')
            FROM pg_class AS relation
            LEFT JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
            WHERE relnamespace IN ('archive'::regnamespace, 'reporting'::regnamespace) AND relkind IN ('r', 'p', 'v')
              AND NOT relispartition AND relname <> 'flyway_schema_history'
              AND (coalesce(obj_description(relation.oid, 'pg_class'), '') = ''
                   OR coalesce(col_description(relation.oid, attnum), '') = '')""";

    private static Connection database() throws SQLException {
        var fresh = TestServer.freshDatabase();
        return DriverManager.getConnection(fresh.url(), fresh.username(), "");
    }

    @Test
    void every_table_view_and_column_has_a_comment() throws SQLException {
        List<String> unexplained = new ArrayList<>();
        try (Connection database = database();
                var statement = database.createStatement();
                ResultSet rows = statement.executeQuery(UNEXPLAINED)) {
            while (rows.next()) {
                unexplained.add(rows.getString(1));
            }
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void the_page_is_written_from_the_comments() throws SQLException, IOException {
        try (Connection database = database()) {
            String dictionary = DataDictionary.of(database);
            if (Boolean.getBoolean("dictionary.update")) {
                Files.writeString(PAGE, dictionary);
            }

            assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                    .as("%s; to update it, run: mvn test -Dtest=DataDictionaryTest -Ddictionary.update=true", PAGE)
                    .isEqualTo(dictionary);
        }
    }
}
