package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.bodies.ListedCalls;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many requests a window costs that no response holds; listed oldest first, newest first and in no order. */
class SpreadTest {
    private static final long DAY = 86_400;
    private static final TimeWindow YEAR = new TimeWindow(0, 364 * DAY);

    private static ListedCalls evenly() {
        return new ListedCalls().with(40_000, 0, 364 * DAY / 40_000);
    }

    private static ListedCalls inTheLastDays() {
        return new ListedCalls().with(20_000, 359 * DAY, 21);
    }

    private static ListedCalls inTheFirstDays() {
        return new ListedCalls().with(20_000, 0, 21);
    }

    private static ListedCalls inTwoMonths() {
        return new ListedCalls().with(30_000, 100 * DAY, 86).with(30_000, 300 * DAY, 86);
    }

    private static ListedCalls inOneSecond() {
        return new ListedCalls().with(25_000, 200 * DAY, 0);
    }

    private static int requests(ListedCalls calls, int rows) {
        calls.list(YEAR);
        assertThat(calls.kept).hasSize(rows);
        assertThat(calls.seconds(true)).isEqualTo(YEAR.seconds());
        return calls.requests;
    }

    private static ListedCalls newestFirst(ListedCalls calls) {
        calls.isNewestFirst = true;
        return calls;
    }

    private static ListedCalls inNoOrder(ListedCalls calls) {
        calls.isShuffled = true;
        return calls;
    }

    @Test
    void rows_that_lie_in_a_few_days_of_a_year_are_found_at_once() {
        assertThat(requests(inTheLastDays(), 20_000)).isLessThanOrEqualTo(5);
        assertThat(requests(newestFirst(inTheLastDays()), 20_000)).isLessThanOrEqualTo(5);
        assertThat(requests(inNoOrder(inTheLastDays()), 20_000)).isLessThanOrEqualTo(5);
        assertThat(requests(inTheFirstDays(), 20_000)).isLessThanOrEqualTo(5);
        assertThat(requests(newestFirst(inTheFirstDays()), 20_000)).isLessThanOrEqualTo(5);
    }

    @Test
    void rows_that_lie_evenly_cost_what_their_number_needs() {
        assertThat(requests(evenly(), 40_000)).isLessThanOrEqualTo(1 + 5);
        assertThat(requests(newestFirst(evenly()), 40_000)).isLessThanOrEqualTo(1 + 5);
        assertThat(requests(inNoOrder(evenly()), 40_000)).isLessThanOrEqualTo(1 + 5);
    }

    @Test
    void a_guess_that_a_gap_proves_wrong_costs_a_few_requests_more() {
        assertThat(requests(inTwoMonths(), 60_000)).isLessThanOrEqualTo(20);
        assertThat(requests(newestFirst(inTwoMonths()), 60_000)).isLessThanOrEqualTo(20);
        assertThat(requests(inNoOrder(inTwoMonths()), 60_000)).isLessThanOrEqualTo(10);
    }

    @Test
    void a_crowded_second_is_isolated_at_once() {
        assertThat(requests(inOneSecond(), 25_000)).isLessThanOrEqualTo(10);
        assertThat(requests(newestFirst(inOneSecond()), 25_000)).isLessThanOrEqualTo(10);
    }

    @Test
    void a_total_of_the_response_alone_says_nothing_of_the_others() {
        ListedCalls calls = inTwoMonths();
        calls.totalIsOfThePage = true;

        assertThat(requests(calls, 60_000)).isLessThanOrEqualTo(20);
    }

    @Test
    void rows_whose_time_is_unknown_or_elsewhere_are_cut_into_equal_parts() {
        Spread spread = new Spread(new TimeWindow(0, 300), 25, 10, 9);
        List<@Nullable Instant> unknown = new ArrayList<>(Collections.nCopies(20, Instant.ofEpochSecond(5)));
        unknown.set(3, null);
        List<@Nullable Instant> elsewhere = new ArrayList<>(Collections.nCopies(20, Instant.ofEpochSecond(300)));

        assertThat(spread.cut(unknown)).isEqualTo(Windows.split(new TimeWindow(0, 300), 3));
        assertThat(spread.cut(elsewhere)).isEqualTo(Windows.split(new TimeWindow(0, 300), 3));
        assertThat(spread.cut(List.of())).isEqualTo(Windows.split(new TimeWindow(0, 300), 3));
    }

    @Test
    void whatever_the_times_there_are_at_least_two_parts_that_cover_the_window() {
        for (long seconds : new long[] {2, 3, 100}) {
            TimeWindow window = new TimeWindow(0, seconds);
            for (long second = 0; second < seconds; second++) {
                for (long total : new long[] {1, 100, 100_000}) {
                    List<TimeWindow> parts = new Spread(window, total, 100, 80)
                            .cut(Collections.nCopies(20, Instant.ofEpochSecond(second)));

                    assertThat(parts).hasSizeGreaterThan(1);
                    assertThat(Windows.subtract(window, parts)).isEmpty();
                    assertThat(parts.stream().mapToLong(TimeWindow::seconds).sum())
                            .isEqualTo(seconds);
                }
            }
        }
    }

    @Test
    void a_sample_has_the_first_and_the_last_row() {
        List<Long> rows = LongStream.range(0, 10_000).boxed().toList();

        assertThat(Spread.sample(rows)).hasSize(2_000).startsWith(0L).endsWith(9_999L);
        assertThat(Spread.sample(List.of(1L, 2L, 3L))).containsExactly(1L, 2L, 3L);
        assertThat(Spread.sample(List.of(1L))).containsExactly(1L);
    }
}
