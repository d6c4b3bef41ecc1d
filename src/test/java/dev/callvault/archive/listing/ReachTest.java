package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.store.listing.WindowLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final long DAY = 86_400;
    private static final Duration YEAR = Duration.ofDays(364);

    private final Remembered memory = new Remembered();

    private Reach reach(Instant now) {
        return new Reach(memory, YEAR, now);
    }

    private static TimeWindow days(long from, long to) {
        return new TimeWindow(from * DAY, to * DAY);
    }

    private static ListQuery all(TimeWindow window) {
        return ListQuery.all(window);
    }

    private void known(long seconds, int rows, Instant refusedAt) {
        memory.limit = Optional.of(new WindowLimit(seconds, rows, refusedAt));
    }

    @Test
    void knows_no_limit_at_first_and_cuts_nothing() {
        Reach reach = reach(NOW);

        assertThat(reach.widest()).isEqualTo(WindowLimit.NO_LIMIT);
        assertThat(reach.rows()).isEqualTo(ListQuery.MAX);
        assertThat(reach.cut(days(0, 364))).containsExactly(days(0, 364));
    }

    @Test
    void windows_that_contain_each_other_point_at_a_place_and_teach_nothing_of_the_width() {
        Reach reach = reach(NOW);

        reach.unserved(days(0, 364));
        reach.unserved(days(0, 91));
        reach.unserved(days(0, 22));
        reach.served(all(days(0, 5)));

        assertThat(reach.widest()).isEqualTo(WindowLimit.NO_LIMIT);
        assertThat(memory.writes).isZero();
    }

    @Test
    void windows_apart_from_each_other_point_at_the_width_and_what_worked_is_remembered() {
        Reach reach = reach(NOW);

        reach.unserved(days(0, 20));
        reach.served(all(days(0, 5)));
        reach.served(all(days(5, 12)));
        reach.unserved(days(20, 40));
        assertThat(reach.widest()).as("two places").isEqualTo(WindowLimit.NO_LIMIT);
        reach.unserved(days(40, 60));

        assertThat(reach.widest()).isEqualTo(7 * DAY);
        assertThat(memory.limit).contains(new WindowLimit(7 * DAY, ListQuery.MAX, NOW));
        assertThat(reach.cut(days(60, 80))).hasSize(3).allMatch(it -> it.seconds() <= 7 * DAY);
    }

    @Test
    void a_limit_is_what_worked_and_never_a_guess() {
        Reach reach = reach(NOW);
        reach.served(all(new TimeWindow(0, 3600)));

        reach.unserved(days(0, 20));
        reach.unserved(days(20, 40));
        reach.unserved(days(40, 60));
        assertThat(reach.widest()).as("an hour is no measure for weeks").isEqualTo(WindowLimit.NO_LIMIT);

        reach.served(all(days(40, 45)));
        reach.unserved(days(60, 80));
        assertThat(reach.widest()).isEqualTo(5 * DAY);
    }

    @Test
    void what_also_fails_when_it_is_narrow_is_not_too_wide() {
        Reach reach = reach(NOW);
        reach.served(all(days(50, 55)));

        reach.unserved(days(0, 20));
        reach.unserved(days(0, 5));
        reach.unserved(days(20, 40));
        reach.unserved(days(60, 80));

        assertThat(reach.widest()).isEqualTo(WindowLimit.NO_LIMIT);
    }

    @Test
    void windows_within_each_other_count_as_one_place() {
        Reach reach = reach(NOW);
        reach.served(all(days(50, 55)));

        reach.unserved(days(0, 100));
        reach.unserved(days(0, 25));
        reach.unserved(days(100, 120));

        assertThat(reach.widest()).isEqualTo(WindowLimit.NO_LIMIT);
    }

    @Test
    void two_places_among_windows_that_work_are_not_the_width() {
        Reach reach = reach(NOW);

        reach.unserved(days(0, 20));
        reach.served(all(days(20, 40)));
        reach.served(all(days(40, 60)));
        reach.unserved(days(60, 80));

        assertThat(reach.widest()).isEqualTo(WindowLimit.NO_LIMIT);

        reach.served(all(days(60, 65)));
        reach.unserved(days(80, 100));

        assertThat(reach.widest()).as("three of five").isEqualTo(5 * DAY);
    }

    @Test
    void seconds_teach_nothing_of_the_width() {
        Reach reach = reach(NOW);

        for (int i = 0; i < 10; i++) {
            reach.unserved(new TimeWindow(i, i + 1));
        }

        assertThat(reach.widest()).isEqualTo(WindowLimit.NO_LIMIT);
    }

    @Test
    void parts_that_differ_by_a_second_are_alike() {
        Reach reach = reach(NOW);

        reach.unserved(new TimeWindow(0, 1000));
        reach.served(all(new TimeWindow(0, 1000 / 16)));
        reach.unserved(new TimeWindow(1000, 2000));
        reach.unserved(new TimeWindow(2000, 3001));

        assertThat(reach.widest()).isEqualTo(1000 / 16);
    }

    @Test
    void what_is_known_holds_for_a_day_and_then_twice_as_much_is_tried() {
        known(7 * DAY, ListQuery.MAX, NOW.minus(Duration.ofDays(1)).plusSeconds(1));
        assertThat(reach(NOW).widest()).isEqualTo(7 * DAY);

        known(7 * DAY, ListQuery.MAX, NOW.minus(Duration.ofDays(1)));
        assertThat(reach(NOW).widest()).isEqualTo(14 * DAY);
    }

    @Test
    void a_refusal_that_is_still_to_come_was_written_by_a_wrong_clock() {
        known(7 * DAY, ListQuery.MAX, NOW.plus(Duration.ofDays(300)));

        assertThat(reach(NOW).widest()).isEqualTo(14 * DAY);
    }

    @Test
    void a_trial_that_fails_leaves_the_limit_and_is_made_again_a_day_later() {
        known(7 * DAY, ListQuery.MAX, NOW.minus(Duration.ofDays(2)));
        Reach reach = reach(NOW);

        reach.unserved(days(0, 14));

        assertThat(reach.widest()).isEqualTo(7 * DAY);
        assertThat(memory.limit).contains(new WindowLimit(7 * DAY, ListQuery.MAX, NOW));
    }

    @Test
    void a_trial_that_works_goes_on_with_the_next_run_until_there_is_no_limit() {
        Instant refused = NOW.minus(Duration.ofDays(2));
        known(50 * DAY, ListQuery.MAX, refused);

        reach(NOW).served(all(days(0, 100)));
        assertThat(memory.limit).contains(new WindowLimit(100 * DAY, ListQuery.MAX, refused));

        Reach next = reach(NOW);
        assertThat(next.widest()).isEqualTo(200 * DAY);
        next.served(all(days(0, 182)));
        assertThat(memory.limit).as("twice that is all there is").isEmpty();
    }

    @Test
    void what_is_served_within_the_limit_changes_nothing() {
        known(50 * DAY, 1000, NOW);
        Reach reach = reach(NOW);

        reach.served(new ListQuery(days(0, 50), 0, 1000));

        assertThat(memory.writes).isZero();
    }

    @Test
    void a_limit_that_gets_smaller_is_found_again() {
        known(8 * DAY, ListQuery.MAX, NOW.minusSeconds(60));
        Reach reach = reach(NOW);

        reach.unserved(days(0, 8));
        assertThat(reach.widest()).isEqualTo(8 * DAY);
        reach.served(all(days(0, 2)));
        reach.unserved(days(8, 16));
        reach.unserved(days(16, 24));

        assertThat(reach.widest()).isEqualTo(2 * DAY);
        assertThat(memory.limit).contains(new WindowLimit(2 * DAY, ListQuery.MAX, NOW));
    }

    @Test
    void fewer_rows_are_asked_for_when_the_provider_refuses_so_many_and_more_a_day_later() {
        Reach reach = reach(NOW);

        reach.refusedRows(10_000);
        assertThat(reach.rows()).isEqualTo(1000);
        assertThat(memory.limit).contains(new WindowLimit(WindowLimit.NO_LIMIT, 1000, NOW));
        assertThat(reach.cut(days(0, 364))).hasSize(1);

        Reach tomorrow = reach(NOW.plus(Reach.TRIAL_AFTER));
        assertThat(tomorrow.rows()).isEqualTo(10_000);
        tomorrow.served(all(days(0, 1)));
        assertThat(memory.limit).isEmpty();
    }

    @Test
    void at_least_one_row_is_asked_for() {
        Reach reach = reach(NOW);

        reach.refusedRows(5);

        assertThat(reach.rows()).isOne();
    }

    @Test
    void width_and_rows_are_remembered_beside_each_other() {
        known(7 * DAY, ListQuery.MAX, NOW.minusSeconds(5));
        reach(NOW).refusedRows(10_000);
        assertThat(memory.limit).contains(new WindowLimit(7 * DAY, 1000, NOW));

        known(8 * DAY, 1000, NOW.minusSeconds(5));
        Reach reach = reach(NOW);
        reach.unserved(days(0, 8));
        reach.served(new ListQuery(days(0, 2), 0, 1000));
        reach.unserved(days(8, 16));
        reach.unserved(days(16, 24));
        assertThat(memory.limit).contains(new WindowLimit(2 * DAY, 1000, NOW));
    }

    @Test
    void a_width_of_which_two_hold_seven_eighths_of_all_there_is_is_no_limit() {
        long half = YEAR.toSeconds() * 7 / 8 / 2;
        for (long width : new long[] {half, half - 1}) {
            known(100 * DAY, ListQuery.MAX, NOW.minus(Duration.ofDays(2)));

            reach(NOW).served(all(new TimeWindow(0, width)));

            assertThat(memory.limit.map(WindowLimit::seconds))
                    .isEqualTo(width == half ? Optional.empty() : Optional.of(width));
        }
    }

    @Test
    void what_is_served_as_wide_as_is_known_is_no_news() {
        known(5 * DAY, ListQuery.MAX, NOW);
        Reach reach = reach(NOW);

        reach.served(all(days(0, 5)));

        assertThat(memory.writes).isZero();
    }
}
