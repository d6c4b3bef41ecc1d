package dev.callvault.archive;

import dev.callvault.call.TimeWindow;
import java.util.ArrayList;
import java.util.List;

/** Takes what a lister finds and compares it with the archive instead of storing it. Made for one listing. */
final class DeepComparison<T> implements Lister.ListingSink<T> {
    private final Feed<T> feed;
    private final RowComparison rows;
    private final List<TimeWindow> unproven = new ArrayList<>();
    private Comparison comparison = new Comparison(0, List.of(), 0);

    DeepComparison(Feed<T> feed, RowComparison rows) {
        this.feed = feed;
        this.rows = rows;
    }

    Comparison comparison() {
        return comparison;
    }

    /** Windows that would not come consistent just now. */
    List<TimeWindow> unproven() {
        return unproven;
    }

    @Override
    public void proven(TimeWindow window, List<T> listed) {
        compare(window, listed, true);
    }

    @Override
    public void unproven(TimeWindow window, List<T> listed, long total) {
        unproven.add(window);
        compare(window, listed, false);
    }

    /** The same rows come again in smaller windows. */
    @Override
    public void keep(List<T> listed) {}

    @Override
    public boolean isKnownUnproven(TimeWindow window) {
        return false;
    }

    private void compare(TimeWindow window, List<T> listed, boolean isWhole) {
        comparison = comparison.plus(rows.of(window, feed.refine().apply(listed), isWhole));
    }
}
