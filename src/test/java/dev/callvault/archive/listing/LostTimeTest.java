package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.SmallArchive;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hours count from where retention is certain; earlier time is no longer requested. */
class LostTimeTest {
    private static final long SURE =
            Horizon.sure(LogStream.CALLS, SmallArchive.NOW).getEpochSecond();
    private static final String UNPROVEN = "expired at the provider before it was proven";
    private static final String UNSEEN =
            "expired at the provider before it was checked again: late calls may be missing";

    private final SmallArchive here = new SmallArchive();
    private final List<TimeWindow> triedOnceMore = new ArrayList<>();
    private final LostTime lostTime =
            new LostTime(here.account, LogStream.CALLS, here.ports.listings(), triedOnceMore::add, SmallArchive.NOW);

    private static TimeWindow hours(long from, long to) {
        return new TimeWindow(SURE + from * 3600, SURE + to * 3600);
    }

    private static Optional<Instant> hour(long hour) {
        return Optional.of(Instant.ofEpochSecond(SURE + hour * 3600));
    }

    private void listed(CoverageSpan... spans) {
        here.ports
                .listings()
                .save(
                        here.account.id(),
                        new Listing(new Rows.Calls(List.of()), List.of(spans), SmallArchive.NOW.minusSeconds(60)));
    }

    private static CoverageSpan proven(long from, long to) {
        return new CoverageSpan(hours(from, to), 3, true);
    }

    private int writeDown(Optional<Instant> lastSuccess) {
        List<CoverageSpan> ledger = here.ports
                .listings()
                .coverage(
                        here.account.id(),
                        LogStream.CALLS,
                        TimeWindow.between(
                                Horizon.nominal(LogStream.CALLS, SmallArchive.NOW), SmallArchive.NOW.plusSeconds(1)));
        return lostTime.writeDown(ledger, lastSuccess);
    }

    private List<String> gaps() {
        return here.ports.status().gaps(here.account.id()).stream()
                .map(it -> hoursOf(it) + " " + it.reason())
                .toList();
    }

    private static String hoursOf(Gap gap) {
        return (gap.from().getEpochSecond() - SURE) / 3600 + ".." + (gap.to().getEpochSecond() - SURE) / 3600;
    }

    @Test
    void an_archive_that_was_never_used_has_lost_nothing() {
        assertThat(writeDown(Optional.empty())).isZero();
        assertThat(gaps()).isEmpty();
        assertThat(triedOnceMore).isEmpty();
    }

    @Test
    void what_was_proven_and_asked_about_until_late_calls_had_shown_up_is_not_lost() {
        listed(proven(-50, 0), proven(0, 10));

        assertThat(writeDown(hour(25))).isZero();
        assertThat(gaps()).isEmpty();
    }

    @Test
    void a_hole_behind_the_retention_is_lost_once_after_one_more_try() {
        listed(proven(-50, -30));
        listed(proven(-10, 0), proven(0, 10));

        assertThat(writeDown(hour(25))).isOne();
        assertThat(gaps()).containsExactly("-30..-10 " + UNPROVEN);
        assertThat(triedOnceMore).containsExactly(hours(-30, -10));

        assertThat(writeDown(hour(25))).as("once").isZero();
    }

    @Test
    void of_what_is_still_retained_nothing_is_lost() {
        listed(proven(-50, -2));
        listed(proven(20, 30));

        assertThat(writeDown(hour(25))).isOne();
        assertThat(gaps()).containsExactly("-2..0 " + UNPROVEN);
    }

    @Test
    void time_that_nobody_asked_about_until_late_calls_had_shown_up_may_lack_some() {
        listed(proven(-50, 0), proven(0, 10));

        assertThat(writeDown(hour(5))).isOne();
        assertThat(gaps()).containsExactly("-20..0 " + UNSEEN);
        assertThat(triedOnceMore).containsExactly(hours(-20, 0));
    }

    @Test
    void a_span_that_is_retained_in_part_cannot_be_asked_about_and_is_unseen_to_its_end() {
        listed(proven(-50, -3), proven(-3, 4), proven(4, 10));

        assertThat(writeDown(hour(5))).isOne();
        assertThat(gaps()).containsExactly("-20..4 " + UNSEEN);
    }

    @Test
    void spans_that_end_or_begin_where_retention_is_sure_are_asked_about_whole() {
        listed(proven(-50, 0), proven(0, 4));

        writeDown(hour(5));

        assertThat(gaps()).containsExactly("-20..0 " + UNSEEN);
    }

    @Test
    void an_unproven_span_across_the_edge_is_not_what_every_run_asks_about() {
        listed(proven(-50, -3), new CoverageSpan(hours(-3, 4), 3, false), proven(4, 10));

        assertThat(writeDown(hour(25))).isOne();
        assertThat(gaps()).containsExactly("-3..0 " + UNPROVEN);
    }

    @Test
    void nothing_is_unseen_before_the_archive_began() {
        listed(proven(-10, 10));

        writeDown(hour(-100));

        assertThat(gaps()).containsExactly("-10..10 " + UNSEEN);
    }

    @Test
    void an_archive_that_never_succeeded_has_seen_nothing_since_its_first_hole() {
        listed(proven(-50, -30));
        listed(proven(-10, 10));

        assertThat(writeDown(Optional.empty())).isGreaterThanOrEqualTo(1);
        assertThat(gaps()).anyMatch(it -> it.equals("-30..-10 " + UNPROVEN));
        assertThat(here.kept().ledger(LogStream.CALLS).isLost(Instant.ofEpochSecond(SURE - 40 * 3600)))
                .as("a day before the hole began")
                .isTrue();
    }

    @Test
    void the_gap_says_when_it_was_detected() {
        listed(proven(-50, -30));
        writeDown(hour(25));

        assertThat(here.ports.status().gaps(here.account.id()))
                .extracting(Gap::detectedAt)
                .containsExactly(SmallArchive.NOW);
        assertThat(Duration.between(SmallArchive.NOW, here.now)).isZero();
    }

    @Test
    void an_archive_that_began_where_retention_is_sure_has_nothing_unseen() {
        listed(proven(0, 10));

        assertThat(writeDown(hour(5))).isZero();
        assertThat(gaps()).isEmpty();
    }
}
