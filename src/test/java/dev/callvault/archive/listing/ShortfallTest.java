package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.proof.SpanRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ten rows an hour in the ledger; each test says how many are stored. */
class ShortfallTest {
    private static Map<CoverageSpan, Long> lacking(long untimed, long... rows) {
        return Shortfall.of(hours(rows), untimed);
    }

    private static List<SpanRows> hours(long... rows) {
        List<SpanRows> spans = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            spans.add(new SpanRows(hour(i), rows[i]));
        }
        return spans;
    }

    private static CoverageSpan hour(long number) {
        return new CoverageSpan(new TimeWindow(number * 3600, (number + 1) * 3600), 10, true);
    }

    @Test
    void spans_that_hold_what_the_ledger_says_or_more_lack_nothing() {
        assertThat(lacking(0, 10, 10, 13)).isEmpty();
        assertThat(lacking(0)).isEmpty();
    }

    @Test
    void what_is_missing_is_counted_span_by_span() {
        assertThat(lacking(0, 7, 10, 0)).isEqualTo(Map.of(hour(0), 3L, hour(2), 10L));
    }

    @Test
    void a_neighbour_s_surplus_makes_up_for_what_is_lacking_before_or_behind_it() {
        assertThat(lacking(0, 8, 12)).isEmpty();
        assertThat(lacking(0, 12, 8)).isEmpty();
        assertThat(lacking(0, 9, 12, 9)).isEmpty();
        assertThat(lacking(0, 6, 12, 10)).isEqualTo(Map.of(hour(0), 2L));
        assertThat(lacking(0, 10, 12, 6)).isEqualTo(Map.of(hour(2), 2L));
    }

    @Test
    void one_surplus_does_not_make_up_for_two() {
        assertThat(lacking(0, 9, 11, 9)).isEqualTo(Map.of(hour(2), 1L));
    }

    @Test
    void a_surplus_further_away_makes_up_for_nothing() {
        assertThat(lacking(0, 9, 10, 11)).isEqualTo(Map.of(hour(0), 1L));
        List<SpanRows> apart = List.of(new SpanRows(hour(0), 9), new SpanRows(hour(2), 11));
        assertThat(Shortfall.of(apart, 0)).as("with a hole between them").isEqualTo(Map.of(hour(0), 1L));
    }

    @Test
    void rows_without_a_time_make_up_for_as_many_anywhere() {
        assertThat(lacking(3, 8, 10, 9)).isEmpty();
        assertThat(lacking(2, 8, 10, 9)).isEqualTo(Map.of(hour(2), 1L));
        assertThat(lacking(1, 8, 10, 9)).isEqualTo(Map.of(hour(0), 1L, hour(2), 1L));
        assertThat(lacking(5, 12, 10)).isEmpty();
    }
}
