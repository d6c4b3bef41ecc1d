package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one run requests, computed only from the ledger and the clock.
 *
 * @param toList uncovered time, unproven time and the open window, earliest first
 * @param toAudit proven, closed spans that are certainly retained in full, earliest first
 */
record Plan(List<TimeWindow> toList, List<CoverageSpan> toAudit) {
    private static final long GRID = Duration.ofHours(1).toSeconds();

    /**
     * The plan of an ordinary run.
     *
     * @param ledger the spans that overlap the retention, earliest first
     * @param beginning where the ledger begins; empty for the first run, which starts where retention is certain
     */
    static Plan of(
            LogStream stream,
            Optional<Instant> beginning,
            List<CoverageSpan> ledger,
            Duration openWindow,
            Instant now) {
        long horizon = Horizon.sure(stream, now).getEpochSecond();
        long open = open(openWindow, now);
        long from = beginning.map(it -> Math.max(horizon, it.getEpochSecond())).orElse(horizon);
        List<CoverageSpan> closed = ledger.stream()
                .filter(CoverageSpan::proven)
                .filter(it -> it.window().to() <= open)
                .toList();
        List<TimeWindow> wanted = until(from, now).stream()
                .flatMap(it -> Windows.subtract(it, windows(closed)).stream())
                .flatMap(it -> Windows.cut(it, open).stream())
                .flatMap(it -> atUnproven(it, ledger).stream())
                .toList();
        return new Plan(wanted, retained(closed, horizon));
    }

    /** The plan of a sweep: lists everything retained again, in responses as large as the totals allow. */
    static Plan sweep(
            LogStream stream,
            Optional<Instant> beginning,
            List<CoverageSpan> ledger,
            Duration openWindow,
            Instant now,
            long most) {
        Plan ordinary = of(stream, beginning, ledger, openWindow, now);
        List<TimeWindow> again = new ArrayList<>(Windows.join(ordinary.toAudit(), most));
        again.addAll(ordinary.toList());
        return new Plan(again.stream().sorted().toList(), List.of());
    }

    /** The start of the open window, at a whole hour. */
    static long open(Duration openWindow, Instant now) {
        return Math.floorDiv(now.minus(openWindow).getEpochSecond(), GRID) * GRID;
    }

    /**
     * Spans that the provider still has completely.
     *
     * @param horizon where retention is certain, see {@link Horizon#sure}
     */
    static List<CoverageSpan> retained(List<CoverageSpan> spans, long horizon) {
        return spans.stream().filter(it -> it.window().from() >= horizon).toList();
    }

    /** Empty when the clock is before everything in the ledger: it was set back, or was ahead at first. */
    private static Optional<TimeWindow> until(long from, Instant now) {
        return from < now.getEpochSecond() ? Optional.of(new TimeWindow(from, now.getEpochSecond())) : Optional.empty();
    }

    private static List<TimeWindow> windows(List<CoverageSpan> spans) {
        return spans.stream().map(CoverageSpan::window).toList();
    }

    /**
     * Requests an unproven span exactly as in the ledger, so that it is recognised and not narrowed down in every run.
     */
    private static List<TimeWindow> atUnproven(TimeWindow window, List<CoverageSpan> ledger) {
        List<TimeWindow> parts = new ArrayList<>(List.of(window));
        ledger.stream().filter(it -> !it.proven()).forEach(span -> {
            TimeWindow last = parts.removeLast();
            List<TimeWindow> behind = new ArrayList<>();
            for (TimeWindow part : Windows.cut(last, span.window().from())) {
                behind.addAll(Windows.cut(part, span.window().to()));
            }
            parts.addAll(behind);
        });
        return parts;
    }
}
