package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Compares the ledger with the provider's totals. One request settles an unbroken run of spans whose totals add up; where
 * they do not, halving finds the spans that differ, newest first, at one request a level.
 */
public final class Audit {
    /** Beyond so many questions more it is cheaper to list what is left than to go on narrowing it down. */
    private static final int MOST_QUESTIONS = 64;

    private final Function<TimeWindow, OptionalLong> statedTotal;
    private final long longest;
    private final List<Difference> differing = new ArrayList<>();
    private final List<CoverageSpan> unanswered = new ArrayList<>();
    private int questions;

    /** @param statedTotal asks the provider for a window's total; empty when it does not say */
    Audit(Function<TimeWindow, OptionalLong> statedTotal) {
        this(statedTotal, Long.MAX_VALUE);
    }

    /**
     * An audit whose first questions are shorter, since one call more and one call fewer add up to the same.
     *
     * @param statedTotal asks the provider for a window's total; empty when it does not say
     * @param longest what one question spans at most, in seconds, unless a single span is longer
     */
    public Audit(Function<TimeWindow, OptionalLong> statedTotal, long longest) {
        this.statedTotal = statedTotal;
        this.longest = longest;
    }

    /**
     * A span whose total the provider now states otherwise.
     *
     * @param stated empty when the questions had run out before it was asked about by itself
     */
    public record Difference(CoverageSpan span, OptionalLong stated) {}

    /**
     * The spans whose totals the provider now states otherwise.
     *
     * @param proven proven spans, earliest first
     */
    List<CoverageSpan> differing(List<CoverageSpan> proven) {
        return differences(proven).stream().map(Difference::span).toList();
    }

    /** The same, with what the provider states. */
    public List<Difference> differences(List<CoverageSpan> proven) {
        for (List<CoverageSpan> run : runs(proven).reversed()) {
            compare(run, ask(run));
        }
        return differing.stream()
                .sorted(Comparator.comparing(it -> it.span().window()))
                .toList();
    }

    /** The spans for which the provider stated nothing, not even by themselves; earliest first. */
    public List<CoverageSpan> unanswered() {
        return unanswered.stream()
                .sorted(Comparator.comparing(CoverageSpan::window))
                .toList();
    }

    private void compare(List<CoverageSpan> spans, OptionalLong stated) {
        if (stated.isPresent() && stated.getAsLong() == sum(spans)) {
            return;
        }
        if (spans.size() == 1 || questions >= MOST_QUESTIONS) {
            settle(spans, stated);
            return;
        }
        List<CoverageSpan> newer = spans.subList(spans.size() / 2, spans.size());
        List<CoverageSpan> older = spans.subList(0, spans.size() / 2);
        OptionalLong statedNewer = askMore(newer);
        compare(newer, statedNewer);
        boolean isKnown = stated.isPresent() && statedNewer.isPresent();
        compare(older, isKnown ? OptionalLong.of(stated.getAsLong() - statedNewer.getAsLong()) : askMore(older));
    }

    private void settle(List<CoverageSpan> spans, OptionalLong stated) {
        if (stated.isEmpty()) {
            unanswered.addAll(spans);
            return;
        }
        OptionalLong alone = spans.size() == 1 ? stated : OptionalLong.empty();
        spans.forEach(it -> differing.add(new Difference(it, alone)));
    }

    private OptionalLong askMore(List<CoverageSpan> run) {
        questions++;
        return ask(run);
    }

    private OptionalLong ask(List<CoverageSpan> run) {
        return statedTotal.apply(new TimeWindow(
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
        return run.getLast().window().to() == span.window().from() && length <= longest;
    }
}
