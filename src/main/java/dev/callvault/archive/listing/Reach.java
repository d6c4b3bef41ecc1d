package dev.callvault.archive.listing;

import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.store.listing.WindowLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How much may be asked for at once. A window that is not served is not the width's fault by itself: one second in it may be
 * what the provider cannot list. Windows that contain each other point at such a place, windows apart from each other at the
 * width, unless more of that width were served; what worked instead is the limit. What was learnt outlives the run; a day after the provider last refused more, twice as
 * much is tried, and twice again with every run as long as that works. Made for one run.
 */
public final class Reach {
    /** Into so many parts a window is cut that is too much: few levels, since each costs a failure, which may take a minute. */
    static final int PARTS = 4;

    static final Duration TRIAL_AFTER = Duration.ofDays(1);
    private static final int FEWER = 10;
    private static final int FEWEST_PLACES = 3;

    private final Memory memory;
    private final long retention;
    private final Instant now;
    private final List<Long> served = new ArrayList<>();
    private final List<TimeWindow> unserved = new ArrayList<>();
    private @Nullable WindowLimit known;
    private long widest = WindowLimit.NO_LIMIT;
    private int rows = ListQuery.MOST;

    /** What is known from earlier runs, and stays known. */
    public interface Memory {
        Optional<WindowLimit> read();

        /** Empty when there is no limit any more. */
        void write(Optional<WindowLimit> limit);
    }

    /** @param retention a limit that wide is none */
    Reach(Memory memory, Duration retention, Instant now) {
        this.memory = memory;
        this.retention = retention.toSeconds();
        this.now = now;
        memory.read().ifPresent(this::start);
    }

    private void start(WindowLimit limit) {
        known = limit;
        boolean isTrial = isLongAgo(limit.refusedAt());
        widest = isTrial ? twice(limit.seconds()) : limit.seconds();
        rows = isTrial ? Math.min(ListQuery.MOST, limit.rows() * FEWER) : limit.rows();
    }

    /** A time that is still to come was written down by a clock that was wrong. */
    private boolean isLongAgo(Instant refusedAt) {
        return refusedAt.isAfter(now) || !now.isBefore(refusedAt.plus(TRIAL_AFTER));
    }

    private static long twice(long seconds) {
        return seconds > WindowLimit.NO_LIMIT / 2 ? WindowLimit.NO_LIMIT : 2 * seconds;
    }

    /** The widest window to ask for, in seconds. */
    public long widest() {
        return widest;
    }

    /** The most rows to ask for. */
    int rows() {
        return rows;
    }

    /** The window in parts that are not too wide; earliest first. */
    List<TimeWindow> cut(TimeWindow window) {
        return Windows.split(window, Math.ceilDiv(window.seconds(), widest));
    }

    /** The question was answered. */
    void served(ListQuery query) {
        long length = query.window().seconds();
        served.add(length);
        if (known != null && (length > known.seconds() || query.limit() > known.rows())) {
            learn(new WindowLimit(
                    length > known.seconds() ? grown(length) : known.seconds(),
                    Math.max(known.rows(), query.limit()),
                    known.refusedAt()));
        }
    }

    /** Half of all there is comes in two questions anyway. */
    private long grown(long length) {
        return twice(length) >= retention - retention / 8 ? WindowLimit.NO_LIMIT : length;
    }

    /** The window was not served, although the provider is there. */
    void unserved(TimeWindow window) {
        long length = window.seconds();
        if (known != null && length > known.seconds()) {
            limit(known.seconds());
        } else if (isTheWidth(window)) {
            working(length).ifPresent(this::limit);
        }
        unserved.add(window);
    }

    /** Two places may each hold a second that cannot be listed, side by side; three say more than the windows that worked. */
    private boolean isTheWidth(TimeWindow window) {
        long alike = window.seconds() - 1; // parts of one window differ by a second
        List<TimeWindow> apart = unserved.stream()
                .filter(it -> it.seconds() >= alike && !it.overlaps(window))
                .toList();
        long places = apart.stream()
                .filter(it -> apart.stream().noneMatch(other -> isWithin(other, it)))
                .count();
        long working = served.stream().filter(it -> it >= alike).count();
        return places + 1 >= FEWEST_PLACES && places + 1 > working;
    }

    private static boolean isWithin(TimeWindow part, TimeWindow whole) {
        return part.seconds() < whole.seconds() && whole.overlaps(part);
    }

    /**
     * The widest window below this length that worked, and not by being that much shorter: where nothing old is served at
     * all, that is none. So it is where windows as narrow failed more often than they worked.
     */
    private OptionalLong working(long length) {
        OptionalLong widestThatWorked = served.stream()
                .mapToLong(Long::longValue)
                .filter(it -> it < length - 1 && it >= length / (PARTS * PARTS))
                .max();
        return widestThatWorked.isPresent() && isBorneOut(widestThatWorked.getAsLong())
                ? widestThatWorked
                : OptionalLong.empty();
    }

    private boolean isBorneOut(long limit) {
        long failed = unserved.stream().filter(it -> it.seconds() <= limit).count();
        return failed < served.stream().filter(it -> it <= limit).count();
    }

    private void limit(long seconds) {
        widest = seconds;
        learn(new WindowLimit(seconds, known == null ? rows : known.rows(), now));
    }

    /** The provider takes no {@code limit} this high. */
    void refusedRows(int tooMany) {
        rows = Math.max(1, tooMany / FEWER);
        learn(new WindowLimit(known == null ? WindowLimit.NO_LIMIT : known.seconds(), rows, now));
    }

    private void learn(WindowLimit limit) {
        boolean isNone = limit.seconds() == WindowLimit.NO_LIMIT && limit.rows() == ListQuery.MOST;
        known = isNone ? null : limit;
        memory.write(Optional.ofNullable(known));
    }
}
