package dev.callvault.archive;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Compares the ledger with the provider's totals. One request settles an unbroken run of spans whose totals add up; where
 * they do not, halving finds the spans that differ, newest first, at one request a level.
 */
final class Audit {
    /** Beyond so many questions it is cheaper to list what is left than to go on narrowing it down. */
    private static final int MOST_QUESTIONS = 64;

    private final ToLongFunction<TimeWindow> statedTotal;
    private final Duration longest;
    private final List<Difference> differing = new ArrayList<>();
    private int questions;

    /** @param statedTotal asks the provider for a window's total */
    Audit(ToLongFunction<TimeWindow> statedTotal) {
        this(statedTotal, ChronoUnit.FOREVER.getDuration());
    }

    /**
     * An audit whose first questions are shorter, since one call more and one call fewer add up to the same.
     *
     * @param statedTotal asks the provider for a window's total
     * @param longest what one question spans at most, unless a single span is longer
     */
    Audit(ToLongFunction<TimeWindow> statedTotal, Duration longest) {
        this.statedTotal = statedTotal;
        this.longest = longest;
    }

    /**
     * A span whose total the provider now states otherwise.
     *
     * @param stated empty when the questions had run out before it was asked about by itself
     */
    record Difference(CoverageSpan span, OptionalLong stated) {}

    /**
     * The spans whose totals the provider now states otherwise.
     *
     * @param proven proven spans, earliest first
     */
    List<CoverageSpan> differing(List<CoverageSpan> proven) {
        return differences(proven).stream().map(Difference::span).toList();
    }

    /** The same, with what the provider states. */
    List<Difference> differences(List<CoverageSpan> proven) {
        for (List<CoverageSpan> run : runs(proven).reversed()) {
            compare(run, ask(run));
        }
        return differing.stream()
                .sorted(Comparator.comparing(it -> it.span().window()))
                .toList();
    }

    private void compare(List<CoverageSpan> spans, long stated) {
        if (stated == sum(spans)) {
            return;
        }
        if (spans.size() == 1 || questions >= MOST_QUESTIONS) {
            OptionalLong alone = spans.size() == 1 ? OptionalLong.of(stated) : OptionalLong.empty();
            spans.forEach(it -> differing.add(new Difference(it, alone)));
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
    private List<List<CoverageSpan>> runs(List<CoverageSpan> spans) {
        List<List<CoverageSpan>> runs = new ArrayList<>();
        for (CoverageSpan span : spans) {
            if (runs.isEmpty() || !goesOn(runs.getLast(), span)) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(span);
        }
        return runs;
    }

    private boolean goesOn(List<CoverageSpan> run, CoverageSpan span) {
        long length = span.window().to() - run.getFirst().window().from();
        return run.getLast().window().to() == span.window().from() && length <= longest.toSeconds();
    }
}
