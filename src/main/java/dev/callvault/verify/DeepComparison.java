package dev.callvault.verify;

import dev.callvault.archive.listing.Lister;
import dev.callvault.archive.listing.StreamSource;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Doubt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a lister's results with the archive instead of storing them. Made for one listing. */
final class DeepComparison<T> implements Lister.ListingSink<T> {
    private final StreamSource<T> streamSource;
    private final RowComparison rows;
    private final Map<TimeWindow, String> doubts = new LinkedHashMap<>();
    private Comparison comparison = new Comparison(0, List.of(), 0);

    DeepComparison(StreamSource<T> streamSource, RowComparison rows) {
        this.streamSource = streamSource;
        this.rows = rows;
    }

    Comparison comparison() {
        return comparison;
    }

    /** Windows that could not be proven just now, and why. */
    Map<TimeWindow, String> doubts() {
        return doubts;
    }

    @Override
    public void proven(TimeWindow window, List<T> listed) {
        compare(window, listed, true);
    }

    @Override
    public void unproven(TimeWindow window, List<T> listed, long total, Doubt doubt) {
        doubts.put(window, doubt.why());
        compare(window, listed, false);
    }

    @Override
    public void left(TimeWindow window) {
        doubts.put(window, "too many other windows failed just now");
    }

    /** The same rows come again in smaller windows. */
    @Override
    public void keep(List<T> listed) {}

    @Override
    public boolean isKnownUnproven(TimeWindow window) {
        return false;
    }

    private void compare(TimeWindow window, List<T> listed, boolean isWhole) {
        comparison = comparison.plus(rows.of(window, streamSource.refine().apply(listed), isWhole));
    }
}
