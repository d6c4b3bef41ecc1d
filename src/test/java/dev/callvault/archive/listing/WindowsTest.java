package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static TimeWindow window(long from, long to) {
        return new TimeWindow(from, to);
    }

    private static CoverageSpan span(long from, long to, long total) {
        return new CoverageSpan(window(from, to), total, true);
    }

    @Test
    void a_window_is_split_into_parts_that_touch_and_differ_by_a_second_at_most() {
        assertThat(Windows.split(window(10, 20), 3)).containsExactly(window(10, 13), window(13, 16), window(16, 20));
        assertThat(Windows.split(window(10, 20), 2)).containsExactly(window(10, 15), window(15, 20));
        assertThat(Windows.split(window(10, 20), 1)).containsExactly(window(10, 20));
    }

    @Test
    void there_are_no_more_parts_than_seconds_and_never_none() {
        assertThat(Windows.split(window(10, 12), 1_000_000)).containsExactly(window(10, 11), window(11, 12));
        assertThat(Windows.split(window(10, 12), 0)).containsExactly(window(10, 12));
    }

    @Test
    void a_window_is_cut_at_an_instant_inside_it_and_nowhere_else() {
        assertThat(Windows.cut(window(10, 20), 11)).containsExactly(window(10, 11), window(11, 20));
        assertThat(Windows.cut(window(10, 20), 19)).containsExactly(window(10, 19), window(19, 20));
        for (long outside : new long[] {9, 10, 20, 21}) {
            assertThat(Windows.cut(window(10, 20), outside)).containsExactly(window(10, 20));
        }
    }

    @Test
    void spans_that_touch_are_joined_as_long_as_one_answer_holds_them() {
        List<CoverageSpan> spans = List.of(span(0, 10, 4), span(10, 20, 6), span(20, 30, 1), span(31, 40, 1));

        assertThat(Windows.join(spans, 10)).containsExactly(window(0, 20), window(20, 30), window(31, 40));
        assertThat(Windows.join(spans, 9)).containsExactly(window(0, 10), window(10, 30), window(31, 40));
        assertThat(Windows.join(spans, 11)).containsExactly(window(0, 30), window(31, 40));
        assertThat(Windows.join(List.of(), 10)).isEmpty();
    }

    @Test
    void a_span_that_holds_too_much_by_itself_stays_alone() {
        assertThat(Windows.join(List.of(span(0, 10, 99), span(10, 20, 1), span(20, 30, 2)), 10))
                .containsExactly(window(0, 10), window(10, 30));
    }

    @Test
    void all_that_touches_is_joined_with_its_totals() {
        assertThat(Windows.joinAll(List.of(span(0, 10, 4), span(10, 20, 6), span(21, 30, 1))))
                .containsExactly(span(0, 20, 10), span(21, 30, 1));
        assertThat(Windows.joinAll(List.of())).isEmpty();
    }

    @Test
    void what_others_leave_over_of_a_window_are_its_holes() {
        assertThat(Windows.subtract(window(10, 40), List.of(window(0, 12), window(20, 25), window(35, 50))))
                .containsExactly(window(12, 20), window(25, 35));
        assertThat(Windows.subtract(window(10, 40), List.of())).containsExactly(window(10, 40));
        assertThat(Windows.subtract(window(10, 40), List.of(window(10, 40)))).isEmpty();
        assertThat(Windows.subtract(window(10, 40), List.of(window(0, 30), window(5, 20))))
                .as("one within another")
                .containsExactly(window(30, 40));
        assertThat(Windows.subtract(window(10, 40), List.of(window(50, 60)))).containsExactly(window(10, 40));
        assertThat(Windows.subtract(window(10, 40), List.of(window(0, 39)))).containsExactly(window(39, 40));
    }
}
