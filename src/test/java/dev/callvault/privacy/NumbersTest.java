package dev.callvault.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Archived;
import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.app.TestDatabases;
import dev.callvault.app.TestServer;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.number.Mentions;
import dev.callvault.number.Metadata;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import dev.callvault.progress.Progress;
import dev.callvault.redact.MaskMentions;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.store.NumberStore;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Erased;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stored numbers are read again when it must be, holds never loosen meanwhile, and an erasure takes one person's records. */
class NumbersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final Decision DECISION = new Decision(NOW, "anna", null);
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final String ANNA = "+16175550134";

    private final DatabaseSettings settings = TestServer.freshDatabase();
    private final Database database = TestDatabases.open(settings);
    private final Archived archived = new Archived(settings, null, Clock.fixed(NOW, ZoneOffset.UTC));
    private final StoredRecords stored = new StoredRecords(archived);
    private final PostgresArchive archive = new PostgresArchive(database.dataSource());

    @BeforeEach
    void account() {
        stored.account();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void readAll(NumberStore numbers) {
        int read = 1;
        while (read > 0) {
            read = numbers.readSome();
        }
    }

    private List<String> calls() {
        return archived.rows("SELECT log_id FROM archive.calls ORDER BY 1");
    }

    @Test
    void what_an_older_version_stored_is_read_once() {
        stored.call(1, "s1", "(617) 555-0134 x26", "8009957586", "inbound");
        stored.call(2, "s2", "tel:+16175550134;ani=8009957586;postd=2", "demo@example.com", "outbound");
        stored.call(3, "s3", "", "8009957586", "inbound");
        stored.error(1, "s1", "6175550134", "error.badfetch");
        NumberStore numbers = archive.numbers();
        assertThat(numbers.unread(100)).isEqualTo(4);
        assertThat(numbers.unread(2)).isEqualTo(2);

        readAll(numbers);

        assertThat(numbers.unread(100)).isZero();
        assertThat(archived.rows("SELECT log_id, caller_kind, caller_number, caller_country, caller_area, called_kind,"
                        + " called_number, called_toll_free FROM archive.calls ORDER BY 1"))
                .containsExactly(
                        "1|number|+16175550134|US|Massachusetts|number|+18009957586|t",
                        "2|login|demo@example.com|null|null|number|+16175550134|f",
                        "3|withheld|null|null|null|number|+18009957586|t");
        assertThat(archived.rows("SELECT caller_number, called_number FROM archive.errors"))
                .containsExactly("+16175550134|+18009957586");
        assertThat(archived.rows("SELECT src FROM archive.calls ORDER BY log_id"))
                .as("what the provider spelled stays")
                .containsExactly("(617) 555-0134 x26", "tel:+16175550134;ani=8009957586;postd=2", "");
        assertThat(numbers.readSome()).isZero();
    }

    @Test
    void two_processes_share_the_reading_and_neither_waits_for_the_other() {
        archived.execute(
                "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, first_seen_at)"
                        + " SELECT 1, id, 's' || id, 'inbound', '8009957586', (6172000000 + id)::text, now(), now()"
                        + " FROM generate_series(1, 9000) AS id");
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> readAll(new PostgresArchive(database.dataSource()).numbers()));

        readAll(archive.numbers());
        other.join();

        assertThat(archive.numbers().unread(1)).isZero();
        assertThat(archived.count("SELECT count(*) FROM archive.calls WHERE caller_number = '+1' || src"))
                .isEqualTo(9000);
    }

    @Test
    void archiving_ends_with_every_number_read() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(5).withBusySince(Scene.BUSY_SINCE))) {
            scene.archive();
            scene.archived.execute(
                    "UPDATE archive.calls SET caller_number = NULL, caller_kind = NULL, numbers_version = NULL");

            scene.archive();

            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls WHERE caller_kind IS NULL"))
                    .isZero();
            assertThat(scene.archived.count(
                            "SELECT count(*) FROM archive.sessions WHERE parsed AND caller_kind IS NULL"))
                    .isZero();
        }
    }

    @Test
    void a_change_of_the_region_reads_the_accounts_numbers_again() {
        stored.call(1, "s1", "6175550134", "8009957586", "inbound");
        NumberStore numbers = archive.numbers();
        readAll(numbers);

        numbers.readAs(ACCOUNT, "DE");
        assertThat(numbers.unread(100)).isOne();
        numbers.readAs(ACCOUNT, "DE");
        readAll(numbers);

        assertThat(archived.rows("SELECT caller_number, numbers_version FROM archive.calls"))
                .containsExactly("+496175550134|2");
        assertThat(numbers.readings("6175550134")).extracting(ReadNumber::form).containsExactly("+496175550134");
    }

    @Test
    void a_region_that_another_node_disputes_stays() {
        archived.execute("INSERT INTO archive.nodes VALUES ('other', 'other', 'daemon', '1', '{main}',"
                + " '{\"accounts[main].region\": \"US\"}', '[]', '', now(), now(), 0)");

        archive.numbers().readAs(ACCOUNT, "DE");

        assertThat(archived.rows("SELECT region FROM archive.accounts")).containsExactly("US");
    }

    @Test
    void newer_metadata_loosens_no_hold_and_older_metadata_changes_nothing() {
        stored.call(1, "s1", "6175550134", "8009957586", "inbound");
        stored.call(2, "s2", "617-555-0134", "8009957586", "inbound");
        stored.call(3, "s3", "6175550135", "8009957586", "inbound");
        readAll(archive.numbers());
        assertThat(archive.forgetting().hold(new Hold(Hold.Kind.NUMBER, ANNA, DECISION, null, 0), Set.of(ANNA)))
                .isTrue();
        Map<String, ReadNumber> differences =
                Map.of("6175550134", new ReadNumber(ReadNumber.Kind.NUMBER, "+596175550134", "MQ", null, false));
        PostgresArchive newer =
                new PostgresArchive(database.dataSource(), new NumberReader(new Metadata(99, 0, 0, 1), differences));
        PostgresArchive older =
                new PostgresArchive(database.dataSource(), new NumberReader(new Metadata(1, 0, 0, 1), differences));

        assertThat(older.numbers().readSome()).isZero();
        assertThat(archive.numbers().unread(9)).isZero();
        int unused = newer.numbers().readSome();

        assertThat(archived.rows("SELECT caller_number FROM archive.calls ORDER BY log_id"))
                .containsExactly("+596175550134", ANNA, "+16175550135");
        assertThat(archived.rows("SELECT numbers FROM archive.holds")).containsExactly("{+16175550134,+596175550134}");
        DeletedRecords deleted = newer.forgetting().deleteOlder(allOlder(), NOW, () -> true);
        assertThat(deleted.calls()).isOne();
        assertThat(calls()).as("in its old form and in its new one").containsExactly("1", "2");
        assertThat(archive.numbers().readSome())
                .as("the older one does not read back")
                .isZero();
    }

    private static KeptSince allOlder() {
        return new KeptSince(Optional.of(NOW), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void what_was_not_read_yet_is_spared_as_long_as_any_number_is_held() {
        stored.call(1, "s1", "6175550199", "8009957586", "inbound");
        assertThat(archive.forgetting().hold(new Hold(Hold.Kind.NUMBER, ANNA, DECISION, null, 0), Set.of(ANNA)))
                .isTrue();

        assertThat(archive.forgetting().deleteOlder(allOlder(), NOW, () -> true).calls())
                .isZero();
        readAll(archive.numbers());

        assertThat(archive.forgetting().deleteOlder(allOlder(), NOW, () -> true).calls())
                .isOne();
    }

    @Test
    void a_hold_that_knows_only_digits_covers_whoever_can_be_meant() {
        archived.execute("INSERT INTO archive.holds (kind, value, placed_at) VALUES ('number', '4582345678', now())");
        stored.call(1, "s1", "+4582345678", "8009957586", "inbound");
        stored.call(2, "s2", "4582345678", "8009957586", "inbound");
        stored.call(3, "s3", "6175550199", "8009957586", "inbound");

        readAll(archive.numbers());

        assertThat(archive.forgetting().deleteOlder(allOlder(), NOW, () -> true).calls())
                .isOne();
        assertThat(calls()).containsExactly("1", "2");
    }

    @Test
    void a_hold_of_what_can_no_longer_be_held_can_be_released() {
        try (Scene scene = Scene.small();
                Callvault callvault = scene.callvault()) {
            scene.archived.execute(
                    "INSERT INTO archive.holds (kind, value, placed_at) VALUES ('number', '911', now())");

            assertThat(callvault.release(Hold.Kind.NUMBER, " 911 ", "settled")).isTrue();
            assertThat(callvault.holds()).isEmpty();
        }
    }

    /** Released before numbers were read, it remembers digits only. */
    @Test
    void an_erasure_also_cleans_a_hold_that_was_released_long_ago() {
        archived.execute("INSERT INTO archive.holds (kind, value, placed_at, released_at)"
                + " VALUES ('number', '6175550134', now(), now())");
        stored.call(1, "s1", "617-555-0134", "8009957586", "inbound");
        readAll(archive.numbers());

        var unused = archive.forgetting().erase(ErasedNumber.of(Set.of(ANNA)), DECISION);

        assertThat(archived.rows("SELECT value FROM archive.holds")).containsExactly("erased");
    }

    @Test
    void an_error_of_an_outbound_call_names_the_login_as_caller() {
        stored.error(1, "s1", "6175550134", "error.badfetch");
        archived.execute("UPDATE archive.errors SET dnis = 'demo@example.com'");

        readAll(archive.numbers());

        assertThat(archived.rows("SELECT caller_kind, caller_number, called_number FROM archive.errors"))
                .containsExactly("login|demo@example.com|" + ANNA);
    }

    @Test
    void an_erasure_takes_every_spelling_of_one_person_and_nobody_elses() {
        List<String> hers = List.of(
                "6175550134",
                "16175550134",
                "+16175550134",
                "(617) 555-0134",
                "617.555.0134",
                "6175550134,26",
                "617-555-0134 x26",
                "tel:+16175550134;ani=1;postd=2",
                "sip:+16175550134@10.0.0.1",
                "01116175550134");
        for (int i = 0; i < hers.size(); i++) {
            stored.call(i, "a" + i + ";1;1763668000", hers.get(i), "8009957586", "inbound");
        }
        stored.call(20, "a20;1;1763668000", ANNA, "demo@example.com", "outbound");
        List<String> others =
                List.of("6175550135", "175550134", "61755501345", "anonymous", "", "200035", "+446175550134");
        for (int i = 0; i < others.size(); i++) {
            stored.call(100 + i, "200035;000;176366800" + i, others.get(i), "8009957586", "inbound");
        }
        stored.error(1, "200035;000;1763668003", "6175550135", "could not transfer to (617) 555-0134: busy");
        stored.error(2, "200035;000;1763668004", "6175550135", "row 161755501349 of table");
        stored.error(3, "200035;000;1763668005", "6175550135", "fetch failed");
        readAll(archive.numbers());
        archived.execute(
                "INSERT INTO archive.unproven (account_id, stream, from_second, to_second, why, since, last_tried_at)"
                        + " VALUES (1, 'calls', 1, 2, 'a row cannot be read: 617-555-0134', now(), now())");

        Erased would = archive.forgetting().attempt(ErasedNumber.of(Set.of(ANNA)), DECISION);
        assertThat(calls()).hasSize(hers.size() + 1 + others.size());
        Erased erased = archive.forgetting().erase(ErasedNumber.of(Set.of(ANNA)), DECISION);

        assertThat(erased.records()).isEqualTo(would.records());
        assertThat(would.examples())
                .extracting(it -> it.kind() + ": " + it.text())
                .anyMatch(it ->
                        it.startsWith("call: log 20 of account main, 2026-11-01T12:20:00Z, from demo@example.com"))
                .contains("error line that mentions it: 6175550135 200035;000;1763668003 could not transfer to"
                        + " (617) 555-0134: busy");
        assertThat(calls()).containsExactly("100", "101", "102", "103", "104", "105", "106");
        assertThat(erased.mentions()).isOne();
        assertThat(archived.rows("SELECT message FROM archive.errors ORDER BY 1"))
                .containsExactly("fetch failed", "row 161755501349 of table");
        assertThat(archived.rows("SELECT why FROM archive.unproven"))
                .containsExactly("a row cannot be read; it was erased");
        assertThat(archived.count("SELECT count(*) FROM archive.forgotten_calls"))
                .isEqualTo(hers.size() + 1L);
        assertThat(archive.forgetting()
                        .erase(ErasedNumber.of(Set.of(ANNA)), DECISION)
                        .records()
                        .isNothing())
                .isTrue();
    }

    @Test
    void denmark_and_oregon_are_two() {
        stored.call(1, "s1", "+4582345678", "8009957586", "inbound");
        stored.call(2, "s2", "+14582345678", "8009957586", "inbound");
        stored.call(3, "s3", "4582345678", "8009957586", "inbound");
        readAll(archive.numbers());

        var unused = archive.forgetting().erase(ErasedNumber.of(Set.of("+4582345678")), DECISION);

        assertThat(calls()).containsExactly("2", "3");
    }

    @Test
    void exactly_erases_what_is_spelled_so_and_no_more() {
        stored.call(1, "s1", "anonymous", "8009957586", "inbound");
        stored.call(2, "s2", "Anonymous", "8009957586", "inbound");
        stored.call(3, "200035;000;1763668000", "6175550135", "8009957586", "inbound");
        stored.call(4, "s4", "200035", "8009957586", "inbound");
        stored.error(1, "s9", "6175550135", "anonymous caller, 200035");
        readAll(archive.numbers());

        Erased words = archive.forgetting().erase(ErasedNumber.spelled("anonymous"), DECISION);
        Erased code = archive.forgetting()
                .erase(ErasedNumber.spelled("200035"), new Decision(NOW.plusSeconds(9), "anna", null));

        assertThat(words.records().calls()).isOne();
        assertThat(code.records().calls()).isOne();
        assertThat(calls()).containsExactly("2", "3");
        assertThat(archived.count("SELECT count(*) FROM archive.errors")).isOne();
    }

    /** Wherever a number can be: as a call, a conflict, a line, a log, a queued one, a lost one, a figure, or a remark. */
    @Test
    void no_trace_of_an_erased_number_is_left_in_any_table() {
        archive.maintenance().makePartitions(NOW);
        for (int i = 1; i <= 4; i++) {
            stored.call(i, "a" + i, "(617) 555-0134", "8009957586", "inbound");
        }
        stored.call(9, "other", "6175550135", "8009957586", "inbound");
        archived.execute(
                "INSERT INTO archive.call_conflicts (account_id, log_id, session_hash, session_id, direction, dest, src,"
                        + " started_at, first_seen_at) VALUES (1, 9, sha256('a5'), 'a5', 'outbound', 'demo@example.com', '6175550134',"
                        + " '2026-11-02T12:00:00Z', now())");
        stored.log(1, "from 6175550134");
        stored.log(9, "from 6175550135");
        archived.execute(
                "INSERT INTO archive.call_logs (account_id, log_id, started_at, body_bytes, sha256, size_bytes, location,"
                        + " quarantine, fetched_at) SELECT account_id, log_id, started_at, '{6175550134', sha256('1'), 1, '',"
                        + " 'no JSON: {6175550134', now() FROM archive.calls WHERE log_id = 2");
        archived.execute(
                "INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at, last_failure)"
                        + " SELECT account_id, log_id, started_at, now(), now(), 'of 6175550134' FROM archive.calls WHERE log_id = 3");
        archived.execute(
                "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at,"
                        + " acknowledged_at, acknowledged_by, acknowledged_reason) SELECT account_id, 'bodies', started_at, started_at,"
                        + " log_id, 'expired', now(), now(), 'anna', 'as 617.555.0134 said' FROM archive.calls WHERE log_id = 4");
        archived.execute("INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at,"
                + " acknowledged_at, acknowledged_by, acknowledged_reason) VALUES (1, 'calls', now(), now(), 'outage', now(),"
                + " now(), 'anna', 'call +1 617 555 0134 about it')");
        stored.error(1, "a1", "6175550134", "error.badfetch");
        stored.error(2, "other", "6175550135", "transferred to 1-617-555-0134");
        archived.execute(
                "INSERT INTO archive.unread_rows (account_id, stream, row_hash, span, text, reason, first_seen_at,"
                        + " last_seen_at) VALUES (1, 'calls', sha256('x'), int8range(1, 2), '{src: \"+1 (617) 555-0134\"}', 'no id',"
                        + " now(), now())");
        assertThat(archive.forgetting().hold(new Hold(Hold.Kind.NUMBER, ANNA, DECISION, null, 0), Set.of(ANNA)))
                .isTrue();
        readAll(archive.numbers());
        archive.reports().refresh();
        assertThat(archive.forgetting().release(Hold.Kind.NUMBER, ANNA, DECISION))
                .isTrue();
        assertThat(naming("0134")).hasSizeGreaterThan(12);
        List<String> others = naming("0135");

        Erased erased = archive.forgetting().erase(ErasedNumber.of(Set.of(ANNA)), DECISION);
        archive.reports().refresh();

        assertThat(erased.records()).isEqualTo(new DeletedRecords(5, 2, 0, 2, 0, 0));
        assertThat(naming("0134")).isEmpty();
        assertThat(naming("0135"))
                .as("nobody else's row, but the line that mentioned her")
                .containsExactlyElementsOf(others.stream()
                        .filter(it -> !it.contains("transferred"))
                        .toList());
    }

    /** Every row of every table that holds these digits. */
    private List<String> naming(String digits) {
        return archived
                .rows("SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'archive'::regnamespace"
                        + " AND relkind = 'r' ORDER BY 1")
                .stream()
                .flatMap(table -> archived
                        .rows("SELECT '" + table + ' '
                                + "' || replace(t::text, '\\\\x7b36313735353530313334', '6175550134') FROM " + table
                                + " AS t ORDER BY 1")
                        .stream())
                .filter(it -> it.contains(digits))
                .toList();
    }

    @Test
    void other_calls_logs_stay_and_no_longer_name_the_number() {
        archive.maintenance().makePartitions(NOW);
        stored.call(1, "s1", "6175550134", "8009957586", "inbound");
        stored.call(2, "s2", "6175550135", "8009957586", "inbound");
        stored.call(3, "s3", "6175550136", "8009957586", "inbound");
        stored.log(1, "her own log: 6175550134");
        stored.log(2, "row 16175550134999; transfer to (617) 555-0134 ext. 2, then +16175550134");
        stored.log(3, "session 6175550134000 says nothing");
        readAll(archive.numbers());
        var unused = archive.forgetting().erase(ErasedNumber.of(Set.of(ANNA)), DECISION);

        assertThat(masking(true)).isOne();
        assertThat(archived.rows("SELECT body FROM archive.call_logs ORDER BY log_id")
                        .getFirst())
                .contains("(617) 555-0134");
        assertThat(masking(false)).isOne();

        assertThat(archived.rows("SELECT body, redactions FROM archive.call_logs ORDER BY log_id"))
                .containsExactly(
                        "row 16175550134999; transfer to (***) ***-**** ext. 2, then +***********|{\"erased-number\": 2}",
                        "session 6175550134000 says nothing|null");
        assertThat(masking(false)).isZero();
        assertThat(archive.bodyProofs().hash(ACCOUNT, 9).damaged())
                .as("the hash is that of the masked log")
                .isEmpty();
    }

    private long masking(boolean isTrial) {
        return new MaskMentions(
                        archive.mentioningLogs(), archive.storedTexts(), new Mentions(new NumberReader()), isTrial)
                .run(Set.of(ANNA), Progress.NONE);
    }
}
