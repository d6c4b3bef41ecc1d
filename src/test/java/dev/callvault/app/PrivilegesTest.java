package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.app.daemon.Maintenance;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.archive.report.RunReport;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.store.coordination.Node;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each role can do what it is for, and nothing else. */
class PrivilegesTest {
    private static Scene scene() {
        Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(5).withBusySince(Scene.BUSY_SINCE));
        scene.archived.execute(
                "DO $$ BEGIN CREATE ROLE test_archiver LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        return scene.with("CALLVAULT_DATABASE_USERNAME", "test_archiver")
                .with("CALLVAULT_DATABASE_OWNER_USERNAME", "postgres")
                .with("CALLVAULT_KEEP_BODIES", "P2D")
                .with("CALLVAULT_REPORTING_ZONE", "America/Chicago");
    }

    @Test
    @Proof
    void a_login_without_the_right_to_change_the_schema_archives_and_keeps_it_in_shape() {
        try (Scene scene = scene()) {
            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            assertThat(report.isIncomplete()).isFalse();
            assertThat(new Doctor(scene.settings(), scene.clock).examine())
                    .filteredOn(it -> List.of("privileges", "readers").contains(it.name()))
                    .allSatisfy(it -> assertThat(it.verdict()).as(it.detail()).isEqualTo(Check.Verdict.OK))
                    .anySatisfy(it -> assertThat(it.detail()).contains("test_archiver", "not change the schema"));
            scene.clock.move(java.time.Duration.ofDays(70));
            try (Callvault callvault = new Callvault(scene.settings(), scene.clock, pause -> {});
                    Nodes nodes = callvault.nodes(Node.Kind.DAEMON)) {
                callvault.erase("2125551234", true, null);
                Maintenance.run(callvault.postgres(), nodes, scene.clock.instant());
            }
            assertThat(scene.archived.count("SELECT count(*) FROM pg_class WHERE relname = 'call_logs_2027_04'"))
                    .isOne();
        }
    }

    @Test
    void doctor_names_another_login_that_can_write_to_this_archive_until_it_can_no_longer_connect() {
        try (Scene scene = scene()) {
            scene.archive();
            assertThat(otherLogins(scene))
                    .satisfies(it -> assertThat(it.detail()).doesNotContain("test_neighbour"));
            scene.archived.execute("CREATE ROLE test_neighbour LOGIN IN ROLE callvault_archiver");
            try {
                assertThat(otherLogins(scene).verdict()).isEqualTo(Check.Verdict.WARNING);
                assertThat(otherLogins(scene).detail())
                        .contains("test_neighbour can read and write this archive too", "REVOKE CONNECT")
                        .doesNotContain("test_archiver");

                String name = scene.database().url().replaceFirst(".*/", "");
                scene.archived.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
                scene.archived.execute("GRANT CONNECT ON DATABASE " + name + " TO test_archiver");

                assertThat(otherLogins(scene).verdict()).isEqualTo(Check.Verdict.OK);
            } finally {
                scene.archived.execute("DROP ROLE test_neighbour"); // roles are of the whole server
            }
        }
    }

    @Test
    void doctor_names_a_member_that_may_write_for_ever_and_what_to_run() {
        try (Scene scene = scene()) {
            scene.archive();
            scene.archived.execute("CREATE ROLE \"test Member\" LOGIN IN ROLE callvault_reader");
            try {
                String found = readers(scene).detail();
                assertThat(found)
                        .contains(
                                "test Member lacks default_transaction_read_only, statement_timeout, timezone: run: ALTER ROLE",
                                "SET timezone = 'America/Chicago'");

                scene.archived.execute(found.replaceFirst("(?s).*test Member lacks [^:]*: run: ", "")
                        .replaceFirst("[.] .*", ""));

                assertThat(readers(scene).detail()).doesNotContain("test Member");
            } finally {
                scene.archived.execute("DROP ROLE \"test Member\"");
            }
        }
    }

    private static Check readers(Scene scene) {
        return new Doctor(scene.settings(), scene.clock)
                .examine().stream()
                        .filter(it -> it.name().equals("readers"))
                        .findFirst()
                        .orElseThrow();
    }

    private static Check otherLogins(Scene scene) {
        return new Doctor(scene.settings(), scene.clock)
                .examine().stream()
                        .filter(it -> it.name().equals("other logins"))
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE archive.mine (a int)",
                "DROP TABLE archive.calls",
                "ALTER TABLE archive.calls ADD COLUMN mine int",
                "TRUNCATE archive.calls",
                "DELETE FROM archive.flyway_schema_history"
            })
    void the_archiver_cannot(String sql) {
        try (Scene scene = scene()) {
            scene.archive();

            assertThatThrownBy(() -> as(scene, "test_archiver", sql)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void readers_see_the_reports_alone_and_not_for_ever() throws SQLException {
        try (Scene scene = scene()) {
            scene.archived.execute("CREATE VIEW reporting.of_a_test AS SELECT count(*) AS calls FROM archive.calls");

            assertThat(as(scene, "callvault_reader", "SELECT calls FROM reporting.of_a_test"))
                    .isEqualTo("0");
            assertThat(as(scene, "callvault_reader", "SHOW statement_timeout")).isEqualTo("1min");
            assertThat(as(scene, "callvault_reader", "SHOW idle_in_transaction_session_timeout"))
                    .isEqualTo("1min");
            for (String sql : List.of(
                    "SELECT count(*) FROM archive.calls",
                    "SELECT * FROM archive.redactions",
                    "SELECT * FROM archive.jobs",
                    "CREATE TABLE reporting.mine (a int)",
                    "SET default_transaction_read_only = off; DELETE FROM archive.calls",
                    "SELECT archive.drop_month('2026-11-01')")) {
                assertThatThrownBy(() -> as(scene, "callvault_reader", sql))
                        .as(sql)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    private static String as(Scene scene, String user, String sql) throws SQLException {
        String url = scene.settings().database().orElseThrow().url();
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            ResultSet rows = statement.getResultSet();
            return rows != null && rows.next() ? rows.getString(1) : "";
        }
    }
}
