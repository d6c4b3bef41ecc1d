package dev.callvault.simulation;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an archive holds, as the oracle looks at it. */
interface ArchiveContents {
    Map<CallKey, CallSummary> calls(AccountId account);

    boolean isStored(AccountId account, CallKey call);

    /** How often a line is stored. */
    int copies(AccountId account, LogStream stream, String line);

    /** The content of each log that was read. */
    Map<CallKey, String> bodies(AccountId account);

    /** The raw text of every line, as often as it is stored. */
    List<String> lines(AccountId account, LogStream stream);

    /** Logs with a gap that is not resolved. */
    Set<CallKey> lostLogs(AccountId account);

    /** Logs whose state is archived. */
    Set<CallKey> archivedLogs(AccountId account);

    List<TimeWindow> lostTime(AccountId account, LogStream stream);

    List<TimeWindow> unproven(AccountId account, LogStream stream);

    Optional<Instant> beginning(AccountId account, LogStream stream);

    Optional<Instant> watermark(AccountId account, LogStream stream);

    /** Logs that are claimed, rightly or not. */
    long claims(AccountId account);
}
