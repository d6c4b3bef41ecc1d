package dev.callvault.archive;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Compares the ledger with the provider's totals. One request settles an unbroken run of spans whose totals add up; where
 * they do not, halving finds the spans that differ, newest first, at one request a level.
 */
final class Audit {
    /** Beyond so many questions it is cheaper to list what is left than to go on narrowing it down. */
    private static final int MOST_QUESTIONS = 64;

    private final ToLongFunction<TimeWindow> statedTotal;
    private final List<CoverageSpan> differing = new ArrayList<>();
    private int questions;

    /** @param statedTotal asks the provider for a window's total */
    Audit(ToLongFunction<TimeWindow> statedTotal) {
        this.statedTotal = statedTotal;
    }

    /**
     * The spans whose totals the provider now states otherwise.
     *
     * @param proven proven spans, earliest first
     */
    List<CoverageSpan> differing(List<CoverageSpan> proven) {
        for (List<CoverageSpan> run : runs(proven).reversed()) {
            compare(run, ask(run));
        }
        return differing.stream()
                .sorted((one, other) -> one.window().compareTo(other.window()))
                .toList();
    }

    private void compare(List<CoverageSpan> spans, long stated) {
        if (stated == sum(spans)) {
            return;
        }
        if (spans.size() == 1 || questions >= MOST_QUESTIONS) {
            differing.addAll(spans);
            return;
        }
        List<CoverageSpan> newer = spans.subList(spans.size() / 2, spans.size());
        List<CoverageSpan> older = spans.subList(0, spans.size() / 2);
        long statedNewer = ask(newer);
        compare(newer, statedNewer);
        compare(older, stated - statedNewer);
    }

    private long ask(List<CoverageSpan> run) {
        questions++;
        return statedTotal.applyAsLong(new TimeWindow(
                run.getFirst().window().from(), run.getLast().window().to()));
    }

    private static long sum(List<CoverageSpan> spans) {
        return spans.stream().mapToLong(CoverageSpan::total).sum();
    }

    /** Unbroken runs, earliest first: a window that is not covered would count on the provider's side only. */
    private static List<List<CoverageSpan>> runs(List<CoverageSpan> spans) {
        List<List<CoverageSpan>> runs = new ArrayList<>();
        for (CoverageSpan span : spans) {
            boolean touches = !runs.isEmpty()
                    && runs.getLast().getLast().window().to() == span.window().from();
            if (!touches) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(span);
        }
        return runs;
    }
}
