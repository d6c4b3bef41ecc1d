package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.store.listing.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowProofTest {
    private static WindowProof of(boolean repeats, long total, List<Integer> rows, int unreadable, int largest) {
        return of(repeats, total, rows, unreadable, largest, 10_000);
    }

    private static WindowProof of(
            boolean repeats, long total, List<Integer> rows, int unreadable, int largest, int most) {
        StreamSource<Integer> streamSource = new StreamSource<>(
                LogStream.ERRORS,
                query -> new Page<>(0, List.of(), 0),
                row -> row,
                repeats,
                it -> List.of(),
                it -> new Rows.Errors(List.of()),
                it -> List.of());
        return WindowProof.of(streamSource, new Page<>(total, rows, unreadable), largest, most);
    }

    private static List<Integer> rows(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void as_many_distinct_rows_as_are_stated_prove_the_window() {
        assertThat(of(false, 3, rows(3), 0, 0)).isEqualTo(WindowProof.PROVEN);
        assertThat(of(false, 0, rows(0), 0, 500)).isEqualTo(WindowProof.PROVEN);
        assertThat(of(false, 9_999, rows(9_999), 0, 0)).isEqualTo(WindowProof.PROVEN);
    }

    @Test
    void an_answer_that_is_full_to_the_brim_may_have_been_cut_there() {
        assertThat(of(false, 10_000, rows(10_000), 0, 0)).isEqualTo(WindowProof.FULL);
        assertThat(of(false, 50, rows(50), 0, 0, 50)).isEqualTo(WindowProof.FULL);
        assertThat(of(false, 50, rows(49), 1, 0, 50)).isEqualTo(WindowProof.FULL);
        assertThat(of(false, 50, rows(50), 0, 0, 51)).isEqualTo(WindowProof.PROVEN);
    }

    @Test
    void the_same_row_twice_proves_nothing_unless_rows_can_repeat() {
        assertThat(of(false, 3, List.of(1, 2, 2), 0, 0)).isEqualTo(WindowProof.DOUBTFUL);
        assertThat(of(true, 3, List.of(1, 2, 2), 0, 0)).isEqualTo(WindowProof.PROVEN);
    }

    @Test
    void fewer_rows_than_are_stated_are_a_page_if_no_answer_was_longer() {
        assertThat(of(false, 90, rows(50), 0, 50)).isEqualTo(WindowProof.FULL);
        assertThat(of(false, 90, rows(50), 0, 49)).isEqualTo(WindowProof.FULL);
        assertThat(of(false, 90, rows(50), 0, 51)).as("longer answers came").isEqualTo(WindowProof.DOUBTFUL);
        assertThat(of(false, 90, rows(0), 0, 0)).as("nothing came").isEqualTo(WindowProof.DOUBTFUL);
    }

    @Test
    void rows_that_cannot_be_read_prove_nothing_but_they_count_as_rows_of_the_page() {
        assertThat(of(false, 3, rows(3), 1, 0)).isEqualTo(WindowProof.DOUBTFUL);
        assertThat(of(false, 4, rows(3), 1, 0)).as("it is whole but for that").isEqualTo(WindowProof.UNREAD);
        assertThat(of(false, 5, rows(3), 1, 4)).isEqualTo(WindowProof.FULL);
        assertThat(of(false, 5, rows(3), 1, 5)).isEqualTo(WindowProof.DOUBTFUL);
    }

    @Test
    void more_rows_than_are_stated_are_a_contradiction() {
        assertThat(of(false, 2, new ArrayList<>(rows(3)), 0, 0)).isEqualTo(WindowProof.DOUBTFUL);
    }
}
