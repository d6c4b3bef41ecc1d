package dev.callvault.verify;

import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import java.util.Optional;

/**
 * What stands on a rung: a stretch of time, a log, or a number of logs.
 *
 * @param records how many records it is about, as far as anybody has stated
 * @param window the time, for the lists
 * @param logId the call, for a log that is not archived
 * @param why in words; empty where there is nothing to say
 */
public record Finding(Rung rung, long records, Optional<TimeWindow> window, Optional<LogId> logId, String why) {
    static Finding of(Rung rung, long records, TimeWindow window, String why) {
        return new Finding(rung, records, Optional.of(window), Optional.empty(), why);
    }

    static Finding of(Rung rung, LogId logId, String why) {
        return new Finding(rung, 1, Optional.empty(), Optional.of(logId), why);
    }
}
