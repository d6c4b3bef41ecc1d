package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.bodies.ListedCalls;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListerTest {
    private static final TimeWindow DAY = new TimeWindow(0, 86_400);

    @Test
    void a_window_that_one_answer_holds_costs_one_request() {
        ListedCalls calls = new ListedCalls().with(8_000, 0, 10);

        calls.list(DAY);

        assertThat(calls.requests).isOne();
        assertThat(calls.seconds(true)).isEqualTo(86_400);
        assertThat(calls.kept).hasSize(8_000);
    }

    @Test
    void a_window_with_more_is_split_by_its_total_into_nearly_full_answers() {
        ListedCalls calls = new ListedCalls().with(40_000, 0, 2);

        calls.list(DAY);

        assertThat(calls.requests).isLessThanOrEqualTo(1 + 6);
        assertThat(calls.seconds(true)).isEqualTo(86_400);
        assertThat(calls.kept).hasSize(40_000);
    }

    @Test
    void an_answer_that_is_full_to_the_brim_proves_nothing_by_itself() {
        ListedCalls calls = new ListedCalls().with(40_000, 0, 2);
        calls.totalIsOfThePage = true;

        calls.list(DAY);

        assertThat(calls.seconds(true)).isEqualTo(86_400);
        assertThat(calls.kept).hasSize(40_000);
    }

    @Test
    void a_server_that_caps_and_shuffles_its_pages_is_listed_whole() {
        ListedCalls calls = new ListedCalls().with(2_000, 0, 40);
        calls.cap = 50;
        calls.isShuffled = true;

        calls.list(DAY);

        assertThat(calls.seconds(true)).isEqualTo(86_400);
        assertThat(calls.kept).hasSize(2_000);
        assertThat(calls.requests).isLessThan(120);
    }

    @Test
    void a_crowded_second_is_paged_even_when_the_order_changes() {
        ListedCalls calls = new ListedCalls().with(23, 500, 0);
        calls.cap = 10;
        calls.isShuffled = true;

        calls.list(new TimeWindow(499, 502));

        assertThat(calls.kept).hasSizeGreaterThanOrEqualTo(10);
        assertThat(calls.proven.keySet()).contains(new TimeWindow(500, 501));
        assertThat(calls.proven.get(new TimeWindow(500, 501))).isEqualTo(calls.kept.size() == 23);
    }

    @Test
    void what_only_the_first_of_two_answers_showed_is_kept() {
        ListedCalls calls = new ListedCalls().with(2, 100, 10);
        CallSummary hidden =
                calls.streamSource().ask().apply(ListQuery.all(DAY)).rows().getLast();
        List<Page<CallSummary>> answers = new ArrayList<>(List.of(
                new Page<>(
                        1, calls.streamSource().ask().apply(ListQuery.all(DAY)).rows(), 0),
                new Page<>(0, List.of(), 0)));
        calls.other = query -> answers.removeFirst();

        calls.list(DAY);

        assertThat(calls.kept.values()).contains(hidden);
    }

    @Test
    void totals_that_are_always_wrong_prove_nothing_keep_every_row_and_cost_a_bounded_number_of_requests() {
        for (long off : new long[] {-2, 1, 7}) {
            ListedCalls calls = new ListedCalls().with(300, 0, 200);
            calls.totalIsOffBy = off;

            calls.list(DAY);

            assertThat(calls.seconds(false) + calls.seconds(true)).isEqualTo(86_400);
            assertThat(calls.kept).hasSize(300);
            assertThat(calls.requests).isLessThan(120);
        }
    }

    @Test
    void an_empty_window_is_proven_empty() {
        ListedCalls calls = new ListedCalls();

        calls.list(DAY);

        assertThat(calls.requests).isOne();
        assertThat(calls.seconds(true)).isEqualTo(86_400);
    }
}
