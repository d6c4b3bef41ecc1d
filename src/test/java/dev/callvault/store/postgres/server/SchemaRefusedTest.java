package dev.callvault.store.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callvault.app.TestServer;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.StoreFailure;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Archives that this version cannot continue are refused in a sentence, and left as they are. */
class SchemaRefusedTest {
    private static final String STATE = """
            SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_description),
                   (SELECT max(pg_get_viewdef(oid)) FROM pg_class WHERE oid = to_regclass('reporting.gaps'))""";

    private static final String APPLIED = """
            INSERT INTO archive.flyway_schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            VALUES (100, {0}, {1}, 'SQL', {2}, 1, 'postgres', 1, true)""";

    private Database database = at(TestServer.freshDatabase());

    private static Database at(DatabaseSettings settings) {
        return new Database(settings.url(), settings.username(), null);
    }

    private DSLContext sql() {
        return DSL.using(database.dataSource(), SQLDialect.POSTGRES);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private StoreFailure refusal() {
        String before = sql().fetch(STATE).format();
        long applied = sql().fetchCount(DSL.table("archive.flyway_schema_history"));

        StoreFailure refused = catchThrowableOfType(StoreFailure.class, database::migrate);

        assertThat(sql().fetch(STATE).format()).isEqualTo(before);
        assertThat(sql().fetchCount(DSL.table("archive.flyway_schema_history"))).isEqualTo(applied);
        return refused;
    }

    /** What a migration would change again, were it to run. */
    private void outdateTheReports() {
        sql().execute("UPDATE archive.flyway_schema_history SET checksum = 1 WHERE version IS NULL");
        sql().execute("""
                DO $$ BEGIN
                    EXECUTE 'CREATE OR REPLACE VIEW reporting.gaps AS SELECT * FROM ('
                            || rtrim(pg_get_viewdef('reporting.gaps'::regclass), ';') || ') AS it WHERE false';
                END $$""");
    }

    @Test
    void refuses_an_archive_from_before_the_first_release() {
        outdateTheReports();
        sql().execute("UPDATE archive.flyway_schema_history SET description = 'archive', script = 'V1__archive.sql',"
                + " checksum = 1234 WHERE version = '1'");
        sql().execute("DELETE FROM archive.flyway_schema_history WHERE version = '7'");
        sql().execute(APPLIED, "54", "jobs", "V54__jobs.sql");

        StoreFailure refused = refusal();

        assertThat(refused)
                .hasMessage(
                        "this archive was made by a development version from before 1.0, which this version cannot continue");
        assertThat(refused.hint()).contains("Nothing was changed", "Archive anew into an empty database");
    }

    @Test
    void refuses_an_archive_whose_migrations_differ() {
        sql().execute("UPDATE archive.flyway_schema_history SET checksum = 1234 WHERE version = '5'");

        assertThat(refusal()).hasMessageContaining("development version from before 1.0");
    }

    @Test
    void refuses_an_archive_of_a_newer_version() {
        outdateTheReports();
        sql().execute(APPLIED, "900", "of later", "V900__of_later.sql");

        StoreFailure refused = refusal();

        assertThat(refused)
                .hasMessageMatching("this archive is used by a newer version of Callvault: its schema has version 900,"
                        + " and this program knows no more than \\d+");
        assertThat(refused.hint()).isEqualTo("Nothing was changed. Use that version or a later one.");
    }

    @Test
    void passes_over_reports_that_this_version_does_not_have() {
        sql().execute("UPDATE archive.flyway_schema_history SET description = '05 former', script = 'R__05_former.sql'"
                + " WHERE installed_rank = (SELECT max(installed_rank) FROM archive.flyway_schema_history)");

        assertThat(database.migrate()).isOne();
    }

    @Test
    void refuses_a_history_that_says_a_migration_failed() {
        sql().execute("UPDATE archive.flyway_schema_history SET success = false WHERE version = '7'");

        StoreFailure refused = refusal();

        assertThat(refused)
                .hasMessage("a migration of this archive's schema failed and left it unfinished: version 7, search");
        assertThat(refused.hint()).doesNotContain("repair");
    }

    @Test
    void says_of_a_migration_that_fails_what_postgresql_says_and_which_command_goes_on() {
        outdateTheReports();
        sql().execute("DROP VIEW reporting.gaps; CREATE TABLE reporting.gaps (account text)");

        StoreFailure failed = catchThrowableOfType(StoreFailure.class, database::migrate);

        assertThat(failed).hasMessageMatching("could not bring the database up to date: ERROR: .*gaps.*");
        assertThat(failed.hint())
                .isEqualTo("The migration that failed was undone. Correct the cause, then run 'callvault migrate'.");
    }

    @Test
    void leaves_alone_a_schema_that_somebody_else_made() {
        sql().execute("DROP SCHEMA archive CASCADE; CREATE SCHEMA archive; CREATE TABLE archive.mine (a int)");

        StoreFailure refused = catchThrowableOfType(StoreFailure.class, database::migrate);

        assertThat(refused).hasMessage("the database has a schema named archive that Callvault did not make");
        assertThat(refused.hint()).isEqualTo("Nothing was changed. Use another database, or rename that schema.");
        assertThat(sql().fetch("SELECT relname FROM pg_class WHERE relnamespace = 'archive'::regnamespace")
                        .getValues(0, String.class))
                .containsExactly("mine");
    }
}
