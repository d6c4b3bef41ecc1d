package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanCutterTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void calls_are_kept_by_the_hour() {
        TimeWindow window = TimeWindow.between(NOW.minus(Duration.ofMinutes(150)), NOW);
        List<CoverageSpan> spans = SpanCutter.cut(
                LogStream.CALLS,
                window,
                List.of(NOW.minusSeconds(1), NOW.minusSeconds(7200), NOW.minusSeconds(7201)),
                NOW);

        assertThat(spans).extracting(CoverageSpan::total).containsExactly(1L, 1L, 1L);
        assertThat(spans.getFirst().window().seconds()).isEqualTo(1800);
    }

    @Test
    void old_sessions_are_kept_by_the_day_and_recent_ones_by_the_hour() {
        TimeWindow window = TimeWindow.between(NOW.minus(Duration.ofDays(10)), NOW);

        List<CoverageSpan> spans = SpanCutter.cut(LogStream.SESSIONS, window, List.of(), NOW);

        assertThat(spans).hasSizeBetween(8 + 36, 9 + 48);
        assertThat(spans.getLast().window().seconds()).isEqualTo(3600);
        assertThat(spans.get(2).window().seconds()).isEqualTo(86_400);
    }

    @Test
    void rows_without_a_time_or_outside_the_window_still_count() {
        TimeWindow window = TimeWindow.between(NOW.minus(Duration.ofHours(3)), NOW);

        List<CoverageSpan> spans = SpanCutter.cut(
                LogStream.ERRORS,
                window,
                Arrays.asList(null, NOW.plusSeconds(500), NOW.minus(Duration.ofDays(1)), NOW.minusSeconds(1), null),
                NOW);

        assertThat(spans.stream().mapToLong(CoverageSpan::total).sum()).isEqualTo(5);
        assertThat(spans.getLast().total()).isEqualTo(3);
    }

    @Test
    void spans_are_cut_at_whole_hours_and_days_and_touch() {
        long noon = NOW.getEpochSecond();
        TimeWindow window = new TimeWindow(noon - 5400, noon + 1800);

        assertThat(SpanCutter.cut(LogStream.CALLS, window, List.of(), NOW))
                .containsExactly(
                        new CoverageSpan(new TimeWindow(noon - 5400, noon - 3600), 0, true),
                        new CoverageSpan(new TimeWindow(noon - 3600, noon), 0, true),
                        new CoverageSpan(new TimeWindow(noon, noon + 1800), 0, true));
        long before = noon - Duration.ofDays(20).toSeconds();
        assertThat(SpanCutter.cut(LogStream.ERRORS, new TimeWindow(before, before + 86_400), List.of(), NOW))
                .extracting(CoverageSpan::window)
                .containsExactly(
                        new TimeWindow(before, before + 43_200), new TimeWindow(before + 43_200, before + 86_400));
    }

    @Test
    void hours_begin_two_days_ago_to_the_second() {
        long fine = NOW.minus(Duration.ofDays(2)).getEpochSecond();

        assertThat(SpanCutter.cut(LogStream.SESSIONS, new TimeWindow(fine, fine + 7200), List.of(), NOW))
                .hasSize(2);
        assertThat(SpanCutter.cut(LogStream.SESSIONS, new TimeWindow(fine - 1, fine + 7199), List.of(), NOW))
                .hasSize(1);
    }

    @Test
    void a_row_counts_in_the_span_whose_first_second_is_its_own() {
        long noon = NOW.getEpochSecond();

        List<CoverageSpan> spans = SpanCutter.cut(
                LogStream.CALLS,
                new TimeWindow(noon - 7200, noon),
                List.of(
                        Instant.ofEpochSecond(noon - 7200),
                        Instant.ofEpochSecond(noon - 3601),
                        Instant.ofEpochSecond(noon - 3600),
                        Instant.ofEpochSecond(noon - 1),
                        Instant.ofEpochSecond(noon)),
                NOW);

        assertThat(spans).extracting(CoverageSpan::total).containsExactly(2L, 3L);
    }

    @Test
    void a_row_without_a_time_counts_beside_the_one_before_it() {
        long noon = NOW.getEpochSecond();

        assertThat(SpanCutter.cut(
                        LogStream.ERRORS,
                        new TimeWindow(noon - 7200, noon),
                        Arrays.asList(null, Instant.ofEpochSecond(noon - 5), null, Instant.ofEpochSecond(noon - 5000)),
                        NOW))
                .extracting(CoverageSpan::total)
                .containsExactly(2L, 2L);
    }
}
