package dev.callvault.simulation;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an archive holds, as the oracle looks at it. */
interface ArchiveContents {
    Map<LogId, CallSummary> calls(AccountId account);

    boolean isStored(AccountId account, LogId logId);

    /** How often a line is stored. */
    int copies(AccountId account, LogStream stream, String line);

    /** The content of each log that was read. */
    Map<LogId, String> bodies(AccountId account);

    /** The raw text of every line, as often as it is stored. */
    List<String> lines(AccountId account, LogStream stream);

    /** Logs with a gap that is not resolved. */
    Set<LogId> lostLogs(AccountId account);

    /** Logs whose state is archived. */
    Set<LogId> archivedLogs(AccountId account);

    List<TimeWindow> lostTime(AccountId account, LogStream stream);

    List<TimeWindow> unproven(AccountId account, LogStream stream);

    Optional<Instant> beginning(AccountId account, LogStream stream);

    Optional<Instant> watermark(AccountId account, LogStream stream);

    /** Logs that are claimed, rightly or not. */
    long claims(AccountId account);
}
