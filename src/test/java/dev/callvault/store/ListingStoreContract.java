package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.refine.Lines;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The contract of {@link ListingStore}, for every implementation. */
public abstract class ListingStoreContract extends StoreContract {
    @Test
    void rows_spans_and_watermark_are_stored_together_and_again_without_effect() {
        assertThat(save(List.of(call(1, T - 50), call(2, T - 40)), proven(T - 100, T, 2)))
                .isEqualTo(new Written(2, 0));
        assertThat(save(List.of(call(1, T - 50), call(2, T - 40)), proven(T - 100, T, 2)))
                .isEqualTo(Written.NOTHING);

        assertThat(ledger()).containsExactly(proven(T - 100, T, 2));
        assertThat(completeThrough("calls")).isEqualTo(NOW);
        assertThat(store.status().status(account, NOW).logStates()).containsOnly(java.util.Map.entry("pending", 2L));
    }

    @Test
    void a_row_with_other_values_is_updated_and_the_last_word_of_one_listing_counts() {
        save(List.of(call(1, T - 50)));
        CallSummary ended = new CallSummary(
                call(1, T - 50).logId(), call(1, T - 50).sessionId(), "inbound", "1", "2", at(T - 50), at(T));

        assertThat(save(List.of(call(1, T - 50), ended))).isEqualTo(new Written(0, 1));
        assertThat(save(List.of(ended))).isEqualTo(Written.NOTHING);
    }

    private static CallSummary other(long id, long startedAt) {
        return new CallSummary(
                new LogId(id),
                new SessionId("200002;002;" + startedAt),
                "inbound",
                "8005550177",
                "6175550123",
                at(startedAt),
                at(startedAt + 30));
    }

    private List<CallSummary> stored() {
        return store.proofs().calls(account.id(), new TimeWindow(0, T + 1), List.of());
    }

    @Test
    void another_call_under_a_known_log_id_never_overwrites_and_is_written_once() {
        CallSummary first = call(1, T - 400 * 86_400L);
        save(List.of(first));

        assertThat(save(List.of(other(1, T - 50)))).isEqualTo(new Written(1, 0));
        assertThat(save(List.of(other(1, T - 50)))).isEqualTo(Written.NOTHING);
        assertThat(save(List.of(first))).isEqualTo(Written.NOTHING);

        assertThat(stored()).containsExactlyInAnyOrder(first, other(1, T - 50));
        assertThat(store.status().conflicts(account.id())).singleElement().satisfies(it -> {
            assertThat(it.call()).isEqualTo(other(1, T - 50));
            assertThat(it.known()).contains(first);
            assertThat(it.state()).isEqualTo(LogState.PENDING);
            assertThat(it.firstSeen()).isEqualTo(NOW);
        });
    }

    @Test
    void a_third_call_under_the_same_log_id_is_kept_too() {
        save(List.of(call(1, T - 90 * 86_400L)));
        save(List.of(other(1, T - 40 * 86_400L)));

        assertThat(save(List.of(other(1, T - 50)))).isEqualTo(new Written(1, 0));
        assertThat(stored()).hasSize(3);
        assertThat(store.status().conflicts(account.id())).hasSize(2);
    }

    @Test
    void both_calls_of_one_listing_are_kept_and_counted_in_their_spans() {
        long day = 86_400;
        save(
                List.of(call(1, T - 3 * day), other(1, T - 50), call(2, T - 40)),
                proven(T - 4 * day, T - day, 1),
                proven(T - day, T, 2));

        assertThat(stored()).hasSize(3);
        assertThat(store.proofs().spans(account.id(), LogStream.CALLS))
                .allSatisfy(it -> assertThat(it.rows()).isEqualTo(it.span().total()));
    }

    private static CallSummary moved(CallSummary call, long startedAt) {
        return new CallSummary(
                call.logId(),
                call.sessionId(),
                call.direction(),
                call.dest(),
                call.src(),
                at(startedAt),
                at(startedAt + 60));
    }

    private void assertTheLedgerCountsWhatIsHere() {
        assertThat(store.proofs().spans(account.id(), LogStream.CALLS))
                .allSatisfy(it -> assertThat(it.rows()).isEqualTo(it.span().total()));
    }

    @Test
    void a_call_whose_start_is_corrected_leaves_the_span_that_counted_it() {
        long day = 86_400;
        CallSummary call = call(1, T - 3 * day);
        save(List.of(call), proven(T - 4 * day, T - day, 1));

        save(List.of(moved(call, T - 50)), proven(T - day, T, 1));

        assertTheLedgerCountsWhatIsHere();
        assertThat(store.listings().coverage(account.id(), LogStream.CALLS, new TimeWindow(T - 4 * day, T)))
                .containsExactly(
                        new CoverageSpan(new TimeWindow(T - 4 * day, T - day), 0, false),
                        new CoverageSpan(new TimeWindow(T - day, T), 1, true));
        assertThat(store.status().unproven(account.id()))
                .singleElement()
                .satisfies(it -> assertThat(it.why()).isEqualTo("a call of this time is listed at another time now"));

        save(List.of(), proven(T - 4 * day, T - day, 0));
        assertThat(store.status().unproven(account.id())).isEmpty();
    }

    @Test
    void a_call_that_is_listed_in_two_places_leaves_one_of_them_unproven_every_time() {
        long day = 86_400;
        CallSummary call = call(1, T - 3 * day);
        save(List.of(call), proven(T - 4 * day, T - day, 1));
        for (int pass = 0; pass < 3; pass++) {
            save(List.of(moved(call, T - 50)), proven(T - day, T, 1));
            assertThat(store.status().unproven(account.id())).hasSize(1);
            save(List.of(call), proven(T - 4 * day, T - day, 1));
            assertThat(store.status().unproven(account.id())).hasSize(1);
        }
        assertThat(store.proofs().spans(account.id(), LogStream.CALLS))
                .allSatisfy(it -> assertThat(it.rows()).isEqualTo(it.span().total()));
    }

    @Test
    void a_call_that_one_listing_holds_with_two_starts_proves_nothing() {
        long day = 86_400;
        CallSummary call = call(1, T - 3 * day);

        assertThat(save(List.of(call, moved(call, T - 50)), proven(T - 4 * day, T - day, 1), proven(T - day, T, 1))
                        .absent())
                .isOne();

        assertThat(store.listings().coverage(account.id(), LogStream.CALLS, new TimeWindow(T - 4 * day, T)))
                .noneMatch(CoverageSpan::proven);
    }

    @Test
    void a_span_that_the_provider_no_longer_keeps_is_not_listed_again_for_a_corrected_start() {
        long day = 86_400;
        CallSummary call = call(1, T - 8 * day);
        save(List.of(call), proven(T - 9 * day, T - 7 * day, 1));

        save(List.of(moved(call, T - 50)), proven(T - day, T, 1));

        assertTheLedgerCountsWhatIsHere();
        assertThat(store.status().unproven(account.id())).isEmpty();
    }

    @Test
    void a_start_that_is_corrected_within_its_span_leaves_it_proven() {
        CallSummary call = call(1, T - 500);
        save(List.of(call), proven(T - 3600, T, 1));

        save(List.of(moved(call, T - 400)), proven(T - 450, T, 1));

        assertThat(store.status().unproven(account.id())).isEmpty();
    }

    @Test
    void a_call_between_two_other_numbers_is_another_one_even_on_the_same_day() {
        save(List.of(call(1, T - 500)));

        save(List.of(other(1, T - 50)));

        assertThat(stored()).hasSize(2);
    }

    @Test
    void a_corrected_start_or_session_of_the_same_call_stays_a_correction() {
        save(List.of(call(1, T - 5 * 86_400L)));
        CallSummary moved = new CallSummary(
                new LogId(1),
                call(1, T - 5 * 86_400L).sessionId(),
                "inbound",
                "8005550142",
                "6175550199",
                at(T - 50),
                at(T - 10));
        assertThat(save(List.of(moved))).isEqualTo(new Written(0, 1));
        assertThat(save(List.of(call(1, T - 60))))
                .as("another session, but nothing else")
                .isEqualTo(new Written(0, 1));

        assertThat(stored()).containsExactly(call(1, T - 60));
        assertThat(store.status().conflicts(account.id())).isEmpty();
    }

    @Test
    void the_log_of_a_call_whose_number_was_given_away_is_lost_and_the_new_call_s_log_is_kept_beside() {
        save(List.of(call(1, T - 3 * 86_400L)));
        List<WantedBody> claimed = store.bodies()
                .claim(account.id(), new BodyStore.Claim(9, "a", NOW, NOW, NOW.plusSeconds(50), Instant.EPOCH));
        save(List.of(other(1, T - 50)));

        store.bodies()
                .settle(account.id(), "a", List.of(new BodyOutcome.Archived(claimed.getFirst(), body("whose?"))), NOW);
        assertThat(store.status().gaps(account.id())).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(at(T - 3 * 86_400L));
            assertThat(it.reason()).startsWith("the provider gave the number of this log to another call");
        });
        assertThat(store.status().conflicts(account.id()).getFirst().state())
                .as("a log that was requested before")
                .isEqualTo(LogState.PENDING);

        settle(it -> new BodyOutcome.Archived(it, body("the other's")), 9);
        assertThat(store.status().conflicts(account.id()).getFirst().state()).isEqualTo(LogState.ARCHIVED);
        assertThat(store.status().gaps(account.id()))
                .as("the old one is still lost")
                .hasSize(1);
        assertThat(store.bodyProofs().archived(account.id())).isOne();
        assertThat(store.bodyProofs().missing(account.id())).isEmpty();
    }

    @Test
    void the_logs_of_both_calls_of_one_number_are_lost_each_with_a_gap_of_its_own() {
        Instant first = at(T - 3 * 86_400L);
        Instant second = at(T - 50);
        save(List.of(call(1, first.getEpochSecond())));
        save(List.of(other(1, second.getEpochSecond())));

        store.bodies().recordExpired(account.id(), second.plus(LogStream.CALLS.retention()), Duration.ofHours(24));

        assertThat(store.status().gaps(account.id())).extracting(Gap::from).containsExactlyInAnyOrder(first, second);
        assertThat(store.status().conflicts(account.id()).getFirst().state()).isEqualTo(LogState.LOST);
    }

    @Test
    void an_archived_log_stays_when_the_number_is_given_away() {
        save(List.of(call(1, T - 300 * 86_400L)));
        store.bodies()
                .settle(
                        account.id(),
                        "a",
                        List.of(new BodyOutcome.Archived(
                                new WantedBody(new LogId(1), at(T - 300 * 86_400L), NOW, 0), body("old"))),
                        at(T - 299 * 86_400L));

        save(List.of(other(1, T - 50)));
        settle(it -> new BodyOutcome.Archived(it, body("new")), 9);

        assertThat(store.status().gaps(account.id())).isEmpty();
        assertThat(store.bodyProofs().archived(account.id())).isEqualTo(2);
        assertThat(store.bodyProofs().missing(account.id())).isEmpty();
        assertThat(store.bodyProofs().unarchived(account.id())).isEmpty();
    }

    @Test
    void a_log_that_was_requested_before_the_start_was_corrected_is_requested_again() {
        save(List.of(call(1, T - 500)));
        List<WantedBody> claimed = store.bodies()
                .claim(account.id(), new BodyStore.Claim(9, "a", NOW, NOW, NOW.plusSeconds(50), Instant.EPOCH));
        save(List.of(call(1, T - 400)));

        store.bodies().settle(account.id(), "a", List.of(new BodyOutcome.Archived(claimed.getFirst(), body("x"))), NOW);
        List<WantedBody> again = store.bodies()
                .claim(account.id(), new BodyStore.Claim(9, "a", NOW, NOW, NOW.plusSeconds(50), Instant.EPOCH));

        assertThat(again)
                .containsExactly(
                        new WantedBody(new LogId(1), at(T - 400), at(T - 400).plus(LogStream.CALLS.retention()), 0));
        store.bodies().settle(account.id(), "a", List.of(new BodyOutcome.Archived(again.getFirst(), body("x"))), NOW);
        save(List.of(call(1, T - 300)));
        assertThat(store.bodyProofs().missing(account.id()))
                .as("it moves along")
                .isEmpty();
    }

    @Test
    void rows_alone_prove_nothing() {
        save(List.of(call(1, T - 50)));

        assertThat(ledger()).isEmpty();
        assertThat(completeThrough("calls")).isEqualTo(Instant.MIN);
        assertThat(store.listings().beginning(account.id(), LogStream.CALLS)).isEmpty();
    }

    @Test
    void a_span_that_is_overlapped_in_part_keeps_what_lies_before_and_loses_what_lies_after() {
        save(List.of(), proven(T - 100, T, 10));
        save(List.of(), proven(T - 60, T - 30, 4));

        assertThat(ledger()).containsExactly(proven(T - 100, T - 60, 6), proven(T - 60, T - 30, 4));
    }

    @Test
    void what_lies_after_is_kept_where_old_time_is_listed_again_from_its_beginning() {
        long old = T - 86_400;
        save(List.of(), proven(old, old + 100, 10));
        save(List.of(), proven(old, old + 60, 7));

        assertThat(ledger()).containsExactly(proven(old, old + 60, 7), proven(old + 60, old + 100, 3));
    }

    @Test
    void what_lies_after_is_listed_again_where_a_clock_that_was_ahead_may_have_proven_it() {
        save(List.of(), proven(T - 100, T, 10));
        save(List.of(), proven(T - 100, T - 60, 7));

        assertThat(ledger()).containsExactly(proven(T - 100, T - 60, 7));
    }

    @Test
    void spans_that_are_overlapped_whole_are_replaced() {
        save(List.of(), proven(T - 100, T - 50, 3), unproven(T - 50, T, 9));
        save(List.of(), proven(T - 100, T - 80, 1), proven(T - 80, T, 12));

        assertThat(ledger()).containsExactly(proven(T - 100, T - 80, 1), proven(T - 80, T, 12));
    }

    @Test
    void the_watermark_ends_where_the_first_unbroken_run_does_and_never_moves_back() {
        save(List.of(), proven(T - 100, T - 80, 0));
        save(List.of(), unproven(T - 80, T - 60, 1), proven(T - 60, T, 0));
        assertThat(completeThrough("calls")).isEqualTo(at(T - 80));

        save(List.of(), proven(T - 80, T - 60, 1));
        assertThat(completeThrough("calls")).isEqualTo(NOW);

        save(List.of(), unproven(T - 100, T - 90, 1));
        assertThat(completeThrough("calls")).isEqualTo(NOW);
    }

    @Test
    void a_sweep_and_the_compaction_of_what_it_sweeps_never_stand_in_each_other_s_way()
            throws InterruptedException, ExecutionException {
        long day = T - T % 86_400 - 86_400;
        for (int round = 0; round < 8; round++) {
            for (long hour = 0; hour < 6; hour++) {
                save(List.of(), proven(day + hour * 3600, day + (hour + 1) * 3600, 1));
            }
            FutureTask<Boolean> compaction = new FutureTask<>(() -> {
                store.listings().compactCoverage(NOW);
                return true;
            });
            Thread beside = Thread.ofVirtual().start(compaction);
            for (long hour = 0; hour < 6; hour++) {
                save(List.of(), proven(day + hour * 3600, day + (hour + 1) * 3600, 2 + round));
            }
            assertThat(compaction.get()).isTrue();
            beside.join();

            assertThat(ledger().getFirst().window().from()).isEqualTo(day);
            assertThat(ledger().getLast().window().to()).isEqualTo(day + 6 * 3600);
        }
    }

    @Test
    void what_a_wrong_clock_wrote_into_the_future_can_be_withdrawn() {
        save(List.of(), proven(T - 100, T, 1));
        save(List.of(), proven(T, T + 86_400, 0));
        store.listings()
                .recordLostTime(
                        account.id(), LogStream.CALLS, List.of(new TimeWindow(T + 86_400, T + 90_000)), "lost", NOW);
        assertThat(completeThrough("calls")).isEqualTo(at(T + 90_000));

        store.listings().withdrawAfter(account.id(), LogStream.CALLS, NOW);

        assertThat(completeThrough("calls")).isEqualTo(NOW);
        assertThat(ledger()).containsExactly(proven(T - 100, T, 1));
        assertThat(store.status().gaps(account.id())).isEmpty();
    }

    @Test
    void what_is_unproven_at_the_very_beginning_holds_the_watermark() {
        save(List.of(), unproven(T - 100, T - 80, 1));
        save(List.of(), proven(T - 80, T, 1));

        assertThat(completeThrough("calls")).isEqualTo(Instant.MIN);
    }

    @Test
    void coverage_is_what_overlaps_the_window_earliest_first() {
        save(List.of(), proven(T - 100, T - 80, 1), proven(T - 80, T - 60, 2), proven(T - 60, T, 3));

        assertThat(store.listings().coverage(account.id(), LogStream.CALLS, new TimeWindow(T - 80, T - 59)))
                .containsExactly(proven(T - 80, T - 60, 2), proven(T - 60, T, 3));
        assertThat(store.listings().beginning(account.id(), LogStream.CALLS)).contains(at(T - 100));
        assertThat(store.listings().coverage(account.id(), LogStream.ERRORS, new TimeWindow(0, T)))
                .isEmpty();
    }

    @Test
    void unsettled_is_what_is_neither_proven_nor_lost_before_an_instant() {
        assertThat(unsettled(T)).isEmpty();
        save(List.of(), proven(T - 100, T - 80, 1), unproven(T - 80, T - 60, 2));
        save(List.of(), proven(T - 40, T, 0));

        assertThat(unsettled(T - 50)).containsExactly(new TimeWindow(T - 80, T - 50));
        assertThat(unsettled(T)).containsExactly(new TimeWindow(T - 80, T - 40));
        assertThat(unsettled(T - 100)).isEmpty();
    }

    private List<TimeWindow> unsettled(long before) {
        return store.listings().unsettled(account.id(), LogStream.CALLS, at(before));
    }

    @Test
    void lost_time_is_written_down_once_and_the_watermark_passes_it() {
        save(List.of(), proven(T - 100, T - 80, 1), unproven(T - 80, T - 60, 2), proven(T - 60, T, 0));

        assertThat(lose(new TimeWindow(T - 80, T - 60))).isOne();
        assertThat(lose(new TimeWindow(T - 80, T - 60))).isZero();
        assertThat(lose()).isZero();

        assertThat(completeThrough("calls")).isEqualTo(NOW);
        assertThat(unsettled(T)).isEmpty();
        assertThat(ledger()).as("what is lost is not unproven any more").hasSize(2);
        assertThat(store.status().gaps(account.id()))
                .containsExactly(new Gap("calls", at(T - 80), at(T - 60), null, "why", NOW));
    }

    @Test
    void what_is_lost_piece_by_piece_is_not_unproven_any_more() {
        save(List.of(), proven(T - 100, T - 80, 1), unproven(T - 80, T - 60, 2), proven(T - 60, T, 0));

        lose(new TimeWindow(T - 80, T - 70));
        assertThat(ledger()).as("half of it could still be proven").hasSize(3);
        lose(new TimeWindow(T - 70, T - 65));
        lose(new TimeWindow(T - 65, T - 60));

        assertThat(ledger()).containsExactly(proven(T - 100, T - 80, 1), proven(T - 60, T, 0));
        assertThat(completeThrough("calls")).isEqualTo(NOW);
    }

    @Test
    void what_stays_unproven_before_a_proven_part_is_forgotten_if_it_is_lost() {
        save(List.of(), proven(T - 100, T - 80, 1), unproven(T - 80, T - 60, 2));
        lose(new TimeWindow(T - 80, T - 70));

        save(List.of(), proven(T - 70, T, 2));

        assertThat(ledger()).containsExactly(proven(T - 100, T - 80, 1), proven(T - 70, T, 2));
    }

    @Test
    void of_lost_time_only_what_was_not_known_is_new() {
        lose(new TimeWindow(T - 80, T - 60));

        assertThat(lose(new TimeWindow(T - 90, T - 50))).isEqualTo(2);
        assertThat(store.status().gaps(account.id())).hasSize(3);
    }

    private int lose(TimeWindow... windows) {
        return store.listings().recordLostTime(account.id(), LogStream.CALLS, List.of(windows), "why", NOW);
    }

    @Test
    void hours_become_days_and_prove_the_same() {
        long day = T / 86_400 * 86_400;
        save(
                List.of(),
                proven(day - 3600, day, 1),
                proven(day, day + 3600, 2),
                proven(day + 3600, day + 7200, 3),
                unproven(day + 7200, day + 7300, 4),
                proven(day + 7300, day + 7400, 5),
                proven(day + 7400, day + 9000, 6));

        store.listings().compactCoverage(at(day + 7400));

        assertThat(ledger())
                .containsExactly(
                        proven(day - 3600, day, 1),
                        proven(day, day + 7200, 5),
                        unproven(day + 7200, day + 7300, 4),
                        proven(day + 7300, day + 7400, 5),
                        proven(day + 7400, day + 9000, 6));
    }

    @Test
    void identical_lines_are_kept_apart_and_known_again_and_sessions_tell_their_times() {
        RawLine line = RawLine.received("inbound 6175550199 12 [20/Nov/2026:14:59:00 -0500] 8005550142 100001;001;"
                + (T - 70) + " " + (T - 60) + " " + (T - 30) + " 0:00:30");
        Rows.Sessions twice = new Rows.Sessions(new Lines(account.zone()).sessions(List.of(line, line)));

        assertThat(store.listings().save(account.id(), new Listing(twice, List.of(), NOW)))
                .isEqualTo(new Written(2, 0));
        assertThat(store.listings().save(account.id(), new Listing(twice, List.of(), NOW)))
                .isEqualTo(Written.NOTHING);
        assertThat(store.sessionTimes()
                        .of(
                                account.id(),
                                java.util.Objects.requireNonNull(
                                        twice.list().getFirst().sessionId())))
                .containsExactly(new TimeWindow(T - 60, T - 29), new TimeWindow(T - 60, T - 29));
    }

    @Test
    void of_an_error_line_only_an_ambiguous_time_may_change() {
        RawLine line = RawLine.received("error 6175550199 12 [01/Nov/2026:01:30:00 -0400] 8005550142 100001;001;"
                + Instant.parse("2026-11-01T04:00:00Z").getEpochSecond() + " error.badfetch");
        Lines lines = new Lines(account.zone());
        long later = Instant.parse("2026-11-01T06:00:00Z").getEpochSecond();
        Rows ambiguous = new Rows.Errors(lines.errors(List.of(line), session -> List.of()));
        Rows settled =
                new Rows.Errors(lines.errors(List.of(line), session -> List.of(new TimeWindow(later, later + 7200))));

        assertThat(store.listings().save(account.id(), new Listing(ambiguous, List.of(), NOW)))
                .isEqualTo(new Written(1, 0));
        assertThat(store.listings().save(account.id(), new Listing(settled, List.of(), NOW)))
                .isEqualTo(new Written(0, 1));
        assertThat(store.listings().save(account.id(), new Listing(ambiguous, List.of(), NOW)))
                .isEqualTo(Written.NOTHING);
    }

    private static UnreadRow unread(String text) {
        return new UnreadRow(text, "log_id is null", OptionalLong.empty());
    }

    private void saveDoubtful(Instant now, Doubt doubt, CoverageSpan... spans) {
        store.listings()
                .save(account.id(), new Listing(new Rows.Calls(List.of()), List.of(spans), now, Optional.of(doubt)));
    }

    @Test
    void why_a_span_is_unproven_is_known_since_when_and_until_it_is_proven() {
        saveDoubtful(NOW, new Doubt("HTTP 500"), unproven(T - 80, T - 79, 0));
        saveDoubtful(NOW.plusSeconds(60), new Doubt("HTTP 504"), unproven(T - 80, T - 79, 0));

        assertThat(store.status().unproven(account.id()))
                .containsExactly(new UnprovenSpan(
                        "calls", new TimeWindow(T - 80, T - 79), "HTTP 504", NOW, NOW.plusSeconds(60)));
        assertThat(store.status().status(account, NOW).unproven()).hasSize(1);

        save(List.of(), proven(T - 80, T - 79, 0));
        assertThat(store.status().unproven(account.id())).isEmpty();
    }

    @Test
    void an_unproven_span_of_which_nobody_knows_why_is_told_too() {
        save(List.of(), unproven(T - 80, T - 60, 3));

        assertThat(store.status().unproven(account.id())).singleElement().satisfies(it -> {
            assertThat(it.window()).isEqualTo(new TimeWindow(T - 80, T - 60));
            assertThat(it.why()).isEqualTo("the provider's total and its rows did not match");
        });
    }

    @Test
    void lost_time_is_not_unproven_any_more() {
        saveDoubtful(NOW, new Doubt("HTTP 500"), unproven(T - 80, T - 79, 0));

        lose(new TimeWindow(T - 80, T - 79));

        assertThat(store.status().unproven(account.id())).isEmpty();
    }

    @Test
    void a_row_that_cannot_be_read_is_kept_once_until_its_time_is_proven() {
        saveDoubtful(
                NOW, new Doubt("2 rows", List.of(unread("a"), unread("b"), unread("a"))), unproven(T - 80, T - 60, 2));
        saveDoubtful(NOW.plusSeconds(60), new Doubt("a row", List.of(unread("a"))), unproven(T - 80, T - 79, 1));

        assertThat(store.status().unread(account.id()))
                .extracting(KeptUnread::text)
                .containsExactlyInAnyOrder("a", "b");
        assertThat(store.status().status(account, NOW).unreadRows()).isEqualTo(2);
        assertThat(store.status().unread(account.id()))
                .filteredOn(it -> it.text().equals("a"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.window()).isEqualTo(new TimeWindow(T - 80, T - 79));
                    assertThat(it.firstSeen()).isEqualTo(NOW);
                    assertThat(it.lastSeen()).isEqualTo(NOW.plusSeconds(60));
                    assertThat(it.reason()).isEqualTo("log_id is null");
                });

        save(List.of(), proven(T - 80, T - 79, 0));
        assertThat(store.status().unread(account.id()))
                .extracting(KeptUnread::text)
                .containsExactly("b");
        save(List.of(), proven(T - 79, T - 60, 0));
        assertThat(store.status().unread(account.id())).isEmpty();
    }

    @Test
    void a_row_that_cannot_be_read_is_redacted_with_its_reason_and_its_hash() {
        saveDoubtful(
                NOW,
                new Doubt("a row: log_id is null", List.of(unread("a 1"), unread("a 2"))),
                unproven(T - 80, T - 79, 2));

        for (KeptUnread row : store.texts().unread(account.id())) {
            store.texts().replace(account.id(), row, "a *", "*");
        }

        assertThat(store.texts().unread(account.id())).singleElement().satisfies(it -> {
            assertThat(it.text()).isEqualTo("a *");
            assertThat(it.reason()).isEqualTo("*");
        });
        assertThat(store.status().unproven(account.id()).getFirst().why()).isEqualTo("a row: *");
    }

    @Test
    void how_much_may_be_asked_for_is_remembered_for_each_question_and_forgotten() {
        WindowLimit week = new WindowLimit(604_800, 10_000, NOW);
        WindowLimit rows = new WindowLimit(WindowLimit.NO_LIMIT, 1000, NOW.plusSeconds(5));
        assertThat(limit(WindowLimit.Question.LIST)).isEmpty();

        remember(WindowLimit.Question.LIST, Optional.of(week));
        remember(WindowLimit.Question.TOTAL, Optional.of(week));
        remember(WindowLimit.Question.TOTAL, Optional.of(rows));
        assertThat(limit(WindowLimit.Question.LIST)).contains(week);
        assertThat(limit(WindowLimit.Question.TOTAL)).contains(rows);

        remember(WindowLimit.Question.LIST, Optional.empty());
        remember(WindowLimit.Question.LIST, Optional.empty());
        assertThat(limit(WindowLimit.Question.LIST)).isEmpty();
        assertThat(limit(WindowLimit.Question.TOTAL)).contains(rows);
    }

    private Optional<WindowLimit> limit(WindowLimit.Question question) {
        return store.listings().windowLimit(account.id(), LogStream.CALLS, question);
    }

    private void remember(WindowLimit.Question question, Optional<WindowLimit> limit) {
        store.listings().limitWindows(account.id(), LogStream.CALLS, question, limit);
    }
}
