package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.archive.bodies.ListedCalls;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Windows that the provider does not serve, and rows that cannot be read. */
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
        assertThat(Objects.requireNonNull(found.doubts.get(second(bad))).why()).isEqualTo("cannot be listed: HTTP 500");
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

        assertThat(provider.unserved).hasSizeLessThanOrEqualTo(3 * Inquiry.MAX_IN_A_ROW);
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
                .isEqualTo("a row cannot be read: log_id is null (and 95 more rows)");
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
                .isEqualTo("cannot be listed: HTTP 500");
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
                .isEqualTo("the provider's total is 2, but its response holds 3");
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
        assertThat(provider.takeQuestions()).allMatch(it -> it.limit() <= ListQuery.MAX);
        found.list(DAYS);
        assertThat(provider.unserved).as("it is remembered").isEmpty();
    }

    private static final TimeWindow MINUTES = new TimeWindow(T - 9000, T - 8000);

    private static UnreadRow unreadAt(OptionalLong second) {
        return new UnreadRow("{}", "log_id is null", second);
    }

    /** Rows in seconds of the minutes from here on, some of them unreadable; any window lists them completely. */
    private void answering(long total, List<Long> readable, List<UnreadRow> unread) {
        found.other = query -> {
            provider.questions.add(query);
            List<CallSummary> rows = readable.stream()
                    .map(it -> FussyProvider.call(MINUTES.from() + it))
                    .filter(it -> query.window().contains(it.startedAt()))
                    .toList();
            boolean isWhole = query.window().equals(MINUTES);
            List<UnreadRow> shown = unread.stream()
                    .filter(it -> isWhole || it.second().stream().anyMatch(at -> isIn(query.window(), at)))
                    .toList();
            return new Page<>(isWhole ? total : rows.size() + shown.size(), rows, shown);
        };
    }

    private static boolean isIn(TimeWindow window, long second) {
        return window.from() <= second && second < window.to();
    }

    @Test
    void a_row_that_cannot_be_read_at_either_end_of_a_window_costs_two_questions() {
        for (long at : new long[] {MINUTES.from(), MINUTES.to() - 1}) {
            provider.takeQuestions();
            found.proven.clear();
            answering(1, List.of(), List.of(unreadAt(OptionalLong.of(at))));

            found.list(MINUTES);

            assertThat(found.proven).hasSize(2).containsEntry(second(at), false);
            assertThat(found.seconds(true)).isEqualTo(MINUTES.seconds() - 1);
            assertThat(provider.questions).hasSize(1 + 2);
        }
    }

    @Test
    void a_row_that_says_not_when_it_was_or_a_time_elsewhere_is_searched_for_in_parts() {
        for (OptionalLong at :
                List.of(OptionalLong.empty(), OptionalLong.of(MINUTES.to()), OptionalLong.of(MINUTES.from() - 1))) {
            provider.takeQuestions();
            found.proven.clear();
            answering(1, List.of(), List.of(unreadAt(at)));

            found.list(MINUTES);

            assertThat(provider.questions.stream().skip(1).map(ListQuery::window))
                    .containsExactlyElementsOf(Windows.split(MINUTES, Reach.PARTS));
        }
    }

    @Test
    void sixteen_unreadable_rows_are_narrowed_down_one_by_one_though_nothing_else_is_there() {
        List<UnreadRow> unread = LongStream.range(0, 16)
                .mapToObj(it -> unreadAt(OptionalLong.of(MINUTES.from() + 5 + it * 10)))
                .toList();
        answering(16, List.of(), unread);

        found.list(MINUTES);

        assertThat(found.seconds(false)).isEqualTo(16);
        assertThat(provider.questions).hasSize(1 + 16 + 17);
    }

    @Test
    void seventeen_unreadable_rows_are_worth_narrowing_down_only_among_more_that_can_be_read() {
        List<UnreadRow> unread = LongStream.range(0, 17)
                .mapToObj(it -> unreadAt(OptionalLong.of(MINUTES.from() + it * 10)))
                .toList();
        answering(34, LongStream.range(0, 17).mapToObj(it -> 5 + it * 10).toList(), unread);
        found.list(MINUTES);
        assertThat(found.doubts).containsOnlyKeys(MINUTES);

        found.doubts.clear();
        found.proven.clear();
        provider.takeQuestions();
        answering(35, LongStream.range(0, 18).mapToObj(it -> 5 + it * 10).toList(), unread);
        found.list(MINUTES);
        assertThat(found.seconds(false)).isEqualTo(17);
        assertThat(provider.questions.get(1).window())
                .as("so many are searched for in parts")
                .isEqualTo(Windows.split(MINUTES, Reach.PARTS).getFirst());
    }

    @Test
    void rows_beside_one_that_cannot_be_read_are_kept_though_the_smaller_windows_fail() {
        provider.withUnreadable(T - 100_000).failing(query -> {
            if (query.limit() > 1
                    && query.window().seconds() < DAYS.seconds()
                    && query.window().from() < T - 7201) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });

        found.list(DAYS);

        assertThat(found.kept).hasSize(96);
    }

    @Test
    void after_sixty_four_windows_with_unreadable_rows_a_run_narrows_down_no_more() {
        List<TimeWindow> hours = Windows.split(DAYS, 96);
        hours.forEach(it -> provider.withUnreadable(it.from() + 7));

        found.list(hours);

        assertThat(found.doubts.keySet().stream().filter(it -> it.seconds() == 1))
                .hasSize(64);
        assertThat(found.doubts.keySet().stream().filter(it -> it.seconds() == 3600))
                .hasSize(96 - 64);
    }

    @Test
    void after_twenty_four_contradictions_a_run_narrows_down_no_more() {
        List<TimeWindow> days = Windows.split(DAYS, 4);
        provider.takeQuestions();
        found.other = lying(query -> true);

        found.list(days);

        assertThat(found.proven.keySet()).as("each of the 24 made two of one").hasSize(days.size() + 24);
        assertThat(found.seconds(false)).isEqualTo(DAYS.seconds());
    }

    /** The totals for these requests are too low. */
    private Function<ListQuery, Page<CallSummary>> lying(Predicate<ListQuery> about) {
        return query -> {
            Page<CallSummary> honest = provider.listCalls(query);
            return new Page<>(honest.total() - (about.test(query) ? 1 : 0), honest.rows(), honest.unread());
        };
    }

    @Test
    void a_contradiction_is_narrowed_down_to_where_it_is() {
        long bad = T - 100_000;
        found.other = lying(query -> isIn(query.window(), bad));

        found.list(DAYS);

        assertThat(found.doubts).containsOnlyKeys(second(bad));
        assertThat(found.seconds(true)).isEqualTo(DAYS.seconds() - 1);
    }

    @Test
    void a_contradicting_window_that_is_known_is_not_narrowed_down_again() {
        found.other = lying(query -> true);
        found.known.add(DAYS);

        found.list(DAYS);

        assertThat(found.doubts).containsOnlyKeys(DAYS);
        assertThat(provider.questions)
                .as("once more, in case it was a moment's")
                .hasSize(2);
    }

    @Test
    void rows_of_a_contradicting_answer_are_kept_though_the_smaller_windows_show_none() {
        found.other = query -> {
            Page<CallSummary> honest = provider.listCalls(query);
            boolean isWhole = query.window().equals(DAYS);
            return new Page<>(isWhole ? 1 : 0, isWhole ? honest.rows() : List.of(), 0);
        };

        found.list(DAYS);

        assertThat(found.kept).hasSize(96);
    }

    @Test
    void rows_of_an_answer_that_is_too_full_are_kept_though_the_smaller_windows_fail() {
        provider.mostRows = 40;
        provider.failing(query -> {
            if (query.limit() > 1
                    && query.window().seconds() < DAYS.seconds()
                    && query.window().from() < T - 7201) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });

        found.list(DAYS);

        assertThat(found.kept).hasSizeGreaterThanOrEqualTo(40).containsKey(DAYS.from());
    }

    @Test
    void a_contradiction_says_of_rows_that_cannot_be_read_how_many_are_shown_and_what_is_wrong() {
        answering(1, List.of(5L), List.of(unreadAt(OptionalLong.of(MINUTES.from() + 9))));
        found.known.add(MINUTES);

        found.list(MINUTES);

        assertThat(Objects.requireNonNull(found.doubts.get(MINUTES)).why())
                .isEqualTo("the provider's total is 1, but its response holds 2; one cannot be read: log_id is null");
    }

    @Test
    void a_crowded_second_that_pages_show_whole_is_proven() {
        ListedCalls crowd = new ListedCalls().with(25, T - 50, 0);
        crowd.now = NOW;
        crowd.cap = 10;

        crowd.list(second(T - 50));

        assertThat(crowd.proven).containsExactly(Map.entry(second(T - 50), true));
        assertThat(crowd.kept).hasSize(25);
    }
}
