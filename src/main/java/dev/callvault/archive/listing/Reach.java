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
 * How much one request may ask for. A failed window is not proof that it is too large: it may contain one second that
 * the provider cannot list. Failed windows inside each other point to such a second; failed windows apart from each
 * other point to their size, unless most windows of that size worked. The size that worked instead becomes the limit.
 * Limits outlive the run: a day after the last refusal twice as much is tried, doubling with each run as long as it
 * works. Made for one run.
 */
public final class Reach {
    /**
     * How many parts a window is cut into when it is too large: few levels, since each costs a failure of up to a
     * minute.
     */
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
    private int rows = ListQuery.MAX;

    /** What earlier runs learnt, and what later runs will know. */
    public interface Memory {
        Optional<WindowLimit> read();

        /** Stores the limit; empty when there is none any more. */
        void write(Optional<WindowLimit> limit);
    }

    /** @param retention a limit this large is no limit */
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
        rows = isTrial ? Math.min(ListQuery.MAX, limit.rows() * FEWER) : limit.rows();
    }

    /** A time in the future was written by a wrong clock. */
    private boolean isLongAgo(Instant refusedAt) {
        return refusedAt.isAfter(now) || !now.isBefore(refusedAt.plus(TRIAL_AFTER));
    }

    private static long twice(long seconds) {
        return seconds > WindowLimit.NO_LIMIT / 2 ? WindowLimit.NO_LIMIT : 2 * seconds;
    }

    /** The largest window to request, in seconds. */
    public long widest() {
        return widest;
    }

    /** The most rows to request. */
    int rows() {
        return rows;
    }

    /** The window in parts that are not too large; earliest first. */
    List<TimeWindow> cut(TimeWindow window) {
        return Windows.split(window, Math.ceilDiv(window.seconds(), widest));
    }

    /** The request succeeded. */
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

    /** Half the retention is listed in two requests anyway. */
    private long grown(long length) {
        return twice(length) >= retention - retention / 8 ? WindowLimit.NO_LIMIT : length;
    }

    /** The window failed although the provider responds. */
    void unserved(TimeWindow window) {
        long length = window.seconds();
        if (known != null && length > known.seconds()) {
            limit(known.seconds());
        } else if (isTheWidth(window)) {
            working(length).ifPresent(this::limit);
        }
        unserved.add(window);
    }

    /** Two adjacent windows may each contain an unlistable second; three failures outweigh the windows that worked. */
    private boolean isTheWidth(TimeWindow window) {
        long alike = window.seconds() - 1; // parts of one window can differ by a second
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
     * The largest shorter window that worked, if windows of its size worked more often than they failed. Empty when
     * nothing old is served at all.
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

    /** The provider refuses a {@code limit} this high. */
    void refusedRows(int tooMany) {
        rows = Math.max(1, tooMany / FEWER);
        learn(new WindowLimit(known == null ? WindowLimit.NO_LIMIT : known.seconds(), rows, now));
    }

    private void learn(WindowLimit limit) {
        boolean isNone = limit.seconds() == WindowLimit.NO_LIMIT && limit.rows() == ListQuery.MAX;
        known = isNone ? null : limit;
        memory.write(Optional.ofNullable(known));
    }
}
