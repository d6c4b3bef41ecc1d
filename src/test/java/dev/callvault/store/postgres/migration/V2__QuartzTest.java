package dev.callvault.store.postgres.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class V2__QuartzTest {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startPostgres() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        server.close();
    }

    @Test
    void creates_quartzs_tables_in_their_own_schema_once() throws SQLException {
        Flyway flyway = Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .schemas("archive")
                .locations("classpath:no/such")
                .failOnMissingLocations(false)
                .javaMigrations(new V2__Quartz())
                .load();

        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        assertThat(column("SELECT table_schema FROM information_schema.tables WHERE table_name LIKE 'qrtz%'"))
                .hasSize(11)
                .containsOnly("quartz");
        assertThat(column("SELECT obj_description('quartz'::regnamespace)"))
                .singleElement()
                .asString()
                .contains("Quartz");
    }

    private static List<String> column(String query) throws SQLException {
        DataSource database = server.getPostgresDatabase();
        List<String> values = new ArrayList<>();
        try (var connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
