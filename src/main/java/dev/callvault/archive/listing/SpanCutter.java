package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a proven window into the ledger's spans: whole hours where late calls are likely or time is about to expire,
 * whole days elsewhere (UTC). A later audit can then find the span that differs, and expired records are not mistaken
 * for lost ones.
 *
 * <p>A span's total is the number of the window's rows in it, by the time that the provider filters by, as far as it is
 * known. A row whose own time is unknown or outside the window counts in a neighbouring span or at the edge. The sum is
 * proven in any case, and a wrongly counted span differs in the audit and is listed on its own.
 */
final class SpanCutter {
    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final Duration FINE = Duration.ofDays(2);

    private SpanCutter() {}

    static List<CoverageSpan> cut(LogStream stream, TimeWindow window, List<@Nullable Instant> times, Instant now) {
        long fineFrom =
                stream == LogStream.CALLS ? Long.MIN_VALUE : now.minus(FINE).getEpochSecond();
        List<TimeWindow> spans = grid(window, fineFrom);
        long[] totals = count(spans, times);
        List<CoverageSpan> result = new ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            result.add(new CoverageSpan(spans.get(i), totals[i], true));
        }
        return result;
    }

    private static List<TimeWindow> grid(TimeWindow window, long fineFrom) {
        List<TimeWindow> spans = new ArrayList<>();
        long from = window.from();
        while (from < window.to()) {
            long step = from >= fineFrom ? HOUR : DAY;
            long to = Math.min(window.to(), (Math.floorDiv(from, step) + 1) * step);
            spans.add(new TimeWindow(from, to));
            from = to;
        }
        return spans;
    }

    private static long[] count(List<TimeWindow> spans, List<@Nullable Instant> times) {
        long[] starts = spans.stream().mapToLong(TimeWindow::from).toArray();
        long[] totals = new long[starts.length];
        int last = 0;
        for (@Nullable Instant time : times) {
            last = time == null ? last : indexOf(time.getEpochSecond(), starts);
            totals[last]++;
        }
        return totals;
    }

    private static int indexOf(long second, long[] starts) {
        int at = Arrays.binarySearch(starts, second);
        return at >= 0 ? at : Math.max(0, -at - 2);
    }
}
