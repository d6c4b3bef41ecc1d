package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.proof.SpanRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamSnapshotTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final long END = NOW.getEpochSecond();
    private static final long OPEN = Instant.parse("2026-11-20T19:00:00Z").getEpochSecond();
    private static final long HORIZON = NOW.minus(Duration.ofHours(118)).getEpochSecond();

    private static SpanRows span(long from, long to, long total, boolean isProven) {
        return new SpanRows(new CoverageSpan(new TimeWindow(from, to), total, isProven), total);
    }

    private static StreamSnapshot snapshot(SpanRows... spans) {
        return snapshot(List.of(), spans);
    }

    private static StreamSnapshot snapshot(List<Gap> gaps, SpanRows... spans) {
        return StreamSnapshot.of(
                LogStream.CALLS, new StreamSnapshot.Known(List.of(spans), 0, gaps, Map.of()), Duration.ofHours(1), NOW);
    }

    private static Gap gap(long from, long to) {
        return new Gap("calls", Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), null, "gone", NOW);
    }

    @Test
    void the_open_window_begins_at_a_whole_hour_or_with_the_span_that_reaches_into_it() {
        assertThat(snapshot().open()).isEqualTo(OPEN);
        assertThat(snapshot(span(OPEN - 900, OPEN + 60, 1, true)).open()).isEqualTo(OPEN - 900);
        assertThat(snapshot(span(OPEN - 900, OPEN, 1, true)).open())
                .as("it ends there")
                .isEqualTo(OPEN);
        assertThat(snapshot(span(OPEN, OPEN + 900, 1, true)).open())
                .as("it begins there")
                .isEqualTo(OPEN);
        assertThat(snapshot().now()).isEqualTo(END);
        assertThat(snapshot().horizon()).isEqualTo(HORIZON);
    }

    @Test
    void closed_proven_spans_that_are_retained_are_asked_about() {
        StreamSnapshot snapshot = snapshot(
                span(HORIZON - 10, HORIZON + 10, 1, true),
                span(HORIZON + 10, HORIZON + 20, 2, true),
                span(HORIZON + 20, HORIZON + 30, 3, false),
                span(HORIZON + 30, OPEN, 4, true),
                span(OPEN, END, 5, true));

        assertThat(snapshot.toAudit()).extracting(CoverageSpan::total).containsExactly(2L, 4L);
        assertThat(snapshot.openTotal()).isEqualTo(5);
        assertThat(snapshot.proven()).hasSize(4);
    }

    @Test
    void holes_are_cut_at_the_horizon_and_at_the_open_window() {
        StreamSnapshot snapshot = snapshot(span(HORIZON - 100, HORIZON - 50, 1, true));

        assertThat(snapshot.holes())
                .containsExactly(
                        new TimeWindow(HORIZON - 50, HORIZON),
                        new TimeWindow(HORIZON, OPEN),
                        new TimeWindow(OPEN, END));
        assertThat(snapshot.holes().stream().map(snapshot::isAskable)).containsExactly(false, true, true);
        assertThat(snapshot.holes().stream().map(snapshot::isOpen)).containsExactly(false, false, true);
    }

    @Test
    void lost_time_is_no_hole_and_a_lost_moment_is_no_time() {
        StreamSnapshot snapshot = snapshot(
                List.of(gap(OPEN + 60, END), gap(HORIZON + 50, HORIZON + 70), gap(OPEN, OPEN)),
                span(HORIZON, HORIZON + 50, 1, true),
                span(HORIZON + 70, OPEN, 1, true));

        assertThat(snapshot.lost())
                .containsExactly(new TimeWindow(HORIZON + 50, HORIZON + 70), new TimeWindow(OPEN + 60, END));
        assertThat(snapshot.holes()).containsExactly(new TimeWindow(OPEN, OPEN + 60));
    }

    @Test
    void a_clock_that_stands_before_the_ledger_sees_no_holes() {
        assertThat(snapshot(span(END, END + 50, 1, true)).holes()).isEmpty();
        assertThat(snapshot(span(END - 1, END, 1, true)).holes()).isEmpty();
    }

    @Test
    void all_that_is_retained_is_told_in_windows_that_one_answer_holds() {
        StreamSnapshot snapshot = snapshot(
                span(HORIZON - 20, HORIZON - 10, 7, true),
                span(HORIZON - 10, HORIZON + 10, 6000, true),
                span(HORIZON + 10, HORIZON + 20, 4000, false),
                span(HORIZON + 20, HORIZON + 30, 1, true),
                span(HORIZON + 40, END, 1, true));

        assertThat(snapshot.retained())
                .containsExactly(
                        new TimeWindow(HORIZON, HORIZON + 20),
                        new TimeWindow(HORIZON + 20, HORIZON + 30),
                        new TimeWindow(HORIZON + 30, HORIZON + 40),
                        new TimeWindow(HORIZON + 40, END));
    }

    @Test
    void what_ends_at_the_horizon_is_not_retained() {
        assertThat(snapshot(span(HORIZON - 20, HORIZON, 7, true), span(HORIZON, END, 7, true))
                        .retained())
                .containsExactly(new TimeWindow(HORIZON, END));
    }
}
