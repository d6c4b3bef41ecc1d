package dev.callvault.store.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.app.TestServer;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.proof.BodyProofStore.Hashed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The administrator limits the login's statements to a second; those that grow with the archive take longer, and end. */
class PatienceTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final String SLOWLY = "SELECT pg_sleep(1.2)";

    /** Without a pool, which would set its own limit. */
    private final PGSimpleDataSource login = new PGSimpleDataSource();

    private final PostgresArchive archive = new PostgresArchive(login);

    @BeforeEach
    void limitTheLogin() {
        DatabaseSettings server = TestServer.freshDatabase();
        login.setUrl(server.url());
        login.setUser(server.username());
        execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                + " VALUES ('ivr', 'https://example.com/ws', 'America/New_York', now())");
        execute("INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                + " first_seen_at) VALUES (1, 1, 's1', 'inbound', '6177120001', '2125550001', '2026-07-02T10:00:00Z',"
                + " now())");
        execute("INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes, location,"
                + " fetched_at) VALUES (1, 1, '2026-07-02T10:00:00Z', 'log', sha256('log'), 3, 'Boston', now())");
        execute("ALTER ROLE CURRENT_USER IN DATABASE " + server.url().replaceFirst(".*/", "")
                + " SET statement_timeout = '1s'");
    }

    private void execute(String sql) {
        database().execute(sql);
    }

    private DSLContext database() {
        return DSL.using(login, SQLDialect.POSTGRES);
    }

    /** Whatever a statement changes in a table takes longer than the login may. */
    private void slowDownChangesOf(String table) {
        execute("CREATE FUNCTION archive.slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.2);"
                + " RETURN NULL; END $$");
        execute("CREATE TRIGGER slowly AFTER UPDATE OR DELETE ON " + table
                + " FOR EACH STATEMENT EXECUTE FUNCTION archive.slowly()");
    }

    @Test
    void any_other_statement_is_ended_by_the_limit() {
        assertThatThrownBy(() -> new Transactions(login).inOne("read slowly", dsl -> dsl.fetch(SLOWLY)))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("statement timeout");
    }

    @Test
    void hashing_takes_its_time() {
        execute("ALTER TABLE archive.call_logs RENAME TO quick_logs");
        execute("CREATE VIEW archive.call_logs AS SELECT logs.* FROM archive.quick_logs AS logs, (" + SLOWLY
                + " OFFSET 0) AS slowly");

        assertThat(archive.bodyProofs().hash(ACCOUNT, 1)).isEqualTo(new Hashed(1, List.of()));
    }

    @Test
    void erasing_takes_its_time() {
        int unused = archive.numbers().readSome();
        slowDownChangesOf("archive.calls");

        assertThat(archive.forgetting()
                        .erase(
                                ErasedNumber.of(Set.of("+12125550001")),
                                new Decision(Instant.parse("2026-11-20T00:00:00Z"), "anna", null))
                        .records()
                        .calls())
                .isOne();
    }

    @Test
    void storing_the_figures_of_reports_takes_its_time() {
        execute("DELETE FROM archive.stale_marks WHERE rollup <> 'days'");
        slowDownChangesOf("archive.stale_marks");

        archive.reports().refresh();

        assertThat(database().fetchCount(DSL.table("archive.stale_marks"))).isZero();
    }

    @Test
    void the_limit_is_back_afterwards() {
        int rows = new Transactions(login)
                .patiently("read slowly", dsl -> dsl.fetch(SLOWLY).size());

        assertThat(rows).isOne();
        assertThat(database().fetchValue("SHOW statement_timeout")).isEqualTo("1s");
    }
}
