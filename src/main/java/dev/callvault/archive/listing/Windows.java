package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import java.util.ArrayList;
import java.util.List;

/** Cuts and joins windows; pure. */
public final class Windows {
    private Windows() {}

    /** Cuts a window into parts of nearly equal length, each at least a second; earliest first. */
    static List<TimeWindow> split(TimeWindow window, long parts) {
        long count = Math.clamp(parts, 1, window.seconds());
        List<TimeWindow> result = new ArrayList<>();
        long from = window.from();
        for (long i = 1; i <= count; i++) {
            long to = window.from() + window.seconds() * i / count;
            result.add(new TimeWindow(from, to));
            from = to;
        }
        return result;
    }

    /** Cuts a window at an instant, if that lies inside it. */
    static List<TimeWindow> cut(TimeWindow window, long at) {
        return window.from() < at && at < window.to()
                ? List.of(new TimeWindow(window.from(), at), new TimeWindow(at, window.to()))
                : List.of(window);
    }

    /** Joins adjacent spans into windows whose totals fit one response; the spans come earliest first. */
    static List<TimeWindow> join(List<CoverageSpan> spans, long most) {
        List<TimeWindow> result = new ArrayList<>();
        long held = 0;
        for (CoverageSpan span : spans) {
            boolean touches =
                    !result.isEmpty() && result.getLast().to() == span.window().from();
            if (touches && held + span.total() <= most) {
                result.add(
                        new TimeWindow(result.removeLast().from(), span.window().to()));
                held += span.total();
            } else {
                result.add(span.window());
                held = span.total();
            }
        }
        return result;
    }

    /** The parts of a window that the others do not cover; they come earliest first and may overlap. */
    public static List<TimeWindow> subtract(TimeWindow whole, List<TimeWindow> covered) {
        List<TimeWindow> holes = new ArrayList<>();
        long from = whole.from();
        for (TimeWindow span : covered) {
            long to = Math.min(span.from(), whole.to());
            if (from < to) {
                holes.add(new TimeWindow(from, to));
            }
            from = Math.max(from, span.to());
        }
        if (from < whole.to()) {
            holes.add(new TimeWindow(from, whole.to()));
        }
        return holes;
    }

    /** Joins adjacent spans of any total; they come earliest first. */
    public static List<CoverageSpan> joinAll(List<CoverageSpan> spans) {
        List<CoverageSpan> result = new ArrayList<>();
        for (CoverageSpan span : spans) {
            if (!result.isEmpty()
                    && result.getLast().window().to() == span.window().from()) {
                CoverageSpan before = result.removeLast();
                TimeWindow both =
                        new TimeWindow(before.window().from(), span.window().to());
                result.add(new CoverageSpan(both, before.total() + span.total(), span.proven()));
            } else {
                result.add(span);
            }
        }
        return result;
    }
}
