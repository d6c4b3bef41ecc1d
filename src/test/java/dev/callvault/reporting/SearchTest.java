package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import dev.callvault.store.search.BodySearch;
import dev.callvault.store.search.BodySearch.Match;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundPage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Text in bodies: found wherever it is, indexed or not. */
class SearchTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

    @Test
    void a_text_is_found_in_any_case_newest_first_with_its_lines() {
        try (Reported reported = filled()) {
            assertThat(found(reported, "BADfetch", null)).containsExactly(4L, 3L, 1L);
            Match newest = search(reported, "badfetch", null, null, 1).getFirst();
            assertThat(newest.logId().value()).isEqualTo(4);
            assertThat(newest.caller()).isEqualTo("2125550001");
            assertThat(newest.lines()).containsExactly("\\303( error.badfetch");
            assertThat(found(reported, "100%", null)).containsExactly(2L);
            assertThat(found(reported, "1_0", null)).isEmpty();
            assertThat(found(reported, "raw answer", null)).isEmpty();
            assertThat(search(reported, "one\ntwo", null, null, 9))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.logId().value()).isEqualTo(2);
                        assertThat(it.lines()).isEmpty();
                    });
        }
    }

    @Test
    void a_search_is_narrowed_by_time_and_number() {
        try (Reported reported = filled()) {
            assertThat(found(reported, "badfetch", "2026-11-15T00:00:00Z")).containsExactly(4L);
            assertThat(search(reported, "badfetch", null, "+1 (718) 555-0002", 9))
                    .extracting(it -> it.logId().value())
                    .containsExactly(3L);
        }
    }

    @Test
    void old_weeks_are_indexed_one_at_a_time_and_new_ones_left_alone() {
        try (Reported reported = filled()) {
            List<Long> before = found(reported, "badfetch", null);
            int weeks = 0;
            while (reported.archive.bodySearch().indexNext(NOW)) {
                weeks++;
            }

            assertThat(weeks).as("four of October, one of November").isEqualTo(5);
            assertThat(reported.archive.bodySearch().indexedBefore()).contains(Instant.parse("2026-11-08T00:00:00Z"));
            reported.execute("INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes,"
                    + " location, fetched_at) SELECT 1, 100 + n, '2026-11-02T10:00:00Z', repeat(md5(n::text), 20), '', 640,"
                    + " '', now() FROM generate_series(1, 3000) AS n");
            reported.execute("VACUUM ANALYZE archive.call_logs");
            assertThat(reported.query(
                            "EXPLAIN SELECT log_id FROM archive.call_logs WHERE started_at >= '2026-11-01T00:00:00Z'"
                                    + " AND started_at < '2026-11-08T00:00:00Z' AND body ILIKE '%badfetch%'"))
                    .anyMatch(it -> it.contains("call_logs_2026_11_text_01"));
            assertThat(found(reported, "badfetch", null)).isEqualTo(before);
        }
    }

    @Test
    void the_console_finds_the_same_calls_page_by_page_indexed_or_not() {
        try (Reported reported = filled()) {
            assertThat(paged(reported, "BADfetch", Optional.empty())).containsExactly(4L, 3L, 1L);
            assertThat(reported.archive.bodySearch().indexNext(NOW)).isTrue();

            assertThat(paged(reported, "BADfetch", Optional.empty())).containsExactly(4L, 3L, 1L);
            assertThat(paged(reported, "badfetch", Optional.of("718.555.0002"))).containsExactly(3L);
            assertThat(paged(reported, "100%", Optional.empty())).containsExactly(2L);
            assertThat(paged(reported, "1_0", Optional.empty())).isEmpty();
        }
    }

    @Test
    void a_search_that_is_stopped_has_what_it_found_and_goes_on_from_there() throws SQLException {
        try (Reported reported = filled();
                Connection other = reported.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE archive.call_logs_2026_10");
            CompletableFuture<FoundPage> search = CompletableFuture.supplyAsync(
                    () -> page(reported, "badfetch", Optional.empty(), Optional.empty(), 9));
            Await.until("the search is stopped at what is locked", () -> {
                reported.query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
                return search.isDone();
            });
            FoundPage stopped = search.join();
            other.rollback();

            assertThat(stopped.isCut()).isTrue();
            assertThat(stopped.calls())
                    .extracting(it -> it.call().logId().value())
                    .containsExactly(4L, 3L);
            assertThat(stopped.searchedBackTo()).contains(Instant.parse("2026-11-01T00:00:00Z"));
            Optional<CallFilter.Position> onward = stopped.searchedBackTo().map(it -> new CallFilter.Position(it, 0));
            assertThat(page(reported, "badfetch", Optional.empty(), onward, 9).calls())
                    .extracting(it -> it.call().logId().value())
                    .containsExactly(1L);
        }
    }

    private static FoundPage page(
            Reported reported, String text, Optional<String> number, Optional<CallFilter.Position> before, int most) {
        return reported.archive
                .callSearch()
                .find(new CallFilter(
                        List.of(new AccountId(1)),
                        number,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.of(text),
                        Optional.empty(),
                        new CallFilter.Page(before, most)));
    }

    /** The console's calls, on pages of one. */
    private static List<Long> paged(Reported reported, String text, Optional<String> number) {
        List<Long> found = new ArrayList<>();
        Optional<CallFilter.Position> before = Optional.empty();
        do {
            List<FoundCall> page = page(reported, text, number, before, 1).calls();
            page.forEach(it -> found.add(it.call().logId().value()));
            before = page.stream()
                    .map(it -> new CallFilter.Position(
                            it.call().startedAt(), it.call().logId().value()))
                    .findFirst();
        } while (before.isPresent());
        return found;
    }

    @Test
    void an_index_whose_making_was_cut_off_is_made_again() {
        try (Reported reported = filled()) {
            assertThat(reported.archive.bodySearch().indexNext(NOW)).isTrue();
            reported.execute(
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'archive.call_logs_2026_11_text_01'::regclass");

            assertThat(reported.archive.bodySearch().indexNext(NOW)).isTrue();

            assertThat(reported.query("SELECT indisvalid FROM pg_index WHERE indexrelid ="
                            + " 'archive.call_logs_2026_11_text_01'::regclass"))
                    .containsExactly("t");
        }
    }

    private static Reported filled() {
        Reported reported = new Reported();
        reported.archive.maintenance().makePartitions(NOW);
        Reported all = reported.call(1, "2026-10-09T10:00:00Z", null)
                .body(1, "2026-10-09T10:00:00Z", "a\nerror.badfetch here\r\nb")
                .call(2, "2026-11-03T10:00:00Z", null)
                .body(2, "2026-11-03T10:00:00Z", "100% of it\none\ntwo")
                .call(3, "2026-11-03T11:00:00Z", null, "inbound", "6177120001", "7185550002")
                .body(3, "2026-11-03T11:00:00Z", "Error.BadFetch")
                .call(4, "2026-11-19T10:00:00Z", null)
                .body(4, "2026-11-19T10:00:00Z", "x")
                .execute(
                        "UPDATE archive.call_logs SET body = NULL, body_bytes = '\\xc328206572726f722e6261646665746368'"
                                + " WHERE log_id = 4")
                .call(5, "2026-11-19T11:00:00Z", null)
                .body(5, "2026-11-19T11:00:00Z", "x")
                .execute(
                        "UPDATE archive.call_logs SET body = NULL, body_bytes = 'raw answer badfetch', quarantine = 'odd'"
                                + " WHERE log_id = 5");
        return all.readNumbers();
    }

    private static List<Long> found(Reported reported, String text, @Nullable String from) {
        return search(reported, text, from, null, 9).stream()
                .map(it -> it.logId().value())
                .toList();
    }

    private static List<Match> search(
            Reported reported, String text, @Nullable String from, @Nullable String number, int limit) {
        return reported.archive
                .bodySearch()
                .search(new BodySearch.Query(
                        text,
                        Optional.ofNullable(from).map(Instant::parse),
                        Optional.empty(),
                        Optional.ofNullable(number),
                        Optional.of("ivr"),
                        limit));
    }
}
