package dev.callvault.archive.listing;

import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.WindowLimit.Question;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists windows of one stream, with as many rows per response as the provider allows, until each window is proven or
 * known to be inconsistent. A window that the provider does not serve is requested in parts, down to a second. Made for
 * one run, and counts that run's attempts with a contradictory provider; not for use by several threads.
 */
public final class Lister<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Lister.class);

    /** How many contradictory windows one run narrows down, so that a faulty provider costs few requests. */
    private static final int MAX_DOUBTS = 24;
    /** How many windows with unreadable rows one run narrows down. */
    private static final int MAX_UNREAD = 64;
    /** Up to this many unreadable rows are always narrowed down. */
    private static final int FEW_UNREAD = 16;
    /** Aims at nearly full responses, with room for uneven spread. */
    private static final double FILL = 0.8;

    private final Inquiry<T> inquiry;
    private final ListingSink<T> sink;
    private int doubts;
    private int unread;
    private int largest;

    public Lister(Inquiry<T> inquiry, ListingSink<T> sink) {
        this.inquiry = inquiry;
        this.sink = sink;
    }

    /** Lists the windows in order; each response goes to the sink before the next request. */
    public void list(Collection<TimeWindow> windows) {
        Deque<TimeWindow> open = new ArrayDeque<>(windows);
        while (!open.isEmpty()) {
            if (inquiry.isExhausted() && open.size() > 1) {
                leaveAllButTheNewest(open);
            }
            TimeWindow window = open.pop();
            List<TimeWindow> parts = inquiry.reach(Question.LIST).cut(window);
            (parts.size() > 1 ? parts : listOne(window)).reversed().forEach(open::push);
        }
    }

    /** Keeps only the newest window, where new records arrive. */
    private void leaveAllButTheNewest(Deque<TimeWindow> open) {
        LOG.warn(
                "{}: too many windows could not be listed in this run; windows left for the next run: {}",
                inquiry.streamSource().stream().label(),
                open.size() - 1);
        while (open.size() > 1) {
            sink.left(open.pop());
        }
    }

    /** Lists one window, or returns the parts into which it must be cut. */
    private List<TimeWindow> listOne(TimeWindow window) {
        Reply<T> reply =
                window.seconds() == 1 && sink.isKnownUnproven(window) ? inquiry.rowsOnce(window) : inquiry.rows(window);
        return switch (reply) {
            case Reply.Answered<T> answer -> judge(window, answer.page());
            case Reply.Unserved<T> unserved -> unserved(window, unserved);
            case Reply.TooOld<T> old -> later(window, old.failure());
        };
    }

    /** The rest of a window whose start is too old. */
    private List<TimeWindow> later(TimeWindow window, SourceFailure failure) {
        long from = EdgeSearch.earliest(window, inquiry::refuses).orElseThrow(() -> failure);
        LOG.warn(
                "{}: the provider refuses records older than {}: {}",
                inquiry.streamSource().stream().label(),
                Instant.ofEpochSecond(from),
                failure.getMessage());
        return List.of(new TimeWindow(from, window.to()));
    }

    private List<TimeWindow> unserved(TimeWindow window, Reply.Unserved<T> unserved) {
        if (window.seconds() == 1) {
            sink.unproven(window, List.of(), 0, new Doubt("cannot be listed: " + unserved.why()));
            return List.of();
        }
        if (inquiry.isExhausted()) {
            sink.left(window);
            return List.of();
        }
        List<TimeWindow> parts = inquiry.reach(Question.LIST).cut(window);
        return parts.size() > 1 ? parts : Windows.split(window, Reach.PARTS);
    }

    private List<TimeWindow> judge(TimeWindow window, Page<T> answer) {
        return judge(window, answer, verdict(answer), true);
    }

    private List<TimeWindow> judge(TimeWindow window, Page<T> answer, WindowProof verdict, boolean mayAskAgain) {
        return switch (verdict) {
            case PROVEN -> proven(window, answer);
            case FULL -> split(window, answer);
            case UNREAD -> unread(window, answer);
            case DOUBTFUL -> mayAskAgain ? askAgain(window, answer) : doubtful(window, answer);
        };
    }

    /** What was shown is kept first: the next answer may lack it, or not come. */
    private List<TimeWindow> askAgain(TimeWindow window, Page<T> answer) {
        sink.keep(answer.rows());
        return switch (inquiry.rows(window)) {
            case Reply.Answered<T> again -> judge(window, again.page(), verdict(again.page()), false);
            case Reply.Unserved<T> unserved -> unserved(window, unserved);
            case Reply.TooOld<T> old -> later(window, old.failure());
        };
    }

    private WindowProof verdict(Page<T> answer) {
        WindowProof verdict = WindowProof.of(
                inquiry.streamSource(),
                answer,
                largest,
                inquiry.reach(Question.LIST).rows());
        largest = Math.max(largest, answer.rows().size());
        return verdict;
    }

    private List<TimeWindow> proven(TimeWindow window, Page<T> answer) {
        sink.proven(window, answer.rows());
        return List.of();
    }

    private List<TimeWindow> split(TimeWindow window, Page<T> answer) {
        if (window.seconds() == 1) {
            return page(window, answer.rows().size());
        }
        sink.keep(answer.rows());
        int shown = answer.rows().size();
        return new Spread(window, answer.total(), shown, Math.max(1, shown * FILL))
                .cut(inquiry.streamSource().happened().apply(Spread.sample(answer.rows())));
    }

    private List<TimeWindow> page(TimeWindow second, int pageSize) {
        OffsetPager.Result<T> result = new OffsetPager<>(inquiry, second, Math.max(1, pageSize)).list();
        if (result.proven()) {
            sink.proven(second, result.rows());
        } else {
            sink.unproven(second, result.rows(), result.total(), result.doubt());
        }
        return List.of();
    }

    /**
     * The response is complete except for unreadable rows. The time around them is requested separately, to prove it.
     */
    private List<TimeWindow> unread(TimeWindow window, Page<T> answer) {
        boolean isWorthIt = answer.unreadable() <= FEW_UNREAD
                || answer.unreadable() < answer.rows().size();
        if (window.seconds() == 1 || unread >= MAX_UNREAD || !isWorthIt) {
            sink.unproven(window, answer.rows(), answer.total(), unreadable(answer.unread()));
            return List.of();
        }
        unread++;
        sink.keep(answer.rows());
        return around(window, answer.unread());
    }

    private static List<TimeWindow> around(TimeWindow window, List<UnreadRow> rows) {
        boolean isTimed = rows.size() <= FEW_UNREAD
                && rows.stream()
                        .allMatch(it -> it.second().isPresent()
                                && window.from() <= it.second().getAsLong()
                                && it.second().getAsLong() < window.to());
        if (!isTimed) {
            return Windows.split(window, Reach.PARTS);
        }
        long[] seconds = rows.stream()
                .mapToLong(it -> it.second().orElseThrow())
                .sorted()
                .toArray();
        List<TimeWindow> parts = List.of(window);
        for (long second : seconds) {
            parts = parts.stream()
                    .flatMap(it -> Windows.cut(it, second).stream())
                    .flatMap(it -> Windows.cut(it, second + 1).stream())
                    .toList();
        }
        return parts;
    }

    static Doubt unreadable(List<UnreadRow> rows) {
        String others = rows.size() == 1
                ? ""
                : " (and " + (rows.size() - 1) + (rows.size() == 2 ? " more row)" : " more rows)");
        return new Doubt("a row cannot be read: " + rows.getFirst().reason() + others, rows);
    }

    /**
     * Cuts a contradictory window in two while attempts remain: most of it is then proven, and the rest is narrowed
     * down.
     */
    private List<TimeWindow> doubtful(TimeWindow window, Page<T> answer) {
        boolean isKnown = sink.isKnownUnproven(window);
        if (window.seconds() == 1 || doubts >= MAX_DOUBTS || isKnown) {
            sink.unproven(window, answer.rows(), answer.total(), contradiction(answer));
            return List.of();
        }
        doubts++;
        sink.keep(answer.rows());
        return Windows.split(window, 2);
    }

    static Doubt contradiction(Page<?> answer) {
        return new Doubt(
                "the provider's total is " + answer.total() + ", but its response holds "
                        + (answer.rows().size() + answer.unreadable())
                        + (answer.unread().isEmpty()
                                ? ""
                                : "; one cannot be read: "
                                        + answer.unread().getFirst().reason()),
                answer.unread());
    }

    /** Receives the lister's results. */
    public interface ListingSink<T> {
        /** The rows are complete for the window. */
        void proven(TimeWindow window, List<T> rows);

        /** The rows are worth keeping, but the window must be requested again. */
        void unproven(TimeWindow window, List<T> rows, long total, Doubt doubt);

        /** The window was not listed completely because too many others failed; nothing is known about it. */
        void left(TimeWindow window);

        /** The rows are worth keeping, whatever happens to their window. */
        void keep(List<T> rows);

        /** Whether an earlier run found exactly this window unproven. */
        boolean isKnownUnproven(TimeWindow window);
    }
}
