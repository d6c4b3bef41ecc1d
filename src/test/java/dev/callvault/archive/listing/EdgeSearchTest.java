package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EdgeSearchTest {
    private static final long T = 1_700_000_000;
    private static final TimeWindow YEAR = new TimeWindow(T, T + 364 * 86_400);

    private final List<Long> questions = new ArrayList<>();

    private OptionalLong earliest(TimeWindow window, long allowedFrom) {
        return EdgeSearch.earliest(window, second -> {
            questions.add(second);
            return second < allowedFrom;
        });
    }

    @Test
    void goes_a_minute_ten_minutes_and_an_hour_later_first() {
        assertThat(earliest(YEAR, T + 1)).hasValue(T + 60);
        assertThat(earliest(YEAR, T + 61)).hasValue(T + 600);
        assertThat(earliest(YEAR, T + 601)).hasValue(T + 3900);
        assertThat(questions).containsExactly(T + 60, T + 60, T + 600, T + 60, T + 600, T + 3900);
    }

    @Test
    void finds_an_edge_that_lies_days_later_to_ten_minutes() {
        for (long allowed : new long[] {T + 3901, T + 7801, T + 64 * 86_400, T + 363 * 86_400}) {
            questions.clear();

            long found = earliest(YEAR, allowed).orElseThrow();

            assertThat(found).isBetween(allowed, allowed + 600);
            assertThat(questions).hasSizeLessThan(32);
        }
    }

    @Test
    void finds_nothing_where_every_start_is_refused() {
        assertThat(earliest(YEAR, Long.MAX_VALUE)).isEmpty();
        assertThat(questions).hasSizeLessThan(20).last().isEqualTo(YEAR.to() - 1);
    }

    @Test
    void stays_within_a_short_window() {
        assertThat(earliest(new TimeWindow(T, T + 60), Long.MAX_VALUE)).isEmpty();
        assertThat(earliest(new TimeWindow(T, T + 601), T + 600)).hasValue(T + 600);
        assertThat(earliest(new TimeWindow(T, T + 4000), T + 3999)).hasValue(T + 3999);
        assertThat(questions).allMatch(it -> it < T + 4000);
    }

    @Test
    void asks_about_no_second_behind_a_window_however_short() {
        for (long length : new long[] {60, 600, 3900, 3901, 7801, 40_000}) {
            questions.clear();
            TimeWindow window = new TimeWindow(T, T + length);

            assertThat(earliest(window, T + length)).isEmpty();
            assertThat(questions).allMatch(it -> it < window.to());
        }
    }

    @Test
    void looks_no_closer_than_ten_minutes() {
        TimeWindow window = new TimeWindow(T, T + 4501);

        assertThat(earliest(window, T + 3901)).hasValue(T + 4500);
        assertThat(questions).endsWith(T + 3900, T + 4500);
    }

    @Test
    void an_edge_that_is_near_costs_few_questions_however_wide_the_window() {
        assertThat(earliest(YEAR, T + 3901)).isPresent();
        assertThat(questions).hasSizeLessThan(10).allMatch(it -> it <= T + 7800);
    }
}
