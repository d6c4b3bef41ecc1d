package dev.callvault.archive;

import dev.callvault.archive.Audit.Difference;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Asks the provider about one stream's time, at as few requests as its totals allow. */
final class StreamQuestions<T> {
    /** Beyond so many holes the rest is reported without what it holds. */
    private static final int MOST_HOLES = 50;
    /**
     * Calls are asked for day by day: a late one would hide behind one that the provider has dropped early. Lines are kept
     * for so long that this cannot be.
     */
    private static final Duration LONGEST_OF_CALLS = Duration.ofDays(1);

    private final Feed<T> feed;

    StreamQuestions(Feed<T> feed) {
        this.feed = feed;
    }

    /**
     * The totals.
     *
     * @param ledger reads the ledger's spans of a window anew
     */
    Answers totals(Terrain terrain, Function<TimeWindow, List<CoverageSpan>> ledger) {
        Audit audit =
                feed.stream() == LogStream.CALLS ? new Audit(this::total, LONGEST_OF_CALLS) : new Audit(this::total);
        List<Difference> differences = audit.differences(terrain.toAudit()).stream()
                .filter(it -> !isListedMeanwhile(it, ledger))
                .toList();
        long open = terrain.open() < terrain.now() ? total(new TimeWindow(terrain.open(), terrain.now())) : 0;
        return new Answers(differences, uncovered(terrain), open, Optional.empty(), List.of());
    }

    /** The totals, and everything that is retained row by row. */
    Answers rows(Terrain terrain, List<TimeWindow> windows, RowComparison rows, Answers totals) {
        DeepComparison<T> deep = new DeepComparison<>(feed, rows);
        Lister<T> lister = new Lister<>(feed, deep);
        if (!windows.isEmpty() && windows.getFirst().from() <= terrain.horizon()) {
            HorizonProbe.list(windows, lister::list);
        } else {
            lister.list(windows);
        }
        return new Answers(
                totals.differences(),
                totals.uncovered(),
                totals.open(),
                Optional.of(deep.comparison()),
                deep.unproven());
    }

    /** A daemon may have listed the span between reading the ledger and asking. */
    private static boolean isListedMeanwhile(Difference difference, Function<TimeWindow, List<CoverageSpan>> ledger) {
        long now = ledger.apply(difference.span().window()).stream()
                .filter(CoverageSpan::proven)
                .mapToLong(CoverageSpan::total)
                .sum();
        return difference.stated().isPresent() && difference.stated().getAsLong() == now;
    }

    private Map<TimeWindow, Long> uncovered(Terrain terrain) {
        Map<TimeWindow, Long> stated = new HashMap<>();
        terrain.holes().stream()
                .filter(it -> terrain.isAskable(it) && !terrain.isOpen(it))
                .limit(MOST_HOLES)
                .forEach(hole -> HorizonProbe.list(List.of(hole), allowed -> stated.put(hole, total(allowed))));
        return stated;
    }

    private long total(List<TimeWindow> windows) {
        return windows.stream().mapToLong(this::total).sum();
    }

    private long total(TimeWindow window) {
        return feed.ask().apply(ListQuery.total(window)).total();
    }
}
