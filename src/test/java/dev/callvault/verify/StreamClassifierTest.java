package dev.callvault.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.listing.Audit.Difference;
import dev.callvault.archive.listing.StreamSnapshot;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.proof.SpanRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Hours count from where retention is certain; the open window begins at hour 117, and the time is 118:30. */
class StreamClassifierTest {
    private static final long HOUR = 3600;
    private static final Instant NOW = Instant.parse("2026-11-20T20:30:00Z");
    private static final long HORIZON = NOW.minus(Duration.ofHours(5 * 24 - 2)).getEpochSecond();
    private static final long BEGIN = HORIZON - HORIZON % HOUR;
    private static final long OPEN = at(117);
    private static final long END = NOW.getEpochSecond();

    private final List<SpanRows> spans = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<TimeWindow, String> reasons = new HashMap<>();
    private long untimed;

    private static long at(long hour) {
        return BEGIN + hour * HOUR;
    }

    private static TimeWindow hours(long from, long to) {
        return new TimeWindow(at(from), at(to));
    }

    private static CoverageSpan span(long from, long to, long total, boolean isProven) {
        return new CoverageSpan(hours(from, to), total, isProven);
    }

    private StreamClassifierTest listed(long from, long to, long total) {
        spans.add(new SpanRows(span(from, to, total, true), total));
        return this;
    }

    private StreamSnapshot snapshot() {
        return StreamSnapshot.of(
                LogStream.CALLS, new StreamSnapshot.Known(spans, untimed, gaps, reasons), Duration.ofHours(1), NOW);
    }

    private ProviderSnapshot nothingNew() {
        return new ProviderSnapshot(List.of(), Map.of(), snapshot().openTotal(), Optional.empty(), Map.of());
    }

    private StreamVerification verification(ProviderSnapshot answers) {
        return StreamClassifier.of(LogStream.CALLS, snapshot(), answers);
    }

    private StreamVerification verification() {
        return verification(nothingNew());
    }

    @Test
    void time_whose_totals_agree_is_proven_and_told_as_one() {
        listed(1, 2, 3).listed(2, 117, 4);

        assertThat(verification().findings())
                .containsExactly(Finding.of(Certainty.PROVEN, 7, new TimeWindow(at(1), at(117)), ""));
        assertThat(verification().stream()).isEqualTo("calls");
        assertThat(verification().isIncomplete()).isFalse();
    }

    @Test
    void an_archive_that_has_listed_nothing_was_never_listed_as_far_as_the_provider_keeps() {
        StreamVerification verification = verification(new ProviderSnapshot(
                List.of(), Map.of(new TimeWindow(HORIZON, OPEN), 12L), 5, Optional.empty(), Map.of()));

        assertThat(verification.findings())
                .containsExactly(
                        Finding.of(Certainty.NEVER_LISTED, 12, new TimeWindow(HORIZON, OPEN), ""),
                        Finding.of(
                                Certainty.PENDING,
                                5,
                                new TimeWindow(OPEN, END),
                                "new in the open window; the next run will list it"));
    }

    @Test
    void a_hole_is_never_listed_and_says_what_it_holds_if_the_provider_does() {
        listed(1, 2, 3).listed(4, 6, 2).listed(7, 117, 4);

        assertThat(verification(new ProviderSnapshot(List.of(), Map.of(hours(2, 4), 9L), 0, Optional.empty(), Map.of()))
                        .on(Certainty.NEVER_LISTED))
                .containsExactly(
                        Finding.of(Certainty.NEVER_LISTED, 9, hours(2, 4), ""),
                        Finding.of(Certainty.NEVER_LISTED, 0, hours(6, 7), ""));
    }

    @Test
    void a_hole_behind_the_retention_is_lost_although_nobody_wrote_it_down_yet() {
        listed(-4, -3, 3).listed(2, 117, 4);

        StreamVerification verification = verification();

        assertThat(verification.on(Certainty.LOST))
                .containsExactly(Finding.of(
                        Certainty.LOST,
                        0,
                        new TimeWindow(at(-3), HORIZON),
                        "expired at the provider before it was listed; not recorded as lost yet"));
        assertThat(verification.on(Certainty.NEVER_LISTED))
                .containsExactly(Finding.of(Certainty.NEVER_LISTED, 0, new TimeWindow(HORIZON, at(2)), ""));
    }

    @Test
    void a_gap_is_lost_time_and_no_hole_and_a_lost_moment_is_told_too() {
        listed(-4, -3, 3).listed(0, 117, 4);
        Gap gap = new Gap("calls", Instant.ofEpochSecond(at(-3)), Instant.ofEpochSecond(at(0)), null, "an outage", NOW);
        gaps.add(gap);

        assertThat(verification().on(Certainty.LOST))
                .containsExactly(Finding.of(Certainty.LOST, 0, hours(-3, 0), "an outage"));
    }

    @Test
    void an_unproven_span_is_told_with_what_was_stated_and_without_what_is_lost_of_it() {
        spans.add(new SpanRows(span(1, 5, 8, false), 0));
        gaps.add(new Gap("calls", Instant.ofEpochSecond(at(2)), Instant.ofEpochSecond(at(3)), null, "gone", NOW));
        listed(5, 117, 1);

        assertThat(verification().on(Certainty.UNPROVEN))
                .containsExactly(
                        Finding.of(
                                Certainty.UNPROVEN, 8, hours(1, 2), "the provider's total and its rows did not match"),
                        Finding.of(
                                Certainty.UNPROVEN, 8, hours(3, 5), "the provider's total and its rows did not match"));
        assertThat(verification().on(Certainty.NEVER_LISTED)).isEmpty();
    }

    @Test
    void an_unproven_span_is_told_with_the_reason_that_is_kept() {
        spans.add(new SpanRows(span(1, 2, 8, false), 0));
        reasons.put(hours(1, 2), "a row cannot be read: log_id is null");

        assertThat(verification().on(Certainty.UNPROVEN))
                .containsExactly(
                        Finding.of(Certainty.UNPROVEN, 8, hours(1, 2), "a row cannot be read: log_id is null"));
    }

    @Test
    void a_span_of_which_the_provider_states_more_is_not_proven_any_more() {
        listed(1, 2, 3).listed(2, 3, 4).listed(3, 117, 5);

        StreamVerification verification = verification(new ProviderSnapshot(
                List.of(
                        new Difference(span(2, 3, 4, true), OptionalLong.of(6)),
                        new Difference(span(1, 2, 3, true), OptionalLong.of(2))),
                Map.of(),
                0,
                Optional.empty(),
                Map.of()));

        assertThat(verification.findings())
                .containsExactly(
                        Finding.of(
                                Certainty.UNPROVEN, 4, hours(2, 3), "the provider's total is now 6, the ledger's is 4"),
                        Finding.of(Certainty.PROVEN, 3, hours(1, 2), ""),
                        Finding.of(Certainty.PROVEN, 5, hours(3, 117), ""));
    }

    @Test
    void as_many_as_before_is_no_doubt_and_a_total_that_was_not_asked_for_alone_is_one() {
        listed(1, 2, 3).listed(2, 117, 4);

        StreamVerification verification = verification(new ProviderSnapshot(
                List.of(
                        new Difference(span(1, 2, 3, true), OptionalLong.of(3)),
                        new Difference(span(2, 117, 4, true), OptionalLong.empty())),
                Map.of(),
                0,
                Optional.empty(),
                Map.of()));

        assertThat(verification.on(Certainty.PROVEN)).containsExactly(Finding.of(Certainty.PROVEN, 3, hours(1, 2), ""));
        assertThat(verification.on(Certainty.UNPROVEN))
                .containsExactly(Finding.of(
                        Certainty.UNPROVEN,
                        4,
                        hours(2, 117),
                        "the provider's total for this period has changed since it was listed"));
    }

    @Test
    void rows_that_have_left_the_archive_are_told_whatever_the_provider_says() {
        spans.add(new SpanRows(span(1, 2, 5, true), 3));
        listed(2, 117, 4);

        assertThat(verification(new ProviderSnapshot(
                                List.of(new Difference(span(1, 2, 5, true), OptionalLong.of(9))),
                                Map.of(),
                                0,
                                Optional.empty(),
                                Map.of()))
                        .on(Certainty.UNPROVEN))
                .containsExactly(
                        Finding.of(Certainty.UNPROVEN, 5, hours(1, 2), "2 of 5 rows missing from the archive"));

        untimed = 2;
        assertThat(verification().isIncomplete())
                .as("they may be those without a time")
                .isFalse();
    }

    @Test
    void answers_that_contradict_each_other_cast_doubt_on_the_spans_they_touch() {
        listed(1, 2, 3).listed(2, 3, 4).listed(3, 117, 5);

        StreamVerification verification = verification(new ProviderSnapshot(
                List.of(),
                Map.of(),
                0,
                Optional.empty(),
                Map.of(new TimeWindow(at(2), at(2) + 60), "it says 3 and shows 2")));

        assertThat(verification.on(Certainty.UNPROVEN))
                .containsExactly(Finding.of(Certainty.UNPROVEN, 4, hours(2, 3), "just now: it says 3 and shows 2"));
    }

    @Test
    void rows_that_differ_are_counted_for_their_span_unless_it_is_open() {
        listed(1, 2, 3).listed(2, 117, 4).listed(117, 118, 2);
        Comparison comparison = new Comparison(
                9,
                List.of(
                        difference(at(1)),
                        difference(at(2) - 1),
                        difference(at(117)),
                        new Comparison.Difference(Comparison.Kind.MISSING, "5", Optional.empty())),
                0);

        StreamVerification verification =
                verification(new ProviderSnapshot(List.of(), Map.of(), 2, Optional.of(comparison), Map.of()));

        assertThat(verification.on(Certainty.UNPROVEN))
                .containsExactly(Finding.of(
                        Certainty.UNPROVEN, 3, hours(1, 2), "2 rows missing from the archive or stored differently"));
        assertThat(verification.comparison()).contains(comparison);
    }

    private static Comparison.Difference difference(long at) {
        return new Comparison.Difference(Comparison.Kind.MISSING, "1", Optional.of(Instant.ofEpochSecond(at)));
    }

    @Test
    void only_what_is_new_in_the_open_window_is_pending() {
        listed(1, 117, 3).listed(117, 118, 4);

        assertThat(verification(new ProviderSnapshot(List.of(), Map.of(), 4, Optional.empty(), Map.of()))
                        .on(Certainty.PENDING))
                .isEmpty();
        assertThat(verification(new ProviderSnapshot(List.of(), Map.of(), 3, Optional.empty(), Map.of()))
                        .on(Certainty.PENDING))
                .as("fewer were withdrawn")
                .isEmpty();
        assertThat(verification(new ProviderSnapshot(List.of(), Map.of(), 5, Optional.empty(), Map.of()))
                        .records(Certainty.PENDING))
                .isOne();
    }
}
