package dev.callvault.verify;

import dev.callvault.archive.listing.Audit;
import dev.callvault.archive.listing.Audit.Difference;
import dev.callvault.archive.listing.Inquiry;
import dev.callvault.archive.listing.Lister;
import dev.callvault.archive.listing.StreamSnapshot;
import dev.callvault.archive.listing.StreamSource;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.WindowLimit.Question;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Asks the provider about one stream's time, with as few requests as its totals allow. */
final class StreamQuestions<T> {
    /** After this many holes, the rest are reported without a total. */
    private static final int MAX_HOLES = 50;

    private static final String UNANSWERED = "the provider does not state a total for this period just now";
    /**
     * Calls are checked day by day, so that a late call cannot hide behind one that the provider dropped early. Lines
     * are kept for so long that this cannot happen.
     */
    private static final Duration MAX_OF_CALLS = Duration.ofDays(1);

    private final Inquiry<T> inquiry;
    private final StreamSource<T> streamSource;

    StreamQuestions(Inquiry<T> inquiry) {
        this.inquiry = inquiry;
        this.streamSource = inquiry.streamSource();
    }

    /**
     * The totals.
     *
     * @param ledger reads the ledger's current spans of a window
     */
    ProviderSnapshot totals(StreamSnapshot snapshot, Function<TimeWindow, List<CoverageSpan>> ledger) {
        long widest = inquiry.reach(Question.TOTAL).widest();
        Audit audit = new Audit(
                this::total,
                streamSource.stream() == LogStream.CALLS ? Math.min(MAX_OF_CALLS.toSeconds(), widest) : widest);
        List<Difference> differences = audit.differences(snapshot.toAudit()).stream()
                .filter(it -> !isListedMeanwhile(it, ledger))
                .toList();
        Map<TimeWindow, String> doubts = new LinkedHashMap<>();
        audit.unanswered().forEach(it -> doubts.put(it.window(), UNANSWERED));
        long open = snapshot.open() < snapshot.now()
                ? total(new TimeWindow(snapshot.open(), snapshot.now())).orElse(0)
                : 0;
        return new ProviderSnapshot(differences, uncovered(snapshot), open, Optional.empty(), doubts);
    }

    /** The totals, plus everything retained, row by row. */
    ProviderSnapshot rows(
            StreamSnapshot snapshot, List<TimeWindow> windows, RowComparison rows, ProviderSnapshot totals) {
        DeepComparison<T> deep = new DeepComparison<>(streamSource, rows);
        new Lister<>(inquiry, deep).list(windows);
        Map<TimeWindow, String> doubts = new LinkedHashMap<>(totals.doubts());
        doubts.putAll(deep.doubts());
        return new ProviderSnapshot(
                totals.differences(), totals.uncovered(), totals.open(), Optional.of(deep.comparison()), doubts);
    }

    /** A daemon may have listed the span between reading the ledger and asking the provider. */
    private static boolean isListedMeanwhile(Difference difference, Function<TimeWindow, List<CoverageSpan>> ledger) {
        long now = ledger.apply(difference.span().window()).stream()
                .filter(CoverageSpan::proven)
                .mapToLong(CoverageSpan::total)
                .sum();
        return difference.stated().isPresent() && difference.stated().getAsLong() == now;
    }

    private Map<TimeWindow, Long> uncovered(StreamSnapshot snapshot) {
        Map<TimeWindow, Long> stated = new HashMap<>();
        snapshot.holes().stream()
                .filter(it -> snapshot.isAskable(it) && !snapshot.isOpen(it))
                .limit(MAX_HOLES)
                .forEach(hole -> total(hole).ifPresent(it -> stated.put(hole, it)));
        return stated;
    }

    private OptionalLong total(TimeWindow window) {
        return inquiry.total(window, shown -> {});
    }
}
