package dev.callvault.archive;

import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists windows of one stream, in answers as large as the provider gives them, until each window is proven or known not to
 * come consistent. Made for one run, whose patience with a contradicting provider it carries; not for use by several threads.
 */
final class Lister<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Lister.class);

    /** Windows that one run narrows down because their answers contradict themselves, so that a liar costs few requests. */
    private static final int MOST_DOUBTS = 24;
    /** After so many windows in a row without an answer, the rest would fail likewise. */
    private static final int MOST_FAILURES_IN_A_ROW = 3;
    /** Aim at answers that are nearly full, so that an uneven spread does not overfill them at once. */
    private static final double FILL = 0.8;

    private final Feed<T> feed;
    private final ListingSink<T> sink;
    private int doubts;
    private int failuresInARow;
    private int largest;

    Lister(Feed<T> feed, ListingSink<T> sink) {
        this.feed = feed;
        this.sink = sink;
    }

    /** Lists the windows, in order; every answer is handed to the sink before the next question. */
    void list(Collection<TimeWindow> windows) {
        Deque<TimeWindow> open = new ArrayDeque<>(windows);
        while (!open.isEmpty()) {
            List<TimeWindow> parts = listOne(open.pop());
            parts.reversed().forEach(open::push);
        }
    }

    /** Lists one window, or says into which parts it must be cut. */
    private List<TimeWindow> listOne(TimeWindow window) {
        if (failuresInARow >= MOST_FAILURES_IN_A_ROW) {
            sink.unproven(window, List.of(), 0);
            return List.of();
        }
        try {
            return judge(window, feed.ask().apply(ListQuery.all(window)));
        } catch (SourceFailure.Unreadable | SourceFailure.TimedOut | SourceFailure.TooLarge failure) {
            LOG.warn("{} of {} stay unproven: {}", feed.stream().label(), window, failure.getMessage());
            failuresInARow++;
            return narrowDown(window, List.of(), 0);
        }
    }

    private List<TimeWindow> judge(TimeWindow window, Page<T> answer) {
        failuresInARow = 0;
        Verdict verdict = verdict(answer);
        Page<T> last = answer;
        if (verdict == Verdict.DOUBTFUL) {
            last = feed.ask().apply(ListQuery.all(window));
            verdict = verdict(last);
        }
        return switch (verdict) {
            case PROVEN -> proven(window, last);
            case FULL -> split(window, last);
            case DOUBTFUL -> narrowDown(window, last.rows(), last.total());
        };
    }

    private Verdict verdict(Page<T> answer) {
        Verdict verdict = Verdict.of(feed, answer, largest);
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
        double aim = Math.max(1, answer.rows().size() * FILL);
        return Windows.split(window, Math.max(2, (long) Math.ceil(answer.total() / aim)));
    }

    private List<TimeWindow> page(TimeWindow second, int pageSize) {
        SecondPager.Result<T> result = new SecondPager<>(feed, second, pageSize).list();
        if (result.proven()) {
            sink.proven(second, result.rows());
        } else {
            sink.unproven(second, result.rows(), result.total());
        }
        return List.of();
    }

    /** Cuts a contradicting window in two as long as patience lasts: most of it is then proven, and the rest named. */
    private List<TimeWindow> narrowDown(TimeWindow window, List<T> rows, long total) {
        boolean isKnown = sink.isKnownUnproven(window);
        if (window.seconds() == 1 || doubts >= MOST_DOUBTS || isKnown) {
            sink.unproven(window, rows, total);
            return List.of();
        }
        doubts++;
        sink.keep(rows);
        return Windows.split(window, 2);
    }

    /** Takes what the lister finds. */
    interface ListingSink<T> {
        /** The rows are all there are in the window. */
        void proven(TimeWindow window, List<T> rows);

        /** The rows are worth keeping; the window must be asked for again. */
        void unproven(TimeWindow window, List<T> rows, long total);

        /** The rows are worth keeping, whatever becomes of their window. */
        void keep(List<T> rows);

        /** Whether an earlier run found exactly this window unproven. */
        boolean isKnownUnproven(TimeWindow window);
    }
}
