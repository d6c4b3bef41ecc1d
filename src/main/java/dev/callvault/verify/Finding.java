package dev.callvault.verify;

import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import java.util.Optional;

/**
 * One finding of a verification: a stretch of time, a log, or a number of logs.
 *
 * @param records how many records it concerns, as far as stated
 * @param window the time, for lists
 * @param logId the call, for a log that is not archived
 * @param why the reason in words; empty when there is nothing to say
 * @param isAcknowledged whether people know of it, so that it does not count
 */
public record Finding(
        Certainty certainty,
        long records,
        Optional<TimeWindow> window,
        Optional<LogId> logId,
        String why,
        boolean isAcknowledged) {
    Finding(Certainty certainty, long records, Optional<TimeWindow> window, Optional<LogId> logId, String why) {
        this(certainty, records, window, logId, why, false);
    }

    static Finding of(Certainty certainty, long records, TimeWindow window, String why) {
        return new Finding(certainty, records, Optional.of(window), Optional.empty(), why);
    }

    static Finding of(Certainty certainty, LogId logId, String why) {
        return new Finding(certainty, 1, Optional.empty(), Optional.of(logId), why);
    }

    Finding acknowledged(boolean is) {
        return new Finding(certainty, records, window, logId, why, is);
    }

    /** Whether it makes the archive incomplete. */
    boolean isTrouble() {
        return certainty.isTrouble() && !isAcknowledged;
    }
}
