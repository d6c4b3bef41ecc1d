package dev.callvault.store.forget;

import dev.callvault.call.AccountId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Logs of calls that are not a number's own, but may mention it. */
public interface MentioningLogs {
    /** From the first log's day to the last one's, in whole days; empty if there are no logs. */
    Optional<TimeWindow> days();

    /**
     * The readable logs of some time, of at most a day, that contain a number's last digits. Logs of the number's own calls
     * are not among them, nor what a hold covers.
     */
    List<Log> candidates(Set<String> forms, TimeWindow time);

    /** A log as stored; empty when it is gone. */
    Optional<StoredBody> read(Log log);

    /**
     * Names a log.
     *
     * @param region of the account, whose numbers need no country code
     */
    record Log(AccountId account, String name, String region, long logId, long startedAt) {}
}
