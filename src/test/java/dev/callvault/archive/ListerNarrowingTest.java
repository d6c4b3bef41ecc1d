package dev.callvault.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Windows that are not served, and rows that cannot be read. */
class ListerNarrowingTest {
    private static final long T = 1_790_000_000;
    private static final Instant NOW = Instant.ofEpochSecond(T);
    private static final TimeWindow DAYS = new TimeWindow(T - 4 * 86_400, T);

    private final FussyProvider provider = new FussyProvider().every(3600, DAYS);
    private final ListedCalls found = new ListedCalls();

    ListerNarrowingTest() {
        found.now = NOW;
        found.other = provider::listCalls;
    }

    private static TimeWindow second(long at) {
        return new TimeWindow(at, at + 1);
    }

    @Test
    void a_provider_that_takes_no_wide_windows_is_listed_whole_and_its_limit_remembered() {
        provider.refusingWiderThan(6 * 3600);

        found.list(DAYS);

        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds());
        assertThat(found.kept).hasSize(96);
        assertThat(provider.unserved).hasSizeLessThanOrEqualTo(4 * 4);
        assertThat(found.memory.limit)
                .hasValueSatisfying(it -> assertThat(it.seconds()).isBetween(3 * 3600L, 6 * 3600L));
    }

    @Test
    void what_is_remembered_spares_the_next_run_the_refusals() {
        provider.refusingWiderThan(6 * 3600);
        found.list(DAYS);
        provider.takeQuestions();

        found.list(DAYS);

        assertThat(provider.unserved).isEmpty();
        assertThat(provider.questions).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void answers_that_time_out_by_their_rows_are_narrowed_where_they_are_many() {
        TimeWindow busy = new TimeWindow(T - 7200, T - 3600);
        provider.every(10, busy);
        provider.failing(query -> {
            if (query.limit() > 1
                    && LongStream.range(query.window().from(), query.window().to())
                                    .filter(it -> it % 3600 == DAYS.from() % 3600
                                            || (busy.contains(Instant.ofEpochSecond(it))
                                                    && it % 10 == busy.from() % 10))
                                    .count()
                            > 100) {
                throw new SourceFailure.TimedOut("60 s");
            }
        });

        found.list(DAYS);

        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds());
        assertThat(found.kept).hasSize(provider.size());
        assertThat(provider.unserved).hasSizeLessThan(8 * 4);
    }

    @Test
    void one_second_that_cannot_be_listed_stays_unproven_with_the_reason_and_holds_up_nothing_else() {
        long bad = T - 100_000;
        provider.poisonedAt(bad);

        found.list(DAYS);

        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds() - 1);
        assertThat(found.proven.get(second(bad))).isFalse();
        assertThat(Objects.requireNonNull(found.doubts.get(second(bad))).why())
                .isEqualTo("it cannot be listed: HTTP 500");
        assertThat(found.kept).hasSize(96);
        assertThat(provider.questions).hasSizeLessThan(120);
        assertThat(found.memory.limit).as("a place is no limit").isEmpty();
    }

    @Test
    void two_such_seconds_are_both_found_and_are_no_limit_either() {
        provider.poisonedAt(T - 300_000).poisonedAt(T - 10_000);

        found.list(DAYS);

        assertThat(found.doubts.keySet()).containsExactlyInAnyOrder(second(T - 300_000), second(T - 10_000));
        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds() - 2);
        assertThat(provider.questions).hasSizeLessThan(240);
    }

    @Test
    void a_second_that_is_known_costs_one_question() {
        provider.poisonedAt(T - 100_000);
        found.known.add(second(T - 100_000));

        found.list(List.of(second(T - 100_000), new TimeWindow(T - 3600, T)));

        assertThat(provider.questions).hasSize(2);
        assertThat(found.proven.get(second(T - 100_000))).isFalse();
        assertThat(found.proven.get(new TimeWindow(T - 3600, T))).isTrue();
    }

    @Test
    void a_wide_window_that_is_known_to_be_unproven_is_narrowed_all_the_same() {
        provider.poisonedAt(T - 100_000);
        found.known.add(DAYS);

        found.list(DAYS);

        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds() - 1);
    }

    @Test
    void an_outage_in_the_middle_ends_the_run_with_what_came_before_it() {
        provider.refusingWiderThan(6 * 3600);
        provider.failing(query -> {
            if (provider.questions.size() > 30) {
                throw new SourceFailure.Unreachable("connection refused", null);
            }
        });

        assertThatThrownBy(() -> found.list(DAYS)).isInstanceOf(SourceFailure.Unreachable.class);

        assertThat(provider.questions).hasSizeBetween(30 + 1, 30 + 3);
        assertThat(found.seconds(true)).isGreaterThan(3 * 3600);
        assertThat(found.doubts).isEmpty();
    }

    @Test
    void what_one_run_does_not_come_to_is_left_to_the_next_except_the_newest() {
        provider.failing(query -> {
            boolean isOld = query.window().from() < T - 7200;
            if (isOld && query.limit() > 1) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });
        TimeWindow newest = new TimeWindow(T - 7200, T);

        found.list(List.of(new TimeWindow(DAYS.from(), T - 7200), newest));

        assertThat(provider.unserved).hasSizeLessThanOrEqualTo(3 * Inquiry.MOST_IN_A_ROW);
        assertThat(found.proven.get(newest)).isTrue();
        assertThat(found.left).isNotEmpty();
        assertThat(found.seconds(true)
                        + found.seconds(false)
                        + found.left.stream().mapToLong(TimeWindow::seconds).sum())
                .isEqualTo(DAYS.seconds());
    }

    @Test
    void starts_that_are_too_old_and_ranges_that_are_too_long_are_told_apart_and_both_got_along_with() {
        long horizon = T - 5 * 86_400 + 7200;
        provider.refusingWiderThan(6 * 3600).refusingBefore(horizon + 500);
        TimeWindow all = new TimeWindow(horizon, T);

        found.list(all);

        assertThat(found.seconds(true)).isEqualTo(all.seconds() - 600);
        assertThat(found.doubts).isEmpty();
        assertThat(found.left).isEmpty();
        assertThat(provider.unserved).hasSizeLessThan(12 * 4);
    }

    @Test
    void a_retention_that_is_days_shorter_than_documented_costs_a_few_questions_once() {
        long horizon = T - 5 * 86_400 + 7200;
        provider.refusingBefore(T - 86_400);

        found.list(new TimeWindow(horizon, T));

        assertThat(found.seconds(true)).isBetween(86_400L - 600, 86_400L);
        assertThat(found.doubts).isEmpty();
        assertThat(provider.questions).hasSizeLessThan(30);
    }

    @Test
    void a_provider_that_refuses_every_start_at_the_edge_is_a_failure() {
        provider.failing(query -> {
            if (query.window().from() < T - 7200 || query.window().seconds() > 1) {
                throw new SourceFailure.Refused("no");
            }
        });
        long horizon = T - 5 * 86_400 + 7200;

        assertThatThrownBy(() -> found.list(new TimeWindow(horizon, T - 7200)))
                .isInstanceOf(SourceFailure.Refused.class);
    }

    @Test
    void the_time_around_rows_that_cannot_be_read_is_proven_at_a_few_questions() {
        provider.withUnreadable(T - 100_000).withUnreadable(T - 90_000);

        found.list(DAYS);

        assertThat(found.doubts.keySet()).containsExactlyInAnyOrder(second(T - 100_000), second(T - 90_000));
        assertThat(Objects.requireNonNull(found.doubts.get(second(T - 90_000))).why())
                .isEqualTo("a row cannot be read: log_id is null");
        assertThat(Objects.requireNonNull(found.doubts.get(second(T - 90_000))).unread())
                .hasSize(1);
        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds() - 2);
        assertThat(found.kept).hasSize(96 - 1); // the other was one more
        assertThat(provider.questions).hasSize(1 + 5);
    }

    @Test
    void where_hardly_a_row_can_be_read_no_questions_are_wasted() {
        DAYS_EVERY_HOUR.forEach(provider::withUnreadable);

        found.list(DAYS);

        assertThat(provider.questions).hasSize(1);
        assertThat(Objects.requireNonNull(found.doubts.get(DAYS)).why())
                .isEqualTo("a row cannot be read: log_id is null, and 95 more rows cannot be read");
        assertThat(Objects.requireNonNull(found.doubts.get(DAYS)).unread()).hasSize(96);
    }

    private static final List<Long> DAYS_EVERY_HOUR =
            LongStream.range(0, 96).mapToObj(it -> DAYS.from() + it * 3600).toList();

    @Test
    void a_crowded_second_of_which_a_page_cannot_be_had_keeps_the_others() {
        ListedCalls crowd = new ListedCalls().with(25, T - 50, 0);
        crowd.now = NOW;
        crowd.cap = 10;
        var all = crowd.other;
        crowd.other = query -> {
            if (query.offset() == 10) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
            return all.apply(query);
        };

        crowd.list(second(T - 50));

        assertThat(crowd.proven.get(second(T - 50))).isFalse();
        assertThat(Objects.requireNonNull(crowd.doubts.get(second(T - 50))).why())
                .isEqualTo("it cannot be listed: HTTP 500");
        assertThat(crowd.kept).hasSize(10);
    }

    @Test
    void a_contradiction_is_said_in_figures() {
        ListedCalls liar = new ListedCalls().with(3, T - 50, 1);
        liar.now = NOW;
        liar.totalIsOffBy = -1;
        liar.known.add(new TimeWindow(T - 60, T));

        liar.list(new TimeWindow(T - 60, T));

        assertThat(Objects.requireNonNull(liar.doubts.get(new TimeWindow(T - 60, T)))
                        .why())
                .isEqualTo("the provider states 2 rows and shows 3");
    }

    @Test
    void fewer_rows_an_answer_are_asked_for_where_the_provider_takes_no_more() {
        provider.failing(query -> {
            if (query.limit() > 20) {
                throw new SourceFailure.Refused("limit must be from 1 to 20");
            }
        });

        found.list(DAYS);

        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds());
        assertThat(found.kept).hasSize(96);
        assertThat(provider.takeQuestions()).allMatch(it -> it.limit() <= ListQuery.MOST);
        found.list(DAYS);
        assertThat(provider.unserved).as("it is remembered").isEmpty();
    }
}
