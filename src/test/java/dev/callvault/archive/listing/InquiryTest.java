package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.CallSummary;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.WindowLimit.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InquiryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final long T = NOW.getEpochSecond();
    private static final TimeWindow WIDE = new TimeWindow(T - 86_400, T);
    private static final TimeWindow EASY = new TimeWindow(T - 7200, T - 7199);

    private final FussyProvider provider = new FussyProvider().every(600, WIDE);
    private final Remembered memory = new Remembered();
    private final Inquiry<CallSummary> inquiry = new Inquiry<>(provider.streamSource(), question -> memory, NOW);

    /** Failures that may be caused by the window, and whether the window is requested again. */
    static List<SourceFailure> failures() {
        return List.of(
                new SourceFailure.Refused("HTTP 400"),
                new SourceFailure.TimedOut("60 s"),
                new SourceFailure.ServerTrouble("HTTP 504"),
                new SourceFailure.Unreachable("cut", null),
                new SourceFailure.Unreadable("HTML", Content.of(new byte[0]), null));
    }

    private void failsForWide(SourceFailure failure) {
        provider.failing(query -> {
            if (query.window().seconds() > 1) {
                throw failure;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_window_is_too_much_when_a_second_is_served(SourceFailure failure) {
        failsForWide(failure);

        Reply<CallSummary> reply = inquiry.rows(WIDE);

        assertThat(reply).isEqualTo(new Reply.Unserved<>(failure));
        ListQuery wide = ListQuery.all(WIDE).once();
        ListQuery easy = ListQuery.all(EASY);
        assertThat(provider.questions)
                .as("it fails time after time, while a second is answered each time")
                .containsExactly(wide, easy, easy.once(), wide, easy.once(), wide, easy.once(), wide);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_provider_that_is_down_costs_a_question_more_and_says_its_failure(SourceFailure failure) {
        provider.failing(query -> {
            throw failure;
        });

        assertThatThrownBy(() -> inquiry.rows(WIDE)).isSameAs(failure);

        assertThat(provider.questions.size()).isEqualTo(failure instanceof SourceFailure.Refused ? 3 : 2);
    }

    @Test
    void an_answer_that_is_too_large_needs_no_second_question() {
        failsForWide(new SourceFailure.TooLarge("129 MiB"));

        assertThat(inquiry.rows(WIDE)).isInstanceOf(Reply.Unserved.class);

        assertThat(provider.questions).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_is_not_about_the_window_is_thrown_at_once(SourceFailure failure) {
        provider.failing(query -> {
            throw failure;
        });

        assertThatThrownBy(() -> inquiry.rows(WIDE)).isSameAs(failure);
        assertThatThrownBy(() -> inquiry.rowsOnce(WIDE)).isSameAs(failure);
        assertThatThrownBy(() -> inquiry.total(WIDE, page -> {})).isSameAs(failure);
        assertThatThrownBy(() -> inquiry.refuses(T)).isSameAs(failure);

        assertThat(provider.questions).hasSize(4);
    }

    static List<SourceFailure> others() {
        return List.of(
                new SourceFailure.CredentialsRefused("HTTP 401"),
                new SourceFailure.Throttled("HTTP 429", Duration.ofSeconds(1)),
                new SourceFailure.Interrupted());
    }

    @Test
    void trouble_that_passes_at_once_costs_three_questions_and_no_narrowing() {
        int[] left = {1};
        provider.failing(query -> {
            if (left[0]-- > 0) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });

        assertThat(inquiry.rows(WIDE)).isInstanceOf(Reply.Answered.class);
        assertThat(provider.questions).hasSize(4);
    }

    @Test
    void another_failure_at_the_second_try_counts_as_itself() {
        int[] questions = {0};
        provider.failing(query -> {
            questions[0]++;
            if (questions[0] == 1) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
            if (questions[0] == 3) {
                throw new SourceFailure.CredentialsRefused("HTTP 401");
            }
        });

        assertThatThrownBy(() -> inquiry.rows(WIDE)).isInstanceOf(SourceFailure.CredentialsRefused.class);
    }

    @Test
    void a_second_is_asked_for_with_patience_and_not_again_after_that() {
        provider.poisonedAt(T - 100);
        TimeWindow second = new TimeWindow(T - 100, T - 99);

        assertThat(inquiry.rows(second)).isInstanceOf(Reply.Unserved.class);

        assertThat(provider.questions).containsExactly(ListQuery.all(second), ListQuery.all(EASY));
    }

    @Test
    void a_second_that_is_known_to_be_trouble_costs_one_question() {
        provider.poisonedAt(T - 100);
        TimeWindow second = new TimeWindow(T - 100, T - 99);

        assertThat(inquiry.rowsOnce(second)).isInstanceOf(Reply.Unserved.class);
        assertThat(provider.takeQuestions())
                .containsExactly(ListQuery.all(second).once());

        provider.healed();
        assertThat(inquiry.rowsOnce(second)).isInstanceOf(Reply.Answered.class);
    }

    @Test
    void a_limit_that_is_refused_is_lowered_and_remembered() {
        provider.failing(query -> {
            if (query.limit() > 500) {
                throw new SourceFailure.Refused("limit must be from 1 to 500");
            }
        });

        Reply<CallSummary> reply = inquiry.rows(WIDE);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        it -> assertThat(it.page().rows().size()).isEqualTo(100));
        assertThat(memory.limit).contains(new WindowLimit(WindowLimit.NO_LIMIT, 100, NOW));
        assertThat(inquiry.isExhausted()).isFalse();
        assertThat(inquiry.reach(Question.LIST).widest()).isEqualTo(WindowLimit.NO_LIMIT);
    }

    @Test
    void a_start_that_is_too_old_is_told_from_a_range_that_is_too_long() {
        long horizon = T - 5 * 86_400;
        provider.refusingBefore(horizon + 30);

        assertThat(inquiry.rows(new TimeWindow(horizon, T))).isInstanceOf(Reply.TooOld.class);
        assertThat(provider.takeQuestions())
                .hasSize(3)
                .last()
                .isEqualTo(ListQuery.total(new TimeWindow(horizon, horizon + 1)));

        provider.refusingWiderThan(3600);
        assertThat(inquiry.rows(new TimeWindow(horizon + 30, T))).isInstanceOf(Reply.Unserved.class);
        assertThat(inquiry.rows(new TimeWindow(horizon, T))).isInstanceOf(Reply.TooOld.class);
    }

    @Test
    void what_begins_after_the_edge_is_never_too_old() {
        provider.refusingBefore(T - 4 * 86_400);
        long past = T - 5 * 86_400 + 7200 + 1;

        assertThat(inquiry.rows(new TimeWindow(past, T))).isInstanceOf(Reply.Unserved.class);
        assertThat(inquiry.rows(new TimeWindow(past - 1, T))).isInstanceOf(Reply.TooOld.class);
    }

    @Test
    void a_total_is_asked_for_in_parts_that_are_not_too_wide() {
        memory.limit = Optional.of(new WindowLimit(86_400 / 4, ListQuery.MAX, NOW));
        Inquiry<CallSummary> limited = new Inquiry<>(provider.streamSource(), question -> memory, NOW);
        long[] shown = {0};

        assertThat(limited.total(WIDE, page -> shown[0] += page.rows().size())).hasValue(144);

        assertThat(provider.questions).hasSize(4).allMatch(it -> it.limit() == 1);
        assertThat(shown[0]).isEqualTo(4);
    }

    @Test
    void a_total_that_is_not_served_is_none() {
        provider.refusingWiderThan(3600);

        assertThat(inquiry.total(WIDE, page -> {})).isEmpty();
        assertThat(inquiry.total(new TimeWindow(T - 3600, T), page -> {})).hasValue(6);
    }

    private void leaveUnserved(int windows) {
        for (int i = 0; i < windows; i++) {
            assertThat(inquiry.isExhausted()).isFalse();
            inquiry.rows(new TimeWindow(T - 100 - 2L * i, T - 98 - 2L * i));
        }
    }

    @Test
    void after_so_many_windows_that_were_not_served_totals_are_not_asked_for_any_more() {
        provider.refusingWiderThan(1);
        for (int i = 0; i < 4; i++) {
            leaveUnserved(Inquiry.MAX_UNSERVED / 4);
            assertThat(inquiry.isExhausted()).isEqualTo(i == 3);
            inquiry.rows(new TimeWindow(T - 1, T));
        }
        provider.takeQuestions();

        assertThat(inquiry.total(WIDE, page -> {})).isEmpty();
        assertThat(provider.questions).isEmpty();
    }

    @Test
    void where_nothing_is_served_at_all_a_run_gives_up_sooner() {
        provider.refusingWiderThan(1);

        leaveUnserved(Inquiry.MAX_IN_A_ROW);

        assertThat(inquiry.isExhausted()).isTrue();
    }

    @Test
    void a_total_that_is_refused_everywhere_is_not_asked_for_a_third_time() {
        provider.failing(query -> {
            throw new SourceFailure.Refused("HTTP 400");
        });

        assertThatThrownBy(() -> inquiry.total(WIDE, shown -> {})).isInstanceOf(SourceFailure.Refused.class);

        assertThat(provider.questions).hasSize(2);
    }

    @Test
    void that_totals_have_no_limit_is_remembered_where_lists_have_one() {
        Remembered lists = new Remembered();
        Remembered totals = new Remembered();
        lists.limit = Optional.of(new WindowLimit(3 * 86_400, ListQuery.MAX, NOW.minus(Duration.ofDays(2))));
        Inquiry<CallSummary> first =
                new Inquiry<>(provider.streamSource(), question -> question == Question.LIST ? lists : totals, NOW);

        var unused = first.total(new TimeWindow(T - 4 * 86_400, T), shown -> {});

        assertThat(totals.limit.map(WindowLimit::seconds)).hasValue(WindowLimit.NO_LIMIT);
        Inquiry<CallSummary> next =
                new Inquiry<>(provider.streamSource(), question -> question == Question.LIST ? lists : totals, NOW);
        assertThat(next.reach(Question.TOTAL).widest()).isEqualTo(WindowLimit.NO_LIMIT);
    }

    @Test
    void a_limit_of_totals_is_forgotten_where_lists_have_none() {
        Remembered totals = new Remembered();
        totals.limit = Optional.of(new WindowLimit(3 * 86_400, ListQuery.MAX, NOW.minus(Duration.ofDays(2))));
        Inquiry<CallSummary> first = new Inquiry<>(
                provider.streamSource(), question -> question == Question.LIST ? new Remembered() : totals, NOW);

        var unused = first.total(new TimeWindow(T - 4 * 86_400, T), shown -> {});

        assertThat(totals.limit).isEmpty();
    }

    @Test
    void a_limit_that_totals_turn_out_to_have_is_remembered_as_theirs() {
        Remembered lists = new Remembered();
        Remembered totals = new Remembered();
        lists.limit = Optional.of(new WindowLimit(86_400, ListQuery.MAX, NOW.minus(Duration.ofDays(2))));
        Inquiry<CallSummary> first =
                new Inquiry<>(provider.streamSource(), question -> question == Question.LIST ? lists : totals, NOW);

        var unused = first.total(new TimeWindow(T - 2 * 86_400, T), shown -> {});

        assertThat(totals.limit.map(WindowLimit::seconds)).hasValue(2 * 86_400L);
        assertThat(lists.limit.map(WindowLimit::seconds)).hasValue(86_400L);
    }
}
