package dev.callvault.archive;

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
}
