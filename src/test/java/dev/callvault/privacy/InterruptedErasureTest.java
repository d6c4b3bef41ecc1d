package dev.callvault.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.app.Archived;
import dev.callvault.app.TestDatabases;
import dev.callvault.app.TestServer;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.number.Mentions;
import dev.callvault.number.NumberReader;
import dev.callvault.progress.Progress;
import dev.callvault.redact.MaskMentions;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.Erased;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between the two steps of an erasure, of which the first leaves tombstones and the second deletes. */
class InterruptedErasureTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final Decision DECISION = new Decision(NOW, "anna", null);
    private static final String ANNA = "+16175550134";
    private static final String TOMBSTONES = """
            SELECT (SELECT count(*) FROM archive.forgotten_calls) + (SELECT count(*) FROM archive.forgotten_sessions)
                 + (SELECT count(*) FROM archive.forgotten_lines)
            """;

    private final DatabaseSettings settings = TestServer.freshDatabase();
    private final Database database = TestDatabases.open(settings);
    private final Archived archived = new Archived(settings, null, Clock.fixed(NOW, ZoneOffset.UTC));
    private final StoredRecords stored = new StoredRecords(archived);
    private final PostgresArchive archive = new PostgresArchive(database.dataSource());

    @BeforeEach
    void records() {
        stored.account();
        stored.call(1, "s1", "6175550134", "8009957586", "inbound");
        stored.error(1, "s1", "6175550134", "error.badfetch");
        stored.call(9, "", "6175550134", "8009957586", "inbound");
        stored.error(9, "", "6175550134", "error.semantic");
        readAll();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void readAll() {
        int read = 1;
        while (read > 0) {
            read = archive.numbers().readSome();
        }
    }

    /** A call that is being stored, by one who looked for tombstones before there were any. */
    private Connection storing(long id) throws SQLException {
        Connection writer = DriverManager.getConnection(
                settings.url(), settings.username(), settings.password().reveal());
        writer.setAutoCommit(false);
        try (var statement = writer.createStatement()) {
            statement.execute(
                    "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                            + " first_seen_at, caller_number, numbers_version) VALUES (1, " + id
                            + ", 's1', 'inbound', '8009957586', '6175550134', now(), now(), '" + ANNA + "', 1)");
        }
        return writer;
    }

    /** Begins to erase, and returns between the two steps, as long as somebody is storing. */
    private FutureTask<Erased> erasing(Thread.Builder thread) {
        FutureTask<Erased> erasing =
                new FutureTask<>(() -> archive.forgetting().erase(ErasedNumber.of(Set.of(ANNA)), DECISION));
        thread.start(erasing);
        Await.until("tombstones", () -> archived.count(TOMBSTONES) > 0);
        return erasing;
    }

    private boolean hold() {
        return archive.forgetting().hold(new Hold(Hold.Kind.NUMBER, ANNA, DECISION, null, 0), Set.of(ANNA));
    }

    private List<String> calls() {
        return archived.rows("SELECT log_id FROM archive.calls ORDER BY 1");
    }

    @Test
    void an_erasure_waits_for_those_who_are_writing_and_takes_what_they_wrote()
            throws SQLException, ExecutionException, InterruptedException {
        FutureTask<Erased> erasing;
        try (Connection writer = storing(2)) {
            erasing = erasing(Thread.ofVirtual());
            stored.call(3, "s3", "6175550135", "8009957586", "inbound");
            assertThat(erasing).as("others write meanwhile, it waits").isNotDone();
            writer.commit();
        }

        assertThat(erasing.get().records().calls()).isEqualTo(3);
        assertThat(calls()).containsExactly("3");
    }

    @Test
    void a_hold_that_is_placed_between_the_steps_keeps_all_it_covers()
            throws SQLException, ExecutionException, InterruptedException {
        FutureTask<Erased> erasing;
        try (Connection writer = storing(2)) {
            erasing = erasing(Thread.ofVirtual());
            assertThat(hold()).isTrue();
            writer.commit();
        }

        assertThat(erasing.get().records().isNothing()).isTrue();
        assertThat(calls()).containsExactly("1", "2", "9");
        assertThat(archived.count("SELECT count(*) FROM archive.errors")).isEqualTo(2);
        assertThat(archived.count(TOMBSTONES))
                .as("what stays may be stored again")
                .isZero();
    }

    /** It is a line of others, which no hold of theirs covers. */
    @Test
    void a_hold_that_is_placed_between_the_steps_keeps_lines_that_mention_the_number()
            throws SQLException, ExecutionException, InterruptedException {
        mention();
        FutureTask<Erased> erasing;
        try (Connection writer = storing(2)) {
            erasing = erasing(Thread.ofVirtual());
            assertThat(hold()).isTrue();
            writer.commit();
        }

        assertThat(erasing.get().records().isNothing()).isTrue();
        assertThat(archived.count("SELECT count(*) FROM archive.errors")).isEqualTo(3);
        assertThat(archived.count(TOMBSTONES)).isZero();
    }

    private void mention() {
        stored.error(2, "s2", "6175550135", "transfer to 617-555-0134 failed");
        readAll();
    }

    @Test
    void an_interrupted_erasure_is_finished_by_the_next() throws SQLException {
        interrupt();
        assertThat(calls()).containsExactly("1", "9");

        Erased erased = archive.forgetting()
                .erase(ErasedNumber.of(Set.of(ANNA)), new Decision(NOW.plusSeconds(9), "anna", null));

        assertThat(erased.records().calls()).isEqualTo(2);
        assertThat(calls()).isEmpty();
        assertThat(archived.count("SELECT count(*) FROM archive.errors")).isZero();
    }

    @Test
    void a_hold_that_is_placed_after_an_interrupted_erasure_frees_what_that_had_marked() throws SQLException {
        mention();
        interrupt();
        assertThat(hold()).isTrue();

        Erased erased = archive.forgetting()
                .erase(ErasedNumber.of(Set.of(ANNA)), new Decision(NOW.plusSeconds(9), "anna", null));

        assertThat(erased.records().isNothing()).isTrue();
        assertThat(erased.records().held())
                .as("a session, and a call without one")
                .isEqualTo(2);
        assertThat(archived.count(TOMBSTONES)).isZero();
    }

    /** Two erasures of one second are two: what one has marked, only that one deletes. */
    @Test
    void an_erasure_takes_nothing_that_another_of_the_same_second_has_marked() throws SQLException {
        interrupt();
        stored.call(4, "s4", "6175550136", "8009957586", "inbound");
        readAll();

        Erased other = archive.forgetting()
                .erase(ErasedNumber.of(Set.of("+16175550136")), new Decision(NOW.plusMillis(1), "anna", null));

        assertThat(other.records().calls()).isOne();
        assertThat(calls()).containsExactly("1", "9");
    }

    /** Ends an erasure between its steps. */
    private void interrupt() throws SQLException {
        Thread.Builder.OfVirtual thread = Thread.ofVirtual();
        try (Connection writer = storing(2)) {
            FutureTask<Erased> erasing = erasing(thread);
            erasing.cancel(true);
            Await.until(
                    "its end",
                    () -> archived.count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND state <> 'idle' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()")
                            == 0);
            writer.rollback();
        }
    }

    @Test
    void what_is_held_is_masked_nowhere() {
        archive.maintenance().makePartitions(NOW);
        stored.call(2, "s2", "6175550135", "8009957586", "inbound");
        stored.log(2, "transfer to (617) 555-0134");
        assertThat(hold()).isTrue();

        long masked = new MaskMentions(
                        archive.mentioningLogs(), archive.storedTexts(), new Mentions(new NumberReader()), false)
                .run(Set.of(ANNA), Progress.NONE);

        assertThat(masked).isZero();
    }

    @Test
    void a_number_is_found_where_urls_and_json_write_it() {
        archive.maintenance().makePartitions(NOW);
        stored.call(2, "s2", "6175550135", "8009957586", "inbound");
        stored.log(2, "GET /next?to=%28617%29%20555%200134&from=1");
        stored.error(2, "s2", "6175550135", "error.badfetch /next?to=617%20555%200134");
        stored.error(3, "s2", "6175550135", "error.semantic {to: 617\\u0020555\\u00200134}");
        readAll();

        Erased erased = archive.forgetting().erase(ErasedNumber.of(Set.of(ANNA)), DECISION);
        long masked = new MaskMentions(
                        archive.mentioningLogs(), archive.storedTexts(), new Mentions(new NumberReader()), false)
                .run(Set.of(ANNA), Progress.NONE);

        assertThat(erased.mentions()).isEqualTo(2);
        assertThat(masked).isOne();
        assertThat(archived.rows("SELECT body FROM archive.call_logs"))
                .containsExactly("GET /next?to=%28***%29%20***%20****&from=1");
    }
}
