package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callvault.Proof;
import dev.callvault.app.daemon.Maintenance;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.reports.Exports;
import dev.callvault.verify.VerifyScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that an administrator has set up in his own way. */
@Proof
class ForeignDatabaseTest {
    private static Scene scene() {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(3));
    }

    /** What a day of commands leaves and prints. */
    private static List<String> day(Scene scene) {
        List<String> results = new ArrayList<>();
        for (int time = 0; time < 2; time++) {
            assertThat(scene.archive().failures()).isEmpty();
            scene.clock.move(Duration.ofMinutes(1));
        }
        assertThat(scene.verify(new VerifyScope(false, 0)).isIncomplete()).isFalse();
        try (Callvault callvault = scene.callvault();
                Nodes nodes = callvault.nodes(Node.Kind.DAEMON)) {
            Maintenance.run(callvault.postgres(), nodes, scene.clock.instant());
            for (String view : List.of("calls", "sessions", "errors", "calls_by_day")) {
                callvault
                        .exports()
                        .export(
                                new Exports.Query(view, Optional.empty(), Optional.empty(), Optional.empty()),
                                new Exports.Sink() {
                                    private int changedAt = -1;

                                    @Override
                                    public void columns(List<String> names) {
                                        results.add(names.toString());
                                        changedAt = names.indexOf("changed_at");
                                    }

                                    @Override
                                    public void row(List<@Nullable Object> values) {
                                        List<@Nullable Object> others = new ArrayList<>(values);
                                        if (changedAt >= 0) {
                                            // by the database's own clock
                                            others.remove(changedAt);
                                        }
                                        results.add(others.toString());
                                    }
                                });
            }
        }
        scene.archived.equalsTheTruth();
        return results;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search_path = archive; quote_all_identifiers = on; array_nulls = off; transform_null_equals = on",
                "default_transaction_isolation = 'serializable'; default_transaction_deferrable = on;"
                        + " statement_timeout = '250ms'; lock_timeout = '1ms';"
                        + " idle_in_transaction_session_timeout = '250ms'; idle_session_timeout = '250ms'",
                "DateStyle = 'German, DMY'; IntervalStyle = 'sql_standard'; TimeZone = 'Asia/Tokyo';"
                        + " bytea_output = 'escape'; extra_float_digits = -3; gin_fuzzy_search_limit = 1",
            })
    void no_setting_of_a_role_changes_a_result(String settings) {
        try (Scene usual = scene();
                Scene odd = scene()) {
            String database = odd.database().url().replaceFirst(".*/", "");
            for (String setting : settings.split(";", -1)) {
                odd.archived.execute("ALTER ROLE postgres IN DATABASE " + database + " SET " + setting);
            }

            assertThat(day(odd)).isEqualTo(day(usual));
        }
    }

    @Test
    void a_restart_in_the_middle_of_archiving_loses_nothing_and_ends_no_listing() {
        try (Scene scene = scene();
                Callvault callvault = scene.callvault()) {
            callvault.migrate();
            AtomicBoolean isRestarted = new AtomicBoolean();
            RunReport report = callvault
                    .archive(new RunListener() {
                        @Override
                        public void listed(Account account, LogStream stream, int rows, Written written) {
                            if (isRestarted.compareAndSet(false, true)) {
                                scene.archived.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                            }
                        }
                    })
                    .getFirst();

            assertThat(isRestarted).isTrue();
            assertThat(report.streams())
                    .allSatisfy(it -> assertThat(it.failure()).isEmpty());
            assertThat(report.bodies().lost()).isZero();
            assertThat(scene.archive().failures()).isEmpty();
            scene.archived.equalsTheTruth();
        }
    }

    private static DatabaseSettings empty(String name, String options) {
        DatabaseSettings any = TestServer.freshDatabase();
        execute(any, "DROP DATABASE IF EXISTS " + name);
        execute(any, "CREATE DATABASE " + name + options);
        return new DatabaseSettings(any.url().replaceFirst("[^/]*$", name), any.username(), any.password());
    }

    private static void execute(DatabaseSettings database, String sql) {
        try (var connection = TestServer.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void a_database_that_is_not_unicode_is_refused_before_the_first_migration() {
        DatabaseSettings latin = empty("latin", " ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        try (Database database = TestDatabases.open(latin)) {
            StoreFailure refused = catchThrowableOfType(StoreFailure.class, database::migrate);

            assertThat(refused).hasMessage("the database's encoding is LATIN1, which cannot hold every call log");
            assertThat(refused.hint()).contains("Nothing was changed", "ENCODING 'UTF8'");
            execute(latin, "CREATE SCHEMA archive");
        }
    }

    @Test
    void a_role_that_owns_schemas_made_ahead_needs_no_right_on_the_database() {
        DatabaseSettings made = empty("made_ahead", "");
        execute(made, "DO $$ BEGIN CREATE ROLE made_ahead LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        execute(made, "REVOKE CREATE, TEMPORARY ON DATABASE made_ahead FROM PUBLIC");
        execute(made, "GRANT TEMPORARY ON DATABASE made_ahead TO made_ahead");
        for (String schema : List.of("archive", "reporting", "quartz")) {
            execute(made, "CREATE SCHEMA " + schema + " AUTHORIZATION made_ahead");
        }
        execute(made, "CREATE SCHEMA extensions; CREATE EXTENSION btree_gist SCHEMA extensions");
        execute(made, "CREATE EXTENSION pg_trgm SCHEMA extensions");

        try (Database database = new Database(made.url(), "made_ahead", null)) {
            assertThat(database.migrate()).isPositive();
            assertThat(database.migrate()).isZero();
            new PostgresArchive(database).maintenance().makePartitions(Scene.NOW);
            assertThat(database.login().mayArchive()).isTrue();
        }
    }

    @Test
    void a_grant_that_the_owner_may_not_give_takes_no_other_with_it() {
        DatabaseSettings made = empty("partly", "");
        execute(made, "DO $$ BEGIN CREATE ROLE partly LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        execute(made, "DO $$ BEGIN CREATE ROLE callvault_archiver; EXCEPTION WHEN duplicate_object THEN END $$");
        execute(
                made,
                "CREATE SCHEMA archive AUTHORIZATION partly; CREATE SCHEMA reporting AUTHORIZATION partly;"
                        + " CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm");
        try (Database database = new Database(made.url(), "partly", null)) {
            assertThat(database.migrate()).isPositive();
            execute(
                    made,
                    "REVOKE ALL ON SCHEMA reporting FROM callvault_archiver, callvault_reader;"
                            + " REVOKE ALL ON archive.calls, archive.gaps FROM callvault_archiver;"
                            + " ALTER TABLE archive.gaps OWNER TO postgres");

            assertThat(database.migrate()).isZero();

            assertThat(privilege(made, "has_table_privilege('callvault_archiver', 'archive.gaps', 'INSERT')"))
                    .isEqualTo("f");
            assertThat(privilege(made, "has_table_privilege('callvault_archiver', 'archive.calls', 'INSERT')"))
                    .isEqualTo("t");
            assertThat(privilege(made, "has_schema_privilege('callvault_archiver', 'reporting', 'USAGE')"))
                    .isEqualTo("t");
        }
    }

    private static String privilege(DatabaseSettings database, String question) {
        return new Archived(database, null, java.time.Clock.systemUTC())
                .rows("SELECT " + question)
                .getFirst();
    }
}
