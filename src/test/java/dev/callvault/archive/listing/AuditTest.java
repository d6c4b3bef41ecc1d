package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditTest {
    private final List<TimeWindow> questions = new ArrayList<>();
    private Predicate<TimeWindow> isServed = window -> true;

    @Test
    void equal_totals_are_proven_again_by_one_question() {
        assertThat(differing(hours(0, 120), window -> 0)).isEmpty();
        assertThat(questions).containsExactly(new TimeWindow(0, 120 * 3600));
    }

    @Test
    void one_late_call_is_found_by_one_question_a_level() {
        CoverageSpan late = hours(0, 128).get(40);

        List<CoverageSpan> found = differing(hours(0, 128), window -> window.overlaps(late.window()) ? 1 : 0);

        assertThat(found).containsExactly(late);
        assertThat(questions).hasSize(1 + 7);
    }

    @Test
    void one_more_and_one_fewer_are_told_apart_by_shorter_questions() {
        List<CoverageSpan> spans = hours(0, 48);
        ToLongFunction<TimeWindow> shift =
                window -> (window.overlaps(spans.get(3).window()) ? 1 : 0)
                        - (window.overlaps(spans.get(40).window()) ? 1 : 0);

        assertThat(differing(spans, shift)).as("they add up to the same").isEmpty();
        assertThat(audit(shift, 86_400).differences(spans))
                .containsExactly(
                        new Audit.Difference(spans.get(3), OptionalLong.of(11)),
                        new Audit.Difference(spans.get(40), OptionalLong.of(9)));
    }

    @Test
    void what_is_not_covered_is_not_asked_about() {
        List<CoverageSpan> spans = new ArrayList<>(hours(0, 3));
        spans.addAll(hours(5, 8));

        differing(spans, window -> 0);

        assertThat(questions).containsExactly(new TimeWindow(5 * 3600, 8 * 3600), new TimeWindow(0, 3 * 3600));
    }

    @Test
    void when_everything_differs_the_questions_are_bounded() {
        List<CoverageSpan> spans = hours(0, 2000);

        List<CoverageSpan> found = differing(spans, window -> window.seconds() / 3600);

        assertThat(found).isEqualTo(spans);
        assertThat(questions).hasSizeLessThan(80);
    }

    @Test
    void windows_without_an_answer_are_halved_until_they_have_one() {
        isServed = window -> window.seconds() <= 16 * 3600;
        Audit audit = audit(window -> 0, Long.MAX_VALUE);

        assertThat(audit.differing(hours(0, 64))).isEmpty();

        assertThat(audit.unanswered()).isEmpty();
        assertThat(questions).hasSize(1 + 2 + 4);
    }

    @Test
    void a_span_that_has_no_answer_by_itself_is_named_and_hides_no_difference_beside_it() {
        List<CoverageSpan> spans = hours(0, 32);
        isServed = window -> !window.overlaps(spans.get(5).window());
        Audit audit = audit(window -> window.overlaps(spans.get(6).window()) ? 1 : 0, Long.MAX_VALUE);

        assertThat(audit.differing(spans)).containsExactly(spans.get(6));
        assertThat(audit.unanswered()).containsExactly(spans.get(5));
    }

    @Test
    void where_nothing_has_an_answer_the_questions_are_bounded() {
        isServed = window -> false;
        Audit audit = audit(window -> 0, Long.MAX_VALUE);

        assertThat(audit.differing(hours(0, 2000))).isEmpty();

        assertThat(audit.unanswered()).isEqualTo(hours(0, 2000));
        assertThat(questions).hasSizeLessThan(80);
    }

    /** Each hour has 10 calls in the ledger, and this many more at the provider. */
    private List<CoverageSpan> differing(List<CoverageSpan> spans, ToLongFunction<TimeWindow> more) {
        return audit(more, Long.MAX_VALUE).differing(spans);
    }

    private Audit audit(ToLongFunction<TimeWindow> more, long longest) {
        return new Audit(
                window -> {
                    questions.add(window);
                    return isServed.test(window)
                            ? OptionalLong.of(window.seconds() / 3600 * 10 + more.applyAsLong(window))
                            : OptionalLong.empty();
                },
                longest);
    }

    private static List<CoverageSpan> hours(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(hour -> new CoverageSpan(new TimeWindow(hour * 3600, (hour + 1) * 3600), 10, true))
                .toList();
    }

    @Test
    void one_question_spans_as_much_as_it_may() {
        assertThat(audit(window -> 0, 24 * 3600).differing(hours(0, 48))).isEmpty();

        assertThat(questions).containsExactly(new TimeWindow(24 * 3600, 48 * 3600), new TimeWindow(0, 24 * 3600));
    }
}
