package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.SmallArchive;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A second whose rows are letters, in pages of two; its content may change from request to request. */
class OffsetPagerTest {
    private static final TimeWindow SECOND = new TimeWindow(100, 101);

    private final List<ListQuery> asked = new ArrayList<>();
    private final List<Page<String>> script = new ArrayList<>();

    private OffsetPager.Result<String> list(boolean repeats, Function<ListQuery, Page<String>> answer) {
        StreamSource<String> streamSource = new StreamSource<>(
                LogStream.CALLS,
                query -> {
                    asked.add(query);
                    return answer.apply(query);
                },
                row -> row,
                repeats,
                it -> List.of(),
                it -> new Rows.Calls(List.of()),
                it -> List.of());
        Inquiry<String> inquiry = new Inquiry<>(streamSource, question -> new Remembered(), SmallArchive.NOW);
        return new OffsetPager<>(inquiry, SECOND, 2).list();
    }

    private static void check(OffsetPager.Result<String> result, List<String> rows, long total, boolean proven) {
        assertThat(result.rows()).isEqualTo(rows);
        assertThat(result.total()).isEqualTo(total);
        assertThat(result.proven()).isEqualTo(proven);
        assertThat(result.doubt().why().isEmpty()).isEqualTo(proven);
    }

    private static Function<ListQuery, Page<String>> standing(long total, String... rows) {
        return query -> {
            List<String> all = List.of(rows);
            int from = (int) Math.min(all.size(), query.offset());
            return new Page<>(total, all.subList(from, Math.min(all.size(), from + query.limit())), 0);
        };
    }

    /** These pages in order, with the last one repeated forever. */
    private Page<String> scripted(ListQuery query) {
        return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }

    private static Page<String> page(long total, String... rows) {
        return new Page<>(total, List.of(rows), 0);
    }

    @Test
    void a_list_that_stands_still_is_proven_in_one_pass() {
        check(list(false, standing(5, "a", "b", "c", "d", "e")), List.of("a", "b", "c", "d", "e"), 5, true);
        assertThat(asked)
                .containsExactly(new ListQuery(SECOND, 0, 2), new ListQuery(SECOND, 2, 2), new ListQuery(SECOND, 4, 2));
    }

    @Test
    void an_empty_second_is_proven_empty() {
        check(list(false, standing(0)), List.of(), 0, true);
        assertThat(asked).hasSize(1);
    }

    @Test
    void rows_that_a_moving_list_hides_in_one_pass_come_in_the_next() {
        script.addAll(List.of(page(3, "a", "b"), page(3, "b"), page(3, "c", "a"), page(3, "b")));

        check(list(false, this::scripted), List.of("a", "b", "c"), 3, true);
    }

    @Test
    void a_total_that_is_never_reached_proves_nothing_and_costs_four_passes() {
        check(list(false, standing(4, "a", "b", "c")), List.of("a", "b", "c"), 4, false);
        assertThat(asked).as("each ends with an empty page").hasSize(4 * 3);
    }

    @Test
    void a_total_that_changes_within_a_pass_proves_nothing() {
        script.addAll(List.of(page(3, "a", "b"), page(4, "c", "d"), page(4, "a", "b"), page(4, "c", "d")));

        OffsetPager.Result<String> result = list(false, this::scripted);

        check(result, List.of("a", "b", "c", "d"), 4, true);
        assertThat(asked).as("the first pass is not believed").hasSize(4);
    }

    @Test
    void rows_that_cannot_be_read_prove_nothing_on_any_page() {
        for (int broken = 0; broken < 2; broken++) {
            int each = broken;
            assertThat(list(
                                    false,
                                    query -> new Page<>(
                                            4,
                                            query.offset() == 0 ? List.of("a", "b") : List.of("c", "d"),
                                            query.offset() / 2 == each ? 1 : 0))
                            .proven())
                    .isFalse();
        }
    }

    @Test
    void identical_lines_are_genuine_when_two_whole_passes_agree() {
        check(list(true, standing(3, "a", "b", "a")), List.of("a", "b", "a"), 3, true);
        assertThat(asked).as("two passes").hasSize(4);
    }

    @Test
    void identical_calls_are_not_genuine_however_often_they_come() {
        check(list(false, standing(3, "a", "b", "a")), List.of("a", "b"), 3, false);
    }

    @Test
    void of_copies_as_many_count_as_one_page_held() {
        check(list(true, standing(9, "a", "a", "a", "b")), List.of("a", "a", "b"), 9, false);
    }

    @Test
    void two_passes_that_agree_and_are_not_whole_prove_nothing() {
        assertThat(list(true, standing(4, "a", "b", "a")).proven()).isFalse();
    }

    @Test
    void a_page_that_does_not_come_ends_it_and_says_why() {
        OffsetPager.Result<String> result = list(false, query -> {
            if (query.offset() > 0) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
            return page(3, "a", "b");
        });

        check(result, List.of("a", "b"), 0, false);
        assertThat(result.doubt().why()).isEqualTo("cannot be listed: HTTP 500");
    }

    @Test
    void the_doubt_tells_what_was_stated_and_shown() {
        assertThat(list(false, standing(4, "a", "b", "c")).doubt().why())
                .isEqualTo("the provider's total is 4, but its pages hold 3 different rows");
    }

    @Test
    void two_passes_that_agree_prove_nothing_when_one_before_showed_more() {
        script.addAll(List.of(page(3, "a"), page(3, "a"), page(3, "a"), page(2, "a")));

        check(list(true, this::scripted), List.of("a", "a", "a"), 2, false);
    }
}
