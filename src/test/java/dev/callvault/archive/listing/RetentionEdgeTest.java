package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.bodies.ListedCalls;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.WindowLimit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionEdgeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final long NOMINAL = Horizon.nominal(LogStream.CALLS, NOW).getEpochSecond();
    private static final long SURE = Horizon.sure(LogStream.CALLS, NOW).getEpochSecond();
    private static final TimeWindow EDGE = new TimeWindow(NOMINAL, SURE);

    private final FussyProvider provider = new FussyProvider();
    private final ListedCalls found = new ListedCalls();

    RetentionEdgeTest() {
        found.other = provider::listCalls;
    }

    private RetentionEdge<?> edge() {
        return new RetentionEdge<>(new Inquiry<>(found.streamSource(), question -> found.memory, NOW), found, NOW);
    }

    private void list() {
        edge().list(Optional.empty());
    }

    private void keepWhatStillComes(long from, long to) {
        edge().keepWhatStillComes(new TimeWindow(from, to));
    }

    @Test
    void a_new_archive_takes_what_is_about_to_expire_for_one_question() {
        provider.every(600, EDGE).with(SURE);

        list();

        assertThat(found.proven).containsOnlyKeys(EDGE).containsValue(true);
        assertThat(found.kept).hasSize(12).doesNotContainKey(SURE);
        assertThat(provider.questions).hasSize(1);
    }

    @Test
    void a_ledger_that_begins_before_the_edge_leaves_nothing_to_ask() {
        edge().list(Optional.of(Instant.ofEpochSecond(NOMINAL)));

        assertThat(provider.questions).isEmpty();
    }

    @Test
    void only_what_lies_before_the_ledger_is_asked_for() {
        edge().list(Optional.of(Instant.ofEpochSecond(NOMINAL + 900)));

        assertThat(found.proven).containsOnlyKeys(new TimeWindow(NOMINAL, NOMINAL + 900));
    }

    @Test
    void a_start_that_is_refused_is_tried_a_minute_later_then_ten_then_an_hour() {
        provider.refusingBefore(NOMINAL + 601).every(600, EDGE);

        list();

        assertThat(found.proven).containsOnlyKeys(new TimeWindow(NOMINAL + 3900, SURE));
        assertThat(provider.unserved.stream()
                        .filter(it -> it.window().to() == SURE)
                        .map(it -> it.window().from())
                        .distinct())
                .containsExactly(NOMINAL, NOMINAL + 60, NOMINAL + 600);
    }

    @Test
    void where_the_whole_edge_is_refused_nothing_comes_and_nothing_is_claimed() {
        provider.refusingBefore(SURE);

        list();

        assertThat(found.proven).isEmpty();
        assertThat(found.left).isEmpty();
    }

    @Test
    void an_edge_that_is_not_served_is_given_up() {
        provider.poisonedAt(NOMINAL + 5000);

        list();

        assertThat(found.proven).isEmpty();
        assertThat(found.kept).isEmpty();
    }

    @Test
    void what_one_answer_does_not_hold_is_kept_whole_but_proves_nothing() {
        provider.every(60, EDGE).mostRows = 25;

        list();

        assertThat(found.kept).hasSize(120);
        assertThat(found.proven).isEmpty();
    }

    @Test
    void an_answer_that_is_too_full_is_kept_even_if_its_parts_are_not_served() {
        provider.every(60, EDGE)
                .failing(query -> {
                    if (query.window().from() < SURE && query.window().seconds() < EDGE.seconds()) {
                        throw new SourceFailure.ServerTrouble("HTTP 500");
                    }
                })
                .mostRows = 25;

        list();

        assertThat(found.kept).hasSize(25);
        assertThat(found.proven).isEmpty();
        assertThat(found.left).isEmpty();
    }

    @Test
    void rows_beside_one_that_cannot_be_read_are_kept_and_prove_nothing() {
        provider.every(600, EDGE).withUnreadable(NOMINAL + 601);

        list();

        assertThat(found.kept).hasSize(12);
        assertThat(found.proven).isEmpty();
        assertThat(provider.questions).hasSize(1);
    }

    @Test
    void rows_of_answers_that_contradict_themselves_are_kept() {
        found.other = query -> {
            Page<CallSummary> whole = provider.listCalls(query);
            return new Page<>(whole.total() + 1, whole.rows(), 0);
        };
        provider.every(10, EDGE).mostRows = 25;

        list();

        assertThat(found.kept).hasSize(720);
        assertThat(found.proven).isEmpty();
    }

    @Test
    void a_row_that_only_narrow_windows_show_is_found_where_the_answers_contradict_themselves() {
        provider.every(60, EDGE).mostRows = 25;
        found.other = query -> {
            Page<CallSummary> whole = provider.listCalls(query);
            List<CallSummary> rows = whole.rows();
            boolean hides = query.window().seconds() > 600 && rows.size() < 25;
            return hides ? new Page<>(whole.total(), rows.subList(1, rows.size()), 0) : whole;
        };

        list();

        assertThat(found.kept).hasSize(120);
    }

    @Test
    void what_still_comes_of_time_about_to_be_lost_is_kept_and_proves_nothing() {
        provider.every(600, EDGE);

        keepWhatStillComes(NOMINAL, NOMINAL + 3600);

        assertThat(found.kept).hasSize(6);
        assertThat(found.proven).isEmpty();
    }

    @Test
    void time_across_the_horizon_is_asked_for_on_either_side_so_that_one_need_not_cost_the_other() {
        provider.refusingBefore(NOMINAL).with(NOMINAL + 5);

        keepWhatStillComes(NOMINAL - 10, NOMINAL + 10);

        assertThat(found.kept).containsOnlyKeys(NOMINAL + 5);
    }

    @Test
    void a_window_as_short_as_the_next_step_is_given_up() {
        provider.refusingBefore(SURE);

        keepWhatStillComes(NOMINAL, NOMINAL + 60);

        assertThat(found.kept).isEmpty();
    }

    @Test
    void time_wider_than_the_provider_takes_is_asked_for_in_parts() {
        found.memory.limit = Optional.of(new WindowLimit(1800, ListQuery.MAX, NOW.minusSeconds(60)));
        provider.refusingWiderThan(1800).every(600, EDGE);

        keepWhatStillComes(NOMINAL, SURE);

        assertThat(found.kept).hasSize(12);
    }
}
