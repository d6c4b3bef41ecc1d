package dev.callvault.store.memory;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one stream's listings prove, what was lost, and the watermark. */
public final class MemoryLedger {
    private final TreeMap<Long, CoverageSpan> spans = new TreeMap<>();
    private final List<LostTime> lost = new ArrayList<>();
    private @Nullable Instant watermark;

    private record LostTime(TimeWindow window, String reason, Instant detectedAt) {}

    void replace(List<CoverageSpan> fresh, Instant listedAt) {
        if (fresh.isEmpty()) {
            return;
        }
        long from = fresh.stream().mapToLong(it -> it.window().from()).min().orElseThrow();
        long to = fresh.stream().mapToLong(it -> it.window().to()).max().orElseThrow();
        List<CoverageSpan> old = overlapping(new TimeWindow(from, to));
        old.forEach(it -> spans.remove(it.window().from()));
        old.stream()
                .filter(it -> it.window().from() < from)
                .forEach(it -> keep(it, new TimeWindow(it.window().from(), from), fresh));
        old.stream()
                .filter(it -> it.isSettledBy(listedAt)
                        && it.window().from() >= from
                        && it.window().to() > to)
                .forEach(it -> keep(it, new TimeWindow(to, it.window().to()), fresh));
        fresh.forEach(it -> spans.put(it.window().from(), it));
        forgetUnproven();
    }

    private void keep(CoverageSpan old, TimeWindow part, List<CoverageSpan> fresh) {
        long nowCounted = fresh.stream()
                .filter(it -> it.window().overlaps(old.window()))
                .mapToLong(CoverageSpan::total)
                .sum();
        spans.put(part.from(), new CoverageSpan(part, Math.max(0, old.total() - nowCounted), old.proven()));
    }

    /**
     * Takes a call whose start was corrected out of the span that counted it.
     *
     * @return the span, if it is to be proven again
     */
    Optional<TimeWindow> leave(Instant was, Instant isNow, Instant oldest) {
        long second = was.getEpochSecond();
        List<CoverageSpan> around = overlapping(new TimeWindow(second, second + 1));
        if (around.isEmpty() || around.getFirst().window().contains(isNow)) {
            return Optional.empty();
        }
        CoverageSpan old = around.getFirst();
        boolean isOld = old.window().start().isBefore(oldest);
        spans.put(
                old.window().from(),
                new CoverageSpan(old.window(), Math.max(0, old.total() - 1), old.proven() && isOld));
        return isOld ? Optional.empty() : Optional.of(old.window());
    }

    List<CoverageSpan> overlapping(TimeWindow window) {
        @Nullable Long first = spans.floorKey(window.from());
        Collection<CoverageSpan> near = first == null
                ? spans.headMap(window.to()).values()
                : spans.subMap(first, window.to()).values();
        List<CoverageSpan> overlapping = new ArrayList<>();
        for (CoverageSpan span : near) {
            if (span.window().overlaps(window)) {
                overlapping.add(span);
            }
        }
        return overlapping;
    }

    Optional<Instant> beginning() {
        return spans.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(spans.firstKey()));
    }

    List<TimeWindow> unsettled(long before) {
        if (spans.isEmpty() || spans.firstKey() >= before) {
            return List.of();
        }
        return subtract(List.of(new TimeWindow(spans.firstKey(), before)), settled());
    }

    /**
     * Records lost time, what is acknowledged in pieces of its own.
     *
     * @return the number of new gaps that are not acknowledged
     */
    int lose(Collection<TimeWindow> windows, Collection<TimeWindow> acknowledged, String reason, Instant at) {
        List<TimeWindow> fresh = subtract(union(windows), union(lost()));
        List<TimeWindow> open = subtract(fresh, union(acknowledged));
        open.forEach(it -> lost.add(new LostTime(it, reason, at)));
        for (TimeWindow known : acknowledged) {
            subtract(List.of(known), subtract(List.of(known), fresh))
                    .forEach(it -> lost.add(new LostTime(it, reason, at)));
        }
        forgetUnproven();
        return open.size();
    }

    /** Lost time, at once or piece by piece, will never be proven. */
    private void forgetUnproven() {
        List<TimeWindow> all = union(lost());
        spans.values()
                .removeIf(it -> !it.proven()
                        && all.stream()
                                .anyMatch(gap -> gap.from() <= it.window().from()
                                        && it.window().to() <= gap.to()));
    }

    void withdrawAfter(Instant now) {
        spans.values().removeIf(it -> it.window().end().isAfter(now));
        lost.removeIf(it -> it.window().end().isAfter(now));
        watermark = watermark != null && watermark.isAfter(now) ? null : watermark;
        advance();
    }

    void advance() {
        List<TimeWindow> settled = settled();
        if (settled.isEmpty()) {
            return;
        }
        TimeWindow unbroken = settled.getFirst();
        boolean isUnprovenBefore = spans.values().stream()
                .anyMatch(it -> !it.proven() && it.window().from() < unbroken.from());
        boolean isFurther = watermark == null || watermark.isBefore(unbroken.end());
        if (!isUnprovenBefore && isFurther) {
            watermark = unbroken.end();
        }
    }

    /** Proven or lost time, joined, earliest first. */
    private List<TimeWindow> settled() {
        List<TimeWindow> windows = new ArrayList<>();
        for (CoverageSpan span : spans.values()) {
            if (span.proven()) {
                windows.add(span.window());
            }
        }
        lost.forEach(it -> windows.add(it.window()));
        return union(windows);
    }

    void compact(long before) {
        List<CoverageSpan> hours = spans.values().stream()
                .filter(it -> it.proven() && it.window().to() <= before && isWithinOneDay(it.window()))
                .toList();
        @Nullable CoverageSpan day = null;
        for (CoverageSpan hour : hours) {
            if (day != null && touch(day.window(), hour.window())) {
                spans.remove(hour.window().from());
                day = new CoverageSpan(
                        new TimeWindow(day.window().from(), hour.window().to()), day.total() + hour.total(), true);
            } else {
                day = hour;
            }
            spans.put(day.window().from(), day);
        }
    }

    private static boolean touch(TimeWindow one, TimeWindow next) {
        return one.to() == next.from() && day(one.from()) == day(next.from());
    }

    private static boolean isWithinOneDay(TimeWindow window) {
        return day(window.from()) == day(window.to() - 1);
    }

    private static long day(long second) {
        return Math.floorDiv(second, 86_400L);
    }

    static List<TimeWindow> union(Collection<TimeWindow> windows) {
        List<TimeWindow> sorted = new ArrayList<>(windows);
        Collections.sort(sorted);
        List<TimeWindow> joined = new ArrayList<>();
        @Nullable TimeWindow current = null;
        for (TimeWindow window : sorted) {
            if (current == null) {
                current = window;
            } else if (current.to() >= window.from()) {
                current = current.to() >= window.to() ? current : new TimeWindow(current.from(), window.to());
            } else {
                joined.add(current);
                current = window;
            }
        }
        if (current != null) {
            joined.add(current);
        }
        return joined;
    }

    static List<TimeWindow> subtract(List<TimeWindow> wholes, List<TimeWindow> without) {
        List<TimeWindow> left = new ArrayList<>();
        for (TimeWindow whole : wholes) {
            long from = whole.from();
            for (TimeWindow hole : without) {
                if (hole.to() > from && hole.from() < whole.to()) {
                    if (hole.from() > from) {
                        left.add(new TimeWindow(from, hole.from()));
                    }
                    from = Math.max(from, hole.to());
                }
            }
            if (from < whole.to()) {
                left.add(new TimeWindow(from, whole.to()));
            }
        }
        return left;
    }

    List<Gap> gaps(LogStream stream) {
        return lost.stream()
                .map(it -> new Gap(
                        stream.label(), it.window().start(), it.window().end(), null, it.reason(), it.detectedAt()))
                .toList();
    }

    /** Whether this instant is recorded as lost. */
    public boolean isLost(Instant instant) {
        return lost.stream().anyMatch(it -> it.window().contains(instant));
    }

    /** The time recorded as lost. */
    public List<TimeWindow> lost() {
        return lost.stream().map(LostTime::window).toList();
    }

    public Collection<CoverageSpan> spans() {
        return Collections.unmodifiableCollection(spans.values());
    }

    public Optional<Instant> watermark() {
        return Optional.ofNullable(watermark);
    }
}
