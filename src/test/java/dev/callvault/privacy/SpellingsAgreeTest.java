package dev.callvault.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Archived;
import dev.callvault.app.TestDatabases;
import dev.callvault.app.TestServer;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.search.CallFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A call with each spelling of the table: search, erasure, hold and report take the same calls for a number's. */
@Proof
class SpellingsAgreeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final int ALL = 1000;

    private record Spelled(String region, String spelling, String kind, String form) {
        static Spelled of(String line) {
            String[] columns = line.split("\\|", -1);
            String spelling = columns[1];
            boolean isQuoted = spelling.length() > 1 && spelling.startsWith("'") && spelling.endsWith("'");
            return new Spelled(
                    columns[0],
                    isQuoted ? spelling.substring(1, spelling.length() - 1).replace("''", "'") : spelling,
                    columns[2],
                    columns[3]);
        }
    }

    @Test
    void on_every_number() throws IOException {
        List<Spelled> table =
                Files.readAllLines(Path.of("src", "test", "resources", "number", "spellings.csv")).stream()
                        .skip(1)
                        .map(Spelled::of)
                        .toList();
        DatabaseSettings settings = TestServer.freshDatabase();
        try (Database database = TestDatabases.open(settings)) {
            Archived archived = new Archived(settings, null, Clock.fixed(NOW, ZoneOffset.UTC));
            PostgresArchive archive = new PostgresArchive(database.dataSource());
            List<String> regions = new ArrayList<>(
                    new TreeSet<>(table.stream().map(Spelled::region).toList()));
            List<AccountId> accounts = new ArrayList<>();
            for (int i = 0; i < regions.size(); i++) {
                archived.execute("INSERT INTO archive.accounts (account_id, name, base_url, zone, region, created_at)"
                        + " OVERRIDING SYSTEM VALUE VALUES (" + (i + 1) + ", 'account-" + i
                        + "', 'https://example.com/ws', 'UTC', '" + regions.get(i) + "', now())");
                accounts.add(new AccountId(i + 1));
            }
            Map<String, Set<Long>> expected = new LinkedHashMap<>();
            StringBuilder calls = new StringBuilder();
            for (int id = 1; id <= table.size(); id++) {
                Spelled spelled = table.get(id - 1);
                calls.append(calls.isEmpty() ? "" : ", ")
                        .append("(%d, %d, 's%d', 'inbound', '8009957586', $spelling$%s$spelling$, now(), now())"
                                .formatted(regions.indexOf(spelled.region()) + 1, id, id, spelled.spelling()));
                if (spelled.kind().equals("number")) {
                    expected.computeIfAbsent(spelled.form(), form -> new TreeSet<>())
                            .add((long) id);
                }
            }
            archived.execute(
                    "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                            + " first_seen_at) VALUES " + calls);
            while (archive.numbers().readSome() > 0) {
                assertThat(archive.numbers().unread(ALL)).isNotNegative();
            }

            expected.remove("+18009957586"); // all are to it
            assertThat(expected).hasSizeGreaterThan(50);
            expected.forEach((form, ids) -> {
                assertThat(found(archive, accounts, form)).as("search %s", form).isEqualTo(ids);
                assertThat(
                                new TreeSet<>(archived
                                        .rows("SELECT log_id FROM reporting.calls WHERE caller_number = '" + form + "'")
                                        .stream()
                                        .map(Long::valueOf)
                                        .toList()))
                        .as("report of %s", form)
                        .isEqualTo(ids);
                Decision decision = new Decision(NOW, "anna", null);
                assertThat(archive.forgetting()
                                .attempt(ErasedNumber.of(Set.of(form)), decision)
                                .records()
                                .calls())
                        .as("erase %s", form)
                        .isEqualTo(ids.size());
                assertThat(archive.forgetting().hold(new Hold(Hold.Kind.NUMBER, form, decision, null, 0), Set.of(form)))
                        .isTrue();
                assertThat(archive.forgetting().count(Hold.Kind.NUMBER, form))
                        .as("hold %s", form)
                        .isEqualTo(ids.size());
            });
        }
    }

    private static Set<Long> found(PostgresArchive archive, List<AccountId> accounts, String form) {
        CallFilter filter = new CallFilter(
                accounts,
                Optional.of(form),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                new CallFilter.Page(Optional.empty(), ALL));
        return new TreeSet<>(archive.callSearch().find(filter).calls().stream()
                .map(it -> it.call().logId().value())
                .toList());
    }
}
