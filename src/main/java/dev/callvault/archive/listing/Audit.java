package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Compares the ledger with the provider's totals. One request checks an unbroken run of spans if their totals add up.
 * If they do not, halving finds the spans that differ, newest first, with one request per level.
 */
public final class Audit {
    /** After this many further requests, listing the rest is cheaper than narrowing it down. */
    private static final int MAX_QUESTIONS = 64;

    private final Function<TimeWindow, OptionalLong> statedTotal;
    private final long longest;
    private final List<Difference> differing = new ArrayList<>();
    private final List<CoverageSpan> unanswered = new ArrayList<>();
    private int questions;

    /** @param statedTotal asks the provider for a window's total; empty when it states none */
    Audit(Function<TimeWindow, OptionalLong> statedTotal) {
        this(statedTotal, Long.MAX_VALUE);
    }

    /**
     * An audit that starts with shorter windows, since an added call and a dropped call cancel out in one total.
     *
     * @param statedTotal asks the provider for a window's total; empty when it states none
     * @param longest the longest window of one request in seconds, unless a single span is longer
     */
    public Audit(Function<TimeWindow, OptionalLong> statedTotal, long longest) {
        this.statedTotal = statedTotal;
        this.longest = longest;
    }

    /**
     * A span whose total differs from the provider's.
     *
     * @param stated empty when the limit on requests was reached before this span was checked on its own
     */
    public record Difference(CoverageSpan span, OptionalLong stated) {}

    /**
     * The spans whose totals differ from the provider's.
     *
     * @param proven proven spans, earliest first
     */
    List<CoverageSpan> differing(List<CoverageSpan> proven) {
        return differences(proven).stream().map(Difference::span).toList();
    }

    /** The same, with the provider's totals. */
    public List<Difference> differences(List<CoverageSpan> proven) {
        for (List<CoverageSpan> run : runs(proven).reversed()) {
            compare(run, ask(run));
        }
        return differing.stream()
                .sorted(Comparator.comparing(it -> it.span().window()))
                .toList();
    }

    /** The spans for which the provider stated no total, even when asked about each alone; earliest first. */
    public List<CoverageSpan> unanswered() {
        return unanswered.stream()
                .sorted(Comparator.comparing(CoverageSpan::window))
                .toList();
    }

    private void compare(List<CoverageSpan> spans, OptionalLong stated) {
        if (stated.isPresent() && stated.getAsLong() == sum(spans)) {
            return;
        }
        if (spans.size() == 1 || questions >= MAX_QUESTIONS) {
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

    /** Unbroken runs, earliest first: rows in an uncovered window would count only on the provider's side. */
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
