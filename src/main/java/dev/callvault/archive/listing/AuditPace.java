package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the proven spans to audit when one request cannot cover them all because the provider limits window sizes.
 * Every run audits the newest, where late calls are likely, and the oldest, which no later run can check. The others
 * are checked in batches, once an hour. A new process starts with all of them. Safe for use by several threads.
 */
public final class AuditPace {
    private static final Duration NEWEST = Duration.ofDays(2);
    private static final Duration REST = Duration.ofHours(1);
    /** How many windows of the largest size a run checks, besides the newest. */
    static final int MAX = 128;

    private Instant wholeAt = Instant.MIN;
    /** How far the current pass has come; it moves back from the newest. */
    private long before = Long.MAX_VALUE;

    /**
     * The spans to check now, earliest first.
     *
     * @param closed proven spans, earliest first
     * @param widest the largest window that the provider accepts, in seconds
     */
    synchronized List<CoverageSpan> of(List<CoverageSpan> closed, long widest, Instant now) {
        if (closed.isEmpty() || fits(closed, widest)) {
            return closed;
        }
        long newest = now.minus(NEWEST).getEpochSecond();
        long upTo = Math.min(before, newest);
        long until = isDue(now) ? upTo - MAX * widest : newest;
        List<CoverageSpan> chosen = new ArrayList<>(List.of(closed.getFirst()));
        for (CoverageSpan span : closed.subList(1, closed.size())) {
            long from = span.window().from();
            if (span.window().to() > newest || (until <= from && from < upTo)) {
                chosen.add(span);
            }
        }
        if (isDue(now)) {
            goOn(closed, until, now);
        }
        return chosen;
    }

    private static boolean fits(List<CoverageSpan> closed, long widest) {
        long all = closed.getLast().window().to() - closed.getFirst().window().from();
        return all <= widest;
    }

    /** The clock may have been set back meanwhile. */
    private boolean isDue(Instant now) {
        return now.isBefore(wholeAt) || Duration.between(wholeAt, now).compareTo(REST) >= 0;
    }

    private void goOn(List<CoverageSpan> closed, long until, Instant now) {
        boolean isWhole = until <= closed.getFirst().window().from();
        before = isWhole ? Long.MAX_VALUE : until;
        wholeAt = isWhole ? now : wholeAt;
    }
}
