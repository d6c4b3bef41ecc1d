package dev.callvault.serve.console;

import static dev.callvault.serve.console.CoverageGrid.State.BEFORE;
import static dev.callvault.serve.console.CoverageGrid.State.GONE;
import static dev.callvault.serve.console.CoverageGrid.State.LOST;
import static dev.callvault.serve.console.CoverageGrid.State.NONE;
import static dev.callvault.serve.console.CoverageGrid.State.NOT_YET;
import static dev.callvault.serve.console.CoverageGrid.State.NO_LOG;
import static dev.callvault.serve.console.CoverageGrid.State.OPEN;
import static dev.callvault.serve.console.CoverageGrid.State.PROVEN;
import static dev.callvault.serve.console.CoverageGrid.State.UNPROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogState;
import dev.callvault.call.TimeWindow;
import dev.callvault.serve.console.CoverageGrid.Listed;
import dev.callvault.store.status.Activity.LogHour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture: each hour shows the worst that is known of it. */
class CoverageGridTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void an_hour_is_proven_when_proven_spans_cover_all_of_it_that_the_ledger_knows() {
        Listed listed = listed(
                List.of(span("00:30", "02:00", true), span("02:00", "03:00", false), span("03:00", "04:30", true)),
                List.of(window("03:10", "03:20")),
                "06:00");

        assertThat(states(listed)).startsWith(PROVEN, PROVEN, UNPROVEN, LOST, UNPROVEN, OPEN, NOT_YET);
    }

    @Test
    void nothing_is_claimed_of_the_time_before_the_ledger() {
        assertThat(states(listed(List.of(span("02:00", "05:00", true)), List.of(), "06:00")))
                .startsWith(GONE, GONE, PROVEN, PROVEN, PROVEN, OPEN);
    }

    @Test
    void time_without_proof_says_why() {
        List<CoverageSpan> spans = List.of(span("03:00", "05:00", true));
        Listed listed = new Listed(spans, List.of(), at("02:00"), at("08:00"), at("09:00"));

        assertThat(states(listed))
                .startsWith(BEFORE, BEFORE, GONE, PROVEN, PROVEN, NOT_YET, NOT_YET, NOT_YET, OPEN, NOT_YET);
        assertThat(states(new Listed(List.of(), List.of(), at("02:00"), at("08:00"), at("09:00"))))
                .startsWith(BEFORE, BEFORE, NOT_YET, NOT_YET);
    }

    @Test
    void a_day_of_the_year_is_as_bad_as_its_worst_hour() {
        Listed listed = new Listed(
                List.of(span("00:00", "23:00", true)),
                List.of(window("04:00", "04:01")),
                MIDNIGHT,
                at("22:00"),
                at("23:00"));
        CoverageYear year = CoverageYear.of("calls", listed, LocalDate.of(2026, 11, 20), UTC);

        assertThat(year.months()).hasSize(CoverageYear.MONTHS);
        assertThat(year.months().getFirst().days()).hasSize(20);
        assertThat(year.months().getFirst().days().getLast().state()).isEqualTo(LOST);
        assertThat(year.months().getLast().days()).hasSize(30).allMatch(it -> it.state() == BEFORE);
    }

    @Test
    void an_hour_of_logs_is_as_bad_as_its_worst_log() {
        CoverageGrid grid = CoverageGrid.ofLogs(
                "main",
                List.of(
                        log(1, LogState.ARCHIVED),
                        log(2, LogState.ARCHIVED),
                        log(2, LogState.LOST),
                        log(3, LogState.QUARANTINED),
                        log(4, LogState.PENDING),
                        log(5, LogState.UNAVAILABLE)),
                listed(List.of(span("00:00", "06:00", true)), List.of(), "07:00"),
                window("00:00", "07:00"),
                UTC);

        assertThat(grid.days().getFirst().hours()).startsWith(NONE, PROVEN, LOST, UNPROVEN, NOT_YET, NO_LOG, NONE);
        assertThat(grid.counts()).containsEntry(LOST, 1L).doesNotContainKey(NONE);
    }

    @Test
    void the_hour_that_autumn_repeats_shows_the_worse_of_the_two() {
        ZoneId newYork = ZoneId.of("America/New_York");
        Instant night = Instant.parse("2026-11-01T04:00:00Z");
        CoverageGrid grid = CoverageGrid.ofLogs(
                "main",
                List.of(
                        new LogHour(Instant.parse("2026-11-01T05:00:00Z"), LogState.LOST, 1),
                        new LogHour(Instant.parse("2026-11-01T06:00:00Z"), LogState.ARCHIVED, 1)),
                new Listed(
                        List.of(new CoverageSpan(TimeWindow.between(night, night.plus(Duration.ofHours(25))), 1, true)),
                        List.of(),
                        night,
                        MIDNIGHT,
                        MIDNIGHT),
                TimeWindow.between(night, night.plus(Duration.ofHours(25))),
                newYork);

        assertThat(grid.days()).hasSize(1);
        assertThat(grid.days().getFirst().hours()).hasSize(24).startsWith(NONE, LOST, NONE);
    }

    private static LogHour log(int hour, LogState state) {
        return new LogHour(MIDNIGHT.plus(Duration.ofHours(hour)), state, 1);
    }

    private static List<CoverageGrid.State> states(Listed listed) {
        return CoverageGrid.of("main", "calls", listed, window("00:00", "12:00"), UTC)
                .days()
                .getFirst()
                .hours();
    }

    private static Listed listed(List<CoverageSpan> spans, List<TimeWindow> lost, String now) {
        return new Listed(spans, lost, MIDNIGHT, at(now).minus(Duration.ofHours(1)), at(now));
    }

    private static CoverageSpan span(String from, String to, boolean proven) {
        return new CoverageSpan(window(from, to), 1, proven);
    }

    private static TimeWindow window(String from, String to) {
        return TimeWindow.between(at(from), at(to));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-20T" + time + ":00Z");
    }
}
