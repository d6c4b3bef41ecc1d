package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final long OPEN = Instant.parse("2026-11-20T19:00:00Z").getEpochSecond();
    private static final long END = NOW.getEpochSecond();
    /** Where retention is sure, whatever the clocks say. */
    private static final long HORIZON =
            NOW.minus(Duration.ofDays(5)).plus(Duration.ofHours(2)).getEpochSecond();

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void the_first_run_lists_all_that_is_retained_and_audits_nothing() {
        Plan plan = plan(Optional.empty(), List.of());

        assertThat(plan.toList()).containsExactly(new TimeWindow(HORIZON, OPEN), new TimeWindow(OPEN, END));
        assertThat(plan.toAudit()).isEmpty();
    }

    @Test
    void a_clock_that_stands_before_all_that_is_known_lists_nothing() {
        Plan plan = plan(beginning(END + 3600), List.of());

        assertThat(plan.toList()).isEmpty();
        assertThat(plan.toAudit()).isEmpty();
    }

    @Test
    void a_later_run_lists_the_open_window_from_the_whole_hour_and_audits_the_rest() {
        CoverageSpan closed = proven(HORIZON + 3600, OPEN);
        Plan plan = plan(beginning(HORIZON + 3600), List.of(closed, proven(OPEN, END - 300)));

        assertThat(plan.toList()).containsExactly(new TimeWindow(OPEN, END));
        assertThat(plan.toAudit()).containsExactly(closed);
    }

    @Test
    void what_lies_partly_behind_the_retention_is_not_audited_since_it_shrinks_there() {
        Plan plan = plan(
                beginning(HORIZON - 60), List.of(proven(HORIZON - 60, HORIZON + 3600), proven(HORIZON + 3600, OPEN)));

        assertThat(plan.toAudit()).containsExactly(proven(HORIZON + 3600, OPEN));
    }

    @Test
    void the_edge_of_the_retention_is_not_audited_since_the_clocks_may_differ() {
        Plan plan = plan(
                beginning(HORIZON - 7200),
                List.of(
                        proven(HORIZON - 7200, HORIZON - 1800),
                        proven(HORIZON - 1800, HORIZON),
                        proven(HORIZON, OPEN)));

        assertThat(plan.toAudit()).containsExactly(proven(HORIZON, OPEN));
    }

    @Test
    void time_that_was_missed_and_time_that_is_unproven_is_listed_as_it_stands() {
        CoverageSpan unproven = new CoverageSpan(new TimeWindow(OPEN - 9000, OPEN - 8000), 3, false);
        Plan plan = plan(
                beginning(HORIZON), List.of(proven(HORIZON, OPEN - 9000), unproven, proven(OPEN - 8000, OPEN - 7200)));

        assertThat(plan.toList())
                .containsExactly(unproven.window(), new TimeWindow(OPEN - 7200, OPEN), new TimeWindow(OPEN, END));
    }

    @Test
    void time_before_the_archive_began_is_not_asked_for() {
        Plan plan = plan(beginning(OPEN), List.of(proven(OPEN, END - 10)));

        assertThat(plan.toList()).containsExactly(new TimeWindow(OPEN, END));
    }

    @Test
    void a_sweep_lists_all_that_is_retained_again_in_answers_as_large_as_the_totals_allow() {
        List<CoverageSpan> ledger = List.of(
                proven(HORIZON, HORIZON + 3600),
                proven(HORIZON + 3600, HORIZON + 7200),
                proven(HORIZON + 7200, OPEN - 3600),
                proven(OPEN, END - 60));

        Plan sweep = Plan.sweep(LogStream.CALLS, beginning(HORIZON), ledger, HOUR, NOW, 10);

        assertThat(sweep.toList())
                .containsExactly(
                        new TimeWindow(HORIZON, HORIZON + 7200),
                        new TimeWindow(HORIZON + 7200, OPEN - 3600),
                        new TimeWindow(OPEN - 3600, OPEN),
                        new TimeWindow(OPEN, END));
        assertThat(sweep.toAudit()).isEmpty();
    }

    @Test
    void a_span_that_reaches_into_the_open_window_is_listed_and_not_audited() {
        Plan plan = plan(beginning(HORIZON), List.of(proven(HORIZON, OPEN - 60), proven(OPEN - 60, OPEN + 60)));

        assertThat(plan.toList()).containsExactly(new TimeWindow(OPEN - 60, OPEN), new TimeWindow(OPEN, END));
        assertThat(plan.toAudit()).containsExactly(proven(HORIZON, OPEN - 60));
    }

    @Test
    void several_unproven_spans_are_each_asked_for_as_they_stand() {
        CoverageSpan first = new CoverageSpan(new TimeWindow(HORIZON + 100, HORIZON + 200), 3, false);
        CoverageSpan second = new CoverageSpan(new TimeWindow(HORIZON + 300, HORIZON + 400), 3, false);
        Plan plan = plan(beginning(HORIZON), List.of(first, second, proven(HORIZON + 500, OPEN)));

        assertThat(plan.toList())
                .containsExactly(
                        new TimeWindow(HORIZON, HORIZON + 100),
                        first.window(),
                        new TimeWindow(HORIZON + 200, HORIZON + 300),
                        second.window(),
                        new TimeWindow(HORIZON + 400, HORIZON + 500),
                        new TimeWindow(OPEN, END));
    }

    @Test
    void the_longest_that_calls_are_looked_back_for_is_where_retention_is_sure_and_of_lines_a_year() {
        assertThat(Plan.of(LogStream.ERRORS, Optional.empty(), List.of(), HOUR, NOW)
                        .toList()
                        .getFirst()
                        .start())
                .isEqualTo(NOW.minus(Duration.ofDays(364)).plus(Duration.ofHours(2)));
    }

    private static Plan plan(Optional<Instant> beginning, List<CoverageSpan> ledger) {
        return Plan.of(LogStream.CALLS, beginning, ledger, HOUR, NOW);
    }

    private static Optional<Instant> beginning(long second) {
        return Optional.of(Instant.ofEpochSecond(second));
    }

    private static CoverageSpan proven(long from, long to) {
        return new CoverageSpan(new TimeWindow(from, to), 5, true);
    }
}
