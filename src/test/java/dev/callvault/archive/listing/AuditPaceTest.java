package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditPaceTest {
    private static final long DAY = 86_400;
    private static final Instant NOW = Instant.ofEpochSecond(1000 * DAY);
    /** A year of days, up to now. */
    private static final List<CoverageSpan> YEAR = days(636, 1000);

    private final AuditPace pace = new AuditPace();

    private static List<CoverageSpan> days(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(it -> new CoverageSpan(new TimeWindow(it * DAY, (it + 1) * DAY), 1, true))
                .toList();
    }

    private static List<CoverageSpan> everyRun() {
        List<CoverageSpan> spans = new ArrayList<>(List.of(YEAR.getFirst()));
        spans.addAll(days(998, 1000));
        return spans;
    }

    @Test
    void one_question_is_about_everything_in_every_run() {
        for (int i = 0; i < 3; i++) {
            assertThat(pace.of(YEAR, 364 * DAY, NOW)).isEqualTo(YEAR);
        }
        assertThat(pace.of(List.of(), 1, NOW)).isEmpty();
    }

    @Test
    void where_windows_are_narrow_all_is_asked_about_at_first_and_once_an_hour() {
        assertThat(pace.of(YEAR, 7 * DAY, NOW)).isEqualTo(YEAR);

        assertThat(pace.of(YEAR, 7 * DAY, NOW)).isEqualTo(everyRun());
        assertThat(pace.of(YEAR, 7 * DAY, NOW.plus(Duration.ofMinutes(59)))).isEqualTo(everyRun());

        assertThat(pace.of(YEAR, 7 * DAY, NOW.plus(Duration.ofHours(1)))).isEqualTo(YEAR);
    }

    @Test
    void a_clock_that_was_put_back_delays_nothing() {
        pace.of(YEAR, 7 * DAY, NOW);

        assertThat(pace.of(YEAR, 7 * DAY, NOW.minus(Duration.ofMinutes(1)))).isEqualTo(YEAR);
    }

    @Test
    void very_narrow_windows_are_asked_about_over_several_runs_each_once() {
        long widest = DAY / 2;
        Set<CoverageSpan> asked = new HashSet<>();
        int runs = 0;
        int old = 0;

        while (asked.size() < YEAR.size()) {
            List<CoverageSpan> chosen = pace.of(YEAR, widest, NOW);
            assertThat(chosen).hasSizeLessThanOrEqualTo(AuditPace.MAX / 2 + 4).containsAll(everyRun());
            assertThat(chosen).isSortedAccordingTo((one, other) -> one.window().compareTo(other.window()));
            asked.addAll(chosen);
            old += chosen.size() - 3;
            runs++;
        }

        assertThat(runs).isEqualTo(6);
        assertThat(old).isEqualTo(YEAR.size() - 3);
        assertThat(pace.of(YEAR, widest, NOW)).isEqualTo(everyRun());
    }
}
