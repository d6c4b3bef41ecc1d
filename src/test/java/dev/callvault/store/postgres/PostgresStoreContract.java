package dev.callvault.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.store.BodyProofStoreContract;
import dev.callvault.store.BodyStoreContract;
import dev.callvault.store.JobStoreContract;
import dev.callvault.store.KeepStoreContract;
import dev.callvault.store.ListingStoreContract;
import dev.callvault.store.LoginStoreContract;
import dev.callvault.store.LossStoreContract;
import dev.callvault.store.NodeStoreContract;
import dev.callvault.store.Ports;
import dev.callvault.store.ProofStoreContract;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.RunsAndFenceContract;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.StoredTextsContract;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.coordination.NodeStore;
import dev.callvault.store.forget.DeletionStore;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.bodies.BodyStatements;
import dev.callvault.store.postgres.coordination.JobStatements;
import dev.callvault.store.postgres.coordination.PostgresJobStore;
import dev.callvault.store.postgres.sql.Transactions;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of the store, on the subclass's PostgreSQL. */
public abstract class PostgresStoreContract {
    /** A migrated, empty database for one test; it must allow several connections. */
    protected abstract DataSource freshDatabase();

    /** The ports on a database. */
    public static Ports ports(DataSource database) {
        PostgresArchive archive = new PostgresArchive(database);
        return new Ports(
                archive.accounts(),
                archive.listings(),
                archive.bodies(),
                archive.runs(),
                archive.status(),
                archive.sessionTimes(),
                archive.fence(),
                archive.proofs(),
                archive.bodyProofs(),
                archive.storedTexts());
    }

    private static CallSummary call(long id, long startedAt) {
        return new CallSummary(
                new LogId(id),
                new SessionId("1;1;" + startedAt),
                "inbound",
                "1",
                "2",
                Instant.ofEpochSecond(startedAt),
                null);
    }

    @Nested
    class Listings extends ListingStoreContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Test
    void rows_that_the_database_swallows_prove_nothing() {
        DataSource database = freshDatabase();
        DSL.using(database, SQLDialect.POSTGRES).execute("""
                CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER swallow BEFORE INSERT ON archive.calls FOR EACH ROW WHEN (NEW.log_id = 2) EXECUTE FUNCTION swallow()
                """);
        Ports ports = ports(database);
        Account account = ports.accounts()
                .register(
                        "one",
                        new ProviderLogin(URI.create("https://example.com/ws"), "user"),
                        ZoneOffset.UTC,
                        Instant.EPOCH);
        TimeWindow window = new TimeWindow(1_000, 2_000);
        Listing listing = new Listing(
                new Rows.Calls(List.of(call(1, 1_100), call(2, 1_200))),
                List.of(new CoverageSpan(window, 2, true)),
                Instant.ofEpochSecond(3_000));

        assertThat(ports.listings().save(account.id(), listing)).isEqualTo(new Written(1, 0, 1));

        assertThat(ports.listings().coverage(account.id(), LogStream.CALLS, window))
                .containsExactly(new CoverageSpan(window, 2, false));
        assertThat(ports.status().unproven(account.id()).getFirst().why())
                .startsWith("1 listed row is not in the archive");
    }

    @Nested
    class Losses extends LossStoreContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class Bodies extends BodyStoreContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class Logins extends LoginStoreContract {
        @SuppressWarnings("NullAway.Init")
        private DataSource database;

        @Override
        protected LoginStore fresh() {
            database = freshDatabase();
            PostgresArchive archive = new PostgresArchive(database);
            for (String name : List.of("one", "two")) {
                archive.accounts()
                        .register(
                                name,
                                new ProviderLogin(URI.create("https://example.com/ws"), name),
                                ZoneOffset.UTC,
                                Instant.EPOCH);
            }
            return archive.logins();
        }

        @Override
        protected void pass(Duration time) {
            LoginTimes.pass(DSL.using(database, SQLDialect.POSTGRES), time);
        }
    }

    @Nested
    class RunsAndFence extends RunsAndFenceContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class Proofs extends ProofStoreContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class Nodes extends NodeStoreContract {
        private final DataSource database = freshDatabase();

        @Override
        protected NodeStore fresh() {
            return new PostgresArchive(database).nodes();
        }

        /** The server's clock cannot be moved, but the times it wrote can. */
        @Override
        protected void pass(Duration time) {
            DSL.using(database, SQLDialect.POSTGRES)
                    .execute(
                            "UPDATE archive.nodes SET started_at = started_at - make_interval(secs => {0}),"
                                    + " seen_at = seen_at - make_interval(secs => {0})",
                            DSL.val((double) time.toSeconds()));
        }
    }

    @Nested
    class BodyProofs extends BodyProofStoreContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class Texts extends StoredTextsContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class Jobs extends JobStoreContract {
        @Override
        protected JobStore fresh(InstantSource clock) {
            return new PostgresJobStore(new Transactions(freshDatabase()), Optional.of(clock));
        }
    }

    @Test
    void of_nodes_that_ask_at_once_one_gets_the_job() {
        DataSource database = freshDatabase();
        DSLContext one = DSL.using(database, SQLDialect.POSTGRES);
        JobStore other = new PostgresArchive(database).jobs();
        Set<JobStore.Job> jobs = Set.of(new JobStore.Job("list", Duration.ofMinutes(5), Duration.ZERO));
        assertThat(other.take("b", jobs, false).jobs()).containsExactly("list");
        other.end("b", Map.of("list", JobOutcome.DONE));
        one.execute("UPDATE archive.jobs SET began_at = began_at - interval '1 hour'");

        Set<String> taken = one.transactionResult(taking -> {
            Set<String> mine = JobStatements.take(taking.dsl(), "a", jobs).jobs();
            assertThat(other.take("b", jobs, false).jobs()).isEmpty();
            return mine;
        });

        assertThat(taken).containsExactly("list");
        assertThat(other.take("b", jobs, false).jobs()).isEmpty();
        assertThat(one.fetchSingle("SELECT node FROM archive.jobs").get(0)).isEqualTo("a");
    }

    @Nested
    class Keep extends KeepStoreContract {
        @Override
        protected KeepStore fresh() {
            return new PostgresArchive(freshDatabase()).keep();
        }
    }

    @Test
    void a_claim_on_what_is_being_settled_is_not_waited_for() {
        DataSource database = freshDatabase();
        DSLContext other = DSL.using(database, SQLDialect.POSTGRES);
        BodyStore bodies = ports(database).bodies();
        AccountId account = new AccountId(1);
        other.execute("""
                INSERT INTO archive.accounts (account_id, name, base_url, zone, created_at) OVERRIDING SYSTEM VALUE
                VALUES (1, 'default', '', 'UTC', now());
                INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at, claimed_by)
                SELECT 1, id, now(), now(), now(), 'a' FROM generate_series(1, 3) AS id
                """);

        Set<LogId> held = other.transactionResult(settling -> {
            settling.dsl().execute("DELETE FROM archive.body_queue WHERE log_id = 2");
            return bodies.renew(
                    account,
                    "a",
                    List.of(new LogId(1), new LogId(2), new LogId(3)),
                    Instant.parse("2026-11-20T20:00:00Z"));
        });

        assertThat(held).containsExactlyInAnyOrder(new LogId(1), new LogId(3));
    }

    @Test
    void what_a_deadlock_ended_is_done_again_but_not_for_ever() {
        Transactions transactions = new Transactions(freshDatabase());
        AtomicInteger tries = new AtomicInteger();

        int answer = transactions.inOne("try", dsl -> {
            if (tries.incrementAndGet() == 1) {
                throw deadlock();
            }
            return dsl.fetchSingle("SELECT 42").get(0, Integer.class);
        });

        assertThat(answer).isEqualTo(42);
        assertThat(tries).hasValue(2);
        assertThatThrownBy(() -> transactions.run("try for ever", dsl -> {
                    tries.incrementAndGet();
                    throw deadlock();
                }))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("could not try for ever: deadlock detected");
        assertThat(tries).hasValue(2 + 5);
    }

    private static DataAccessException deadlock() {
        return new DataAccessException("", new SQLException("deadlock detected", "40P01"));
    }

    /** Whatever a clock says, and however often the program is started. */
    @Test
    void a_day_deletes_seven_days_of_records_by_age_unless_a_person_confirmed_more() {
        DataSource database = freshDatabase();
        DSLContext other = DSL.using(database, SQLDialect.POSTGRES);
        Instant now = Instant.parse("2026-11-20T20:00:00Z");
        callOnEachOfTheLast(100, other, now);
        DeletionStore deletion = new PostgresArchive(database).forgetting();
        KeptSince all = new KeptSince(Optional.of(now), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(deletion.deleteSomeOlder(all, now, () -> true).calls()).isEqualTo(DeletionStore.DAYS_A_DAY);
        assertThat(deletion.deleteSomeOlder(all, now.plusSeconds(3600), () -> true)
                        .calls())
                .as("the same day")
                .isZero();
        assertThat(deletion.deleteSomeOlder(all, now.plus(Duration.ofDays(1)), () -> true)
                        .calls())
                .as("the next day")
                .isEqualTo(DeletionStore.DAYS_A_DAY);
        assertThat(deletion.deleteOlder(all, now, () -> true).calls()).isEqualTo(100 - 2 * DeletionStore.DAYS_A_DAY);
    }

    @Test
    void a_single_absurd_start_does_not_use_up_a_days_deletions() {
        DataSource database = freshDatabase();
        DSLContext other = DSL.using(database, SQLDialect.POSTGRES);
        Instant now = Instant.parse("2026-11-20T20:00:00Z");
        callOnEachOfTheLast(5, other, now);
        other.execute(
                "UPDATE archive.calls SET started_at = 'epoch' WHERE log_id = (SELECT max(log_id) FROM archive.calls)");
        DeletionStore deletion = new PostgresArchive(database).forgetting();

        assertThat(deletion.deleteSomeOlder(
                                new KeptSince(Optional.of(now), Optional.empty(), Optional.empty(), Optional.empty()),
                                now,
                                () -> true)
                        .calls())
                .isEqualTo(5);
    }

    @Test
    void a_mark_of_deletion_in_the_future_is_told_and_can_be_withdrawn() {
        DataSource database = freshDatabase();
        DeletionStore deletion = new PostgresArchive(database).forgetting();
        Instant now = Instant.parse("2026-11-20T20:00:00Z");
        Instant wrong = now.plus(Duration.ofDays(300));
        deletion.deleteOlder(
                new KeptSince(Optional.of(wrong), Optional.of(now), Optional.empty(), Optional.empty()),
                now,
                () -> true);
        assertThat(deletion.keptSinceAfter(now)).containsExactly(Map.entry(RecordKind.CALLS, wrong));

        deletion.withdrawKeptSinceAfter(now);

        assertThat(deletion.keptSinceAfter(now)).isEmpty();
        assertThat(DSL.using(database, SQLDialect.POSTGRES).fetchCount(DSL.table("archive.kept_since")))
                .as("the other stays")
                .isOne();
    }

    private static void callOnEachOfTheLast(int days, DSLContext dsl, Instant now) {
        dsl.execute("""
                INSERT INTO archive.accounts (account_id, name, base_url, zone, created_at) OVERRIDING SYSTEM VALUE
                VALUES (1, 'default', '', 'UTC', now());
                INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, first_seen_at)
                SELECT 1, day, '', 'inbound', '', '', at, at, at
                FROM generate_series(1, {0}) AS day, LATERAL (SELECT to_timestamp({1}) - day * interval '1 day' AS at) AS it
                """, DSL.inline(days), DSL.inline(now.getEpochSecond()));
        dsl.execute(
                "UPDATE archive.calls SET first_seen_at = to_timestamp({0})",
                DSL.inline(now.minus(Duration.ofDays(9)).getEpochSecond()));
    }

    /** Then no index is updated. All rows of a page are rewritten in one transaction. */
    @Test
    void what_is_written_twice_finds_room_on_its_page() {
        DataSource database = freshDatabase();
        DSLContext other = DSL.using(database, SQLDialect.POSTGRES);
        BodyStore bodies = ports(database).bodies();
        AccountId account = new AccountId(1);
        Instant now = Instant.parse("2025-11-20T20:00:00Z");
        listed(other, 1000);
        Set<String> queued = places(other, "body_queue");
        Set<String> listed = places(other, "calls");

        List<WantedBody> wanted = bodies.claim(
                account,
                new BodyStore.Claim(1000, "archive-1.example.com", now, now, now.plusSeconds(50), Instant.EPOCH));
        List<BodyOutcome> archived = new ArrayList<>();
        wanted.forEach(it ->
                archived.add(new BodyOutcome.Archived(it, new CallBody(Content.of(new byte[0]), "Boston"))));
        assertThat(queued).hasSize(1000).containsAll(places(other, "body_queue"));

        bodies.settle(account, "archive-1.example.com", archived, now);
        assertThat(listed).hasSize(1000).containsAll(places(other, "calls"));
        assertThat(other.fetchCount(DSL.table("archive.calls"), DSL.condition("log_state = 'archived'")))
                .isEqualTo(1000);
    }

    /** Without statistics, PostgreSQL 15's planner would read all calls for every batch; PostgreSQL 18's would not. */
    @Test
    void logs_are_settled_without_reading_the_other_calls() {
        DataSource database = freshDatabase();
        DSL.using(database, SQLDialect.POSTGRES).execute("ALTER TABLE archive.calls SET (autovacuum_enabled = false)");
        listed(DSL.using(database, SQLDialect.POSTGRES), 100_000);
        Instant now = Instant.parse("2025-11-20T20:00:00Z");
        List<BodyOutcome> outcomes = LongStream.range(0, 500)
                .mapToObj(it -> new WantedBody(new LogId(3_000_000_001L + it), now, now, 0))
                .map(it -> (BodyOutcome) new BodyOutcome.Archived(it, new CallBody(Content.of(new byte[0]), "Boston")))
                .toList();

        long read = new Transactions(database).inOne("settle", dsl -> {
            BodyStatements.settle(dsl, new AccountId(1), "a", outcomes, now);
            return dsl.fetchSingle(
                            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'calls'")
                    .get(0, Long.class);
        });

        assertThat(read).isBetween(500L, 1000L);
    }

    /** The plan is made for the few logs usually wanted, and kept when an outage has left many. */
    @Test
    void logs_are_claimed_without_reading_all_that_are_wanted() {
        DataSource database = freshDatabase();
        DSLContext other = DSL.using(database, SQLDialect.POSTGRES);
        other.execute("ALTER TABLE archive.body_queue SET (autovacuum_enabled = false)");
        listed(other, 20);
        other.execute("VACUUM ANALYZE archive.body_queue");
        Instant now = Instant.parse("2025-11-20T20:00:00Z");
        BodyStore.Claim claim =
                new BodyStore.Claim(1, "archive-1.example.com", now, now, now.plusSeconds(50), Instant.EPOCH);

        long read = new Transactions(database).inOne("claim", dsl -> {
            for (int i = 0; i < 15; i++) { // so often that the plan is kept
                assertThat(BodyStatements.claim(dsl, new AccountId(1), claim)).hasSize(1);
            }
            dsl.execute("""
                    INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)
                    SELECT account_id, log_id + more, started_at, expires_at, next_attempt_at
                    FROM archive.body_queue CROSS JOIN generate_series(1000, 1000000, 1000) AS more
                    """);
            assertThat(BodyStatements.claim(dsl, new AccountId(1), claim)).hasSize(1);
            return dsl.fetchSingle(
                            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'body_queue'")
                    .get(0, Long.class);
        });

        assertThat(read).as("the few, and of the 20,000 one").isLessThan(1000);
    }

    /** This many calls of one account, with their logs wanted. */
    private static void listed(DSLContext dsl, int calls) {
        dsl.execute("""
                INSERT INTO archive.accounts (account_id, name, base_url, zone, created_at) OVERRIDING SYSTEM VALUE
                VALUES (1, 'default', '', 'UTC', now());
                INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, first_seen_at)
                SELECT 1, id, 'a10001;' || id || ';1763668000', 'inbound', '6175551000', '2125550000', at, at, at
                FROM generate_series(3000000001, 3000000000 + {0}) AS id, to_timestamp(1763668000) AS at;
                INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)
                SELECT account_id, log_id, started_at, started_at + interval '5 days', started_at FROM archive.calls
                """, DSL.inline(calls));
    }

    /** Each row and its page. */
    private static Set<String> places(DSLContext dsl, String table) {
        return dsl.fetch("SELECT log_id || ' on ' || (ctid::text::point)[0] FROM archive." + table)
                .intoSet(0, String.class);
    }

    /** One that does looks as good as the key as long as there are no statistics; then all of an account's rows are read. */
    @Test
    void no_index_but_the_key_begins_with_the_account() {
        var indexes = DSL.using(freshDatabase(), SQLDialect.POSTGRES).fetch("""
                        SELECT each.indexrelid::regclass::text
                        FROM pg_index AS each JOIN pg_attribute AS first ON first.attrelid = each.indexrelid AND first.attnum = 1
                        WHERE each.indrelid IN ('archive.calls'::regclass, 'archive.sessions'::regclass,
                                                'archive.errors'::regclass, 'archive.body_queue'::regclass)
                          AND each.indpred IS NULL AND first.attname = 'account_id'
                        ORDER BY 1
                        """).intoSet(0, String.class);
        assertThat(indexes)
                .containsExactlyInAnyOrder(
                        "archive.body_queue_pkey",
                        "archive.calls_pkey",
                        "archive.errors_pkey",
                        "archive.sessions_pkey");
    }
}
