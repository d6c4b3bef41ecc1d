package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callvault.Proof;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.reports.Reader;
import dev.callvault.store.reports.Readers;
import dev.callvault.store.reports.UnfitLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins that read the reports: of all accounts, or of some. Roles are of the whole server, so each test revokes its own. */
class ReadersTest {
    private static final String EVERYBODY = "test_all_accounts";
    private static final String ONE = "Jo.Smith \"the\" 'Größte'";
    private static final String OTHER = "test_other_account";
    private static final char[] KEPT = {};

    private final DatabaseSettings settings = TestServer.freshDatabase();
    private final Archived archived = new Archived(settings, null, Clock.systemUTC());
    private final Database database = TestDatabases.open(settings);
    private final PostgresArchive archive = new PostgresArchive(database);
    private final Readers readers = archive.readers();

    @BeforeEach
    void two_accounts_with_a_call_each() {
        archived.execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                + " SELECT name, 'https://' || name || '.example.com/ws', 'America/New_York', now()"
                + " FROM (VALUES ('main'), ('second')) AS account (name)");
        archived.execute("INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                + " log_state, first_seen_at) SELECT account_id, account_id, name, 'inbound', '6175550111',"
                + " '617555010' || account_id, now(), 'archived', now() FROM archive.accounts");
        archived.execute(
                "INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes, location, fetched_at)"
                        + " SELECT account_id, log_id, started_at, 'of ' || session_id, sha256('x'), 1, '', now() FROM archive.calls");
    }

    @AfterEach
    void revoke() {
        readers.all().forEach(it -> readers.revoke(it.login()));
        database.close();
    }

    private static Optional<Set<AccountId>> accounts(long... ids) {
        return Optional.of(LongStream.of(ids).mapToObj(AccountId::new).collect(Collectors.toSet()));
    }

    private String as(String login, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), login, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            ResultSet rows = statement.getResultSet();
            List<String> found = new ArrayList<>();
            while (rows != null && rows.next()) {
                found.add(rows.getString(1));
            }
            return String.join(",", found);
        }
    }

    private void isRefused(String login, String sql) {
        assertThatThrownBy(() -> as(login, sql)).as(login + ": " + sql).isInstanceOf(SQLException.class);
    }

    @Test
    void each_login_sees_its_accounts_and_nothing_else() throws SQLException {
        readers.make(EVERYBODY, Optional.empty(), KEPT);
        readers.make(ONE, accounts(1), "a\"b'c".toCharArray());
        readers.make(OTHER, accounts(2), KEPT);

        assertThat(readers.all())
                .containsExactlyInAnyOrder(
                        new Reader(EVERYBODY, Optional.empty(), List.of()),
                        new Reader(ONE, Optional.of(List.of("main")), List.of()),
                        new Reader(OTHER, Optional.of(List.of("second")), List.of()));
        for (String view : List.of("calls", "bodies", "archive_health", "callers")) {
            String sql = "SELECT DISTINCT account FROM " + view + " ORDER BY 1";
            if (!view.equals("callers")) {
                assertThat(as(EVERYBODY, sql)).as(view).isEqualTo("main,second");
            }
            assertThat(as(ONE, sql)).as(view).isIn("main", "");
            assertThat(as(OTHER, sql)).as(view).isIn("second", "");
        }
        assertThat(as(ONE, "SELECT session_id FROM calls")).isEqualTo("main");
        assertThat(as(OTHER, "SELECT session_id FROM calls")).isEqualTo("second");
        for (String login : List.of(EVERYBODY, ONE, OTHER)) {
            assertThat(as(login, "SELECT zone()")).isEqualTo("America/New_York");
            assertThat(as(login, "SELECT count(*) > 300 FROM dates")).isEqualTo("t");
            isRefused(login, "SELECT * FROM archive.calls");
            isRefused(login, "SELECT * FROM archive.readers");
            isRefused(login, "CREATE TABLE mine (a int)");
        }
        assertThat(as(ONE, "SELECT message FROM body_lines(1)")).isEqualTo("of main");
        assertThat(as(ONE, "SELECT message FROM body_lines(2)")).isEmpty();
        assertThat(as(ONE, "SELECT message FROM body_lines(2, 2)")).isEmpty();
        assertThat(as(OTHER, "SELECT message FROM body_lines(2, 2)")).isEqualTo("of second");
        for (String hidden : List.of(
                "SELECT * FROM reporting.calls",
                "SELECT * FROM concurrency_overall",
                "SELECT * FROM directory",
                "SELECT * FROM reporting.body_lines(2)",
                "SELECT * FROM " + OTHER + ".calls",
                "SET ROLE callvault_reader")) {
            isRefused(ONE, hidden);
        }
        assertThat(as("callvault_reader", "SELECT count(*) FROM reporting.calls"))
                .isEqualTo("2");
        isRefused("callvault_reader", "SELECT * FROM " + OTHER + ".calls");
    }

    @Test
    void a_function_that_tells_what_it_is_given_is_given_no_row_of_another_account() throws SQLException {
        archived.execute("CREATE FUNCTION public.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS"
                + " $$ BEGIN RAISE WARNING 'seen %', $1; RETURN true; END $$");
        readers.make(ONE, accounts(1), KEPT);
        for (String view : List.of("calls", "bodies")) {
            try (Connection connection = DriverManager.getConnection(settings.url(), ONE, "");
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT count(*) FROM " + view + " WHERE public.leak(session_id)");
                List<String> seen = new ArrayList<>();
                for (SQLWarning warning = statement.getWarnings();
                        warning != null;
                        warning = warning.getNextWarning()) {
                    seen.add(warning.getMessage());
                }
                assertThat(seen).as(view).containsExactly("seen main");
            }
        }
    }

    @Test
    @Proof
    void its_condition_uses_the_index() throws SQLException {
        archived.execute("INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                + " log_state, first_seen_at) SELECT 1, n, 's', 'inbound', '1', '2', now() - make_interval(hours => n),"
                + " 'archived', now() FROM generate_series(10, 20000) AS n");
        archived.execute("ANALYZE archive.calls");
        readers.make(ONE, accounts(1, 2), KEPT);

        try (Connection connection = DriverManager.getConnection(settings.url(), ONE, "");
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery(
                        "EXPLAIN SELECT log_id FROM calls WHERE started_at > now() - interval '1 day'")) {
            StringBuilder text = new StringBuilder();
            while (plan.next()) {
                text.append(plan.getString(1)).append('\n');
            }
            assertThat(text.toString())
                    .containsPattern("Index (Only )?Scan|Bitmap Index")
                    .contains("Cond: ");
            assertThat(text.toString()).doesNotContain("Seq Scan on calls");
        }
    }

    @Test
    void sessions_only_read_for_a_minute_and_follow_the_zone_of_the_reports() throws SQLException {
        readers.make(EVERYBODY, Optional.empty(), KEPT);
        readers.make(ONE, accounts(1), KEPT);
        archive.reports().useZone(ZoneId.of("Asia/Kolkata"));

        for (String login : List.of(EVERYBODY, ONE)) {
            assertThat(as(login, "SHOW statement_timeout")).isEqualTo("1min");
            assertThat(as(login, "SHOW idle_in_transaction_session_timeout")).isEqualTo("1min");
            assertThat(as(login, "SHOW transaction_read_only")).isEqualTo("on");
            assertThat(as(login, "SHOW jit")).isEqualTo("off");
            // the driver names its own zone at login, so that only the setting can be looked at here
            assertThat(settingsOf(login)).contains("TimeZone=Asia/Kolkata");
        }
        assertThat(settingsOf("callvault_reader")).contains("TimeZone=Asia/Kolkata");
        assertThat(readers.all()).allSatisfy(it -> assertThat(it.lacking()).isEmpty());

        archived.execute("ALTER ROLE " + EVERYBODY + " IN DATABASE "
                + settings.url().replaceFirst(".*/", "") + " RESET statement_timeout");

        assertThat(readers.all().stream().flatMap(it -> it.lacking().stream())).containsExactly("statement_timeout");
        readers.bringUpToDate();
        assertThat(readers.all()).allSatisfy(it -> assertThat(it.lacking()).isEmpty());
    }

    private List<String> settingsOf(String login) {
        return archived.rows("SELECT unnest(setconfig) FROM pg_db_role_setting JOIN pg_roles ON oid = setrole"
                + " WHERE rolname = '" + login.replace("'", "''") + "'"
                + " AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    @Test
    void views_survive_a_migration_that_replaces_those_below() throws SQLException {
        readers.make(ONE, accounts(1), KEPT);
        archived.execute("UPDATE archive.flyway_schema_history SET checksum = 1 WHERE version IS NULL");

        assertThat(database.migrate()).isPositive();

        assertThat(as(ONE, "SELECT session_id FROM calls")).isEqualTo("main");
        assertThat(archived.count("SELECT count(*) FROM pg_views AS reporting WHERE schemaname = 'reporting'"
                        + " AND viewname NOT IN ('concurrency_overall', 'directory') AND NOT EXISTS (SELECT FROM pg_views"
                        + " AS own WHERE own.schemaname = '" + ONE.replace("'", "''") + "'"
                        + " AND own.viewname = reporting.viewname)"))
                .isZero();
    }

    @Test
    void again_it_is_brought_up_to_date_and_can_be_bound_and_freed() throws SQLException {
        readers.make(OTHER, Optional.empty(), "secret".toCharArray());
        String verifier = "SELECT rolpassword FROM pg_authid WHERE rolname = '" + OTHER + "'";
        String before = archived.rows(verifier).getFirst();
        assertThat(before).startsWith("SCRAM-SHA-256$");

        readers.make(OTHER, accounts(2), KEPT);
        assertThat(archived.rows(verifier)).containsExactly(before);
        assertThat(as(OTHER, "SELECT session_id FROM calls")).isEqualTo("second");
        isRefused(OTHER, "SELECT * FROM reporting.calls");

        assertThat(readers.seenBy(OTHER)).isEqualTo(accounts(2));

        readers.make(OTHER, Optional.empty(), KEPT);
        assertThat(readers.seenBy(OTHER)).isEmpty();
        assertThat(as(OTHER, "SELECT count(*) FROM calls")).isEqualTo("2");
        assertThat(archived.count("SELECT count(*) FROM pg_namespace WHERE nspname = '" + OTHER + "'"))
                .isZero();
    }

    @Test
    void revoking_leaves_nothing_and_is_told_when_there_is_nothing_to_revoke() throws SQLException {
        readers.make(ONE, accounts(1), KEPT);
        archived.execute("CREATE TABLE public.of_somebody (a int)");
        archived.execute("ALTER TABLE public.of_somebody OWNER TO \"" + ONE.replace("\"", "\"\"") + "\"");

        assertThat(readers.revoke(ONE)).isTrue();

        String name = ONE.replace("'", "''");
        assertThat(archived.count("SELECT (SELECT count(*) FROM pg_roles WHERE rolname = '" + name + "')"
                        + " + (SELECT count(*) FROM pg_namespace WHERE nspname = '" + name + "')"
                        + " + (SELECT count(*) FROM archive.readers)"))
                .isZero();
        assertThat(archived.count("SELECT count(*) FROM public.of_somebody")).isZero(); // kept, with another owner
        assertThat(readers.revoke(ONE)).isFalse();
    }

    @Test
    void a_name_that_cannot_be_a_readers_is_refused() {
        for (String name : List.of(
                "",
                " ",
                "jo\n",
                " jo",
                "archive",
                "reporting",
                "pg_jo",
                "public",
                "postgres",
                "callvault_reader",
                "callvault_archiver",
                "ä".repeat(32))) {
            assertThatThrownBy(() -> readers.make(name, Optional.empty(), KEPT))
                    .as(name)
                    .isInstanceOf(UnfitLogin.class);
        }
        assertThat(readers.all()).isEmpty();
    }

    @Test
    void an_owner_who_is_no_superuser_makes_and_revokes_readers_too() throws SQLException {
        archived.execute("CREATE ROLE test_creator LOGIN CREATEROLE IN ROLE callvault_archiver;"
                + " GRANT callvault_reader TO test_creator WITH ADMIN OPTION;"
                + " GRANT ALL ON archive.readers TO test_creator; GRANT CREATE ON DATABASE "
                + settings.url().replaceFirst(".*/", "") + " TO test_creator");
        try (Database creator = new Database(settings.url(), "test_creator", null)) {
            Readers own = new PostgresArchive(creator).readers();
            own.make(OTHER, accounts(2), "secret".toCharArray());
            own.make(EVERYBODY, Optional.empty(), KEPT);

            assertThat(as(OTHER, "SELECT session_id FROM calls")).isEqualTo("second");
            assertThat(as(EVERYBODY, "SELECT count(*) FROM calls")).isEqualTo("2");

            assertThat(own.revoke(OTHER)).isTrue();
            assertThat(own.revoke(EVERYBODY)).isTrue();
        } finally {
            archived.execute("DROP OWNED BY test_creator; DROP ROLE test_creator");
        }
        assertThat(archived.count(
                        "SELECT count(*) FROM pg_roles WHERE rolname IN ('" + OTHER + "', '" + EVERYBODY + "')"))
                .isZero();
    }

    /** From PostgreSQL 16 on, a membership belongs to who gave it, and another one's REVOKE does nothing. */
    @Test
    void a_bound_login_has_no_membership_left_whoever_gave_it() throws SQLException {
        archived.execute(
                "CREATE ROLE test_giver LOGIN CREATEROLE; GRANT callvault_reader TO test_giver WITH ADMIN OPTION");
        try {
            readers.make(OTHER, Optional.empty(), KEPT);
            archived.execute("SET ROLE test_giver; GRANT callvault_reader TO " + OTHER + "; RESET ROLE");

            readers.make(OTHER, accounts(2), KEPT);

            assertThat(as(OTHER, "SELECT session_id FROM calls")).isEqualTo("second");
            isRefused(OTHER, "SELECT * FROM reporting.calls");

            archived.execute("GRANT callvault_reader TO " + OTHER);
            assertThat(readers.all().getFirst().lacking()).containsExactly("a limit to its accounts");
            readers.make(OTHER, accounts(2), KEPT);
            assertThat(readers.all().getFirst().lacking()).isEmpty();
        } finally {
            assertThat(readers.revoke(OTHER)).isTrue();
            archived.execute("DROP OWNED BY test_giver; DROP ROLE test_giver");
        }
    }

    @Test
    void a_login_that_reads_all_through_another_role_is_not_bound() {
        readers.make(OTHER, Optional.empty(), KEPT);
        archived.execute(
                "CREATE ROLE test_analysts; GRANT callvault_reader TO test_analysts; GRANT test_analysts TO " + OTHER);
        try {
            assertThatThrownBy(() -> readers.make(OTHER, accounts(2), KEPT))
                    .isInstanceOf(UnfitLogin.class)
                    .hasMessageContaining("a member of test_analysts");
            assertThat(readers.seenBy(OTHER)).as("nothing was changed").isEmpty();
        } finally {
            archived.execute("DROP ROLE test_analysts");
        }
    }

    @Test
    void an_owner_who_is_no_superuser_ends_the_sessions_of_whom_it_revokes() throws SQLException {
        archived.execute("CREATE ROLE test_creator LOGIN CREATEROLE IN ROLE callvault_archiver;"
                + " GRANT callvault_reader TO test_creator WITH ADMIN OPTION;"
                + " GRANT ALL ON archive.readers TO test_creator; GRANT CREATE ON DATABASE "
                + settings.url().replaceFirst(".*/", "") + " TO test_creator");
        try (Database creator = new Database(settings.url(), "test_creator", null)) {
            Readers own = new PostgresArchive(creator).readers();
            own.make(OTHER, accounts(2), "secret".toCharArray());
            try (Connection reading = DriverManager.getConnection(settings.url(), OTHER, "secret");
                    var statement = reading.createStatement()) {
                statement.execute("SET idle_in_transaction_session_timeout = 0");
                reading.setAutoCommit(false);
                statement.execute("SELECT * FROM calls");

                assertThat(own.revoke(OTHER)).isTrue();
            }
        } finally {
            archived.execute("DROP OWNED BY test_creator; DROP ROLE test_creator");
        }
    }

    @Test
    void a_role_or_schema_of_somebody_else_is_left_alone() {
        archived.execute("CREATE ROLE test_of_somebody_else LOGIN");
        archived.execute("CREATE SCHEMA test_schema_of_somebody; CREATE TABLE test_schema_of_somebody.mine (a int)");
        archived.execute("CREATE SCHEMA test_empty_schema");
        try {
            assertThatThrownBy(() -> readers.make("test_empty_schema", accounts(1), KEPT))
                    .hasMessageContaining("there is a schema named");
            assertThatThrownBy(() -> readers.make("test_of_somebody_else", accounts(1), KEPT))
                    .hasMessageContaining("'test_of_somebody_else' exists already");
            assertThatThrownBy(() -> readers.make("test_schema_of_somebody", accounts(1), KEPT))
                    .hasMessageContaining("there is a schema named");
            assertThat(readers.revoke("test_of_somebody_else")).isFalse();
        } finally {
            archived.execute("DROP ROLE test_of_somebody_else");
        }
    }

    @Test
    void an_owner_who_may_make_no_roles_hears_what_an_administrator_has_to_run() {
        archived.execute("CREATE ROLE test_poor_owner LOGIN IN ROLE callvault_archiver");
        try (Database poor = new Database(settings.url(), "test_poor_owner", null)) {
            StoreFailure refused = catchThrowableOfType(
                    StoreFailure.class,
                    () -> new PostgresArchive(poor).readers().make(OTHER, accounts(1), KEPT));

            assertThat(refused.hint()).contains("As an administrator, run", "ALTER ROLE test_poor_owner CREATEROLE");
        } finally {
            archived.execute("DROP ROLE test_poor_owner");
        }
        assertThat(readers.all()).isEmpty();
    }
}
