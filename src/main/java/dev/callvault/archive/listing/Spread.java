package dev.callvault.archive.listing;

import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Guesses where the rows of a window lie from a response that could not hold them all, so that the parts it is cut into
 * fill a response each. A wrong guess costs a request or two: every part is proven or cut again on its own.
 *
 * <p>A year of lines often lies in a few weeks of it, and a response shows either the oldest rows, or the newest, or some
 * of all. Equal parts would find the weeks only by cutting again and again.
 */
final class Spread {
    /** How many of a response's rows are looked at. */
    private static final int LOOKED_AT = 2_000;
    /** From so many of them the density of a stretch of time is guessed. */
    private static final int TELLING = 16;
    /** The share of neighbours that may be out of order in a list that is sorted but for a few. */
    private static final double DISORDER = 0.1;
    /** How much further than expected the other rows are looked for. */
    private static final double MARGIN = 1.5;

    private final TimeWindow window;
    private final long total;
    private final int shown;
    private final double aim;

    /**
     * @param window longer than a second
     * @param total how many rows the window holds, as stated
     * @param shown how many of them the response held
     * @param aim how many rows a part should hold
     */
    Spread(TimeWindow window, long total, int shown, double aim) {
        this.window = window;
        this.total = total;
        this.shown = shown;
        this.aim = aim;
    }

    /** Some of the rows, evenly chosen, in their order, with the first and the last. */
    static <T> List<T> sample(List<T> rows) {
        int count = Math.min(LOOKED_AT, rows.size());
        List<T> sample = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sample.add(rows.get((int) (i * (rows.size() - 1L) / Math.max(1, count - 1))));
        }
        return sample;
    }

    /**
     * Cuts the window into at least two parts, earliest first.
     *
     * @param times when the rows of the {@link #sample} happened, in the response's order; null where unknown
     */
    List<TimeWindow> cut(List<@Nullable Instant> times) {
        List<Long> seconds = times.stream()
                .filter(Objects::nonNull)
                .filter(window::contains)
                .map(Instant::getEpochSecond)
                .toList();
        if (seconds.size() < TELLING || seconds.size() < times.size()) {
            return equal(window, Math.max(2, parts((double) total)));
        }
        long oldest = Collections.min(seconds);
        long newest = Collections.max(seconds);
        double perSecond = (double) shown / Math.max(1, newest - oldest);
        if (isSorted(seconds)) {
            return afterShown(Math.max(newest, window.from() + 1), perSecond);
        }
        if (isSorted(seconds.reversed())) {
            return beforeShown(Math.min(oldest + 1, window.to() - 1), perSecond);
        }
        return atQuantiles(seconds.stream().sorted().toList());
    }

    private static boolean isSorted(List<Long> seconds) {
        long wrong = IntStream.range(1, seconds.size())
                .filter(it -> seconds.get(it - 1) > seconds.get(it))
                .count();
        return wrong <= DISORDER * seconds.size();
    }

    /** The oldest rows were shown. The last second of them may have more, so it belongs to the rest. */
    private List<TimeWindow> afterShown(long edge, double perSecond) {
        TimeWindow rest = new TimeWindow(edge, window.to());
        List<TimeWindow> parts = new ArrayList<>(List.of(new TimeWindow(window.from(), edge)));
        long reach = reach(perSecond);
        if (reach >= rest.seconds()) {
            parts.addAll(equal(rest, parts((double) unseen())));
        } else {
            TimeWindow near = new TimeWindow(edge, edge + reach);
            parts.addAll(equal(near, parts(near.seconds() * perSecond)));
            parts.add(new TimeWindow(near.to(), window.to()));
        }
        return parts;
    }

    /** The newest rows were shown; so is their first second only in part. */
    private List<TimeWindow> beforeShown(long edge, double perSecond) {
        TimeWindow rest = new TimeWindow(window.from(), edge);
        List<TimeWindow> parts = new ArrayList<>();
        long reach = reach(perSecond);
        if (reach >= rest.seconds()) {
            parts.addAll(equal(rest, parts((double) unseen())));
        } else {
            TimeWindow near = new TimeWindow(edge - reach, edge);
            parts.add(new TimeWindow(window.from(), near.from()));
            parts.addAll(equal(near, parts(near.seconds() * perSecond)));
        }
        parts.add(new TimeWindow(edge, window.to()));
        return parts;
    }

    /** A total may count no more than the response's own rows; how many are unseen is unknown then. */
    private long unseen() {
        return Math.max(1, total - shown);
    }

    /** For how many seconds rows as dense as the shown ones may go on, with a margin. */
    private long reach(double perSecond) {
        return total <= shown ? Long.MAX_VALUE : Math.max(1, (long) Math.ceil(MARGIN * unseen() / perSecond));
    }

    /** Some rows of all times were shown, and tell how dense the others are at each. */
    private List<TimeWindow> atQuantiles(List<Long> sorted) {
        long parts = Math.max(2, parts((double) total));
        int stretches = (int) Math.min(parts, sorted.size() / TELLING);
        List<TimeWindow> cut = new ArrayList<>(List.of(window));
        for (int i = 1; i < stretches; i++) {
            TimeWindow last = cut.removeLast();
            cut.addAll(Windows.cut(last, sorted.get(i * sorted.size() / stretches)));
        }
        long each = (parts + cut.size() - 1) / cut.size();
        return cut.stream().flatMap(it -> equal(it, each).stream()).toList();
    }

    private long parts(double rows) {
        return Math.max(1, (long) Math.ceil(rows / aim));
    }

    private static List<TimeWindow> equal(TimeWindow window, long parts) {
        return Windows.split(window, parts);
    }
}
