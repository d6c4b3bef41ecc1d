package dev.callvault.store.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import java.util.Optional;

/**
 * The archive in the form of the provider's services. A page and its total belong to one moment. No connection is held
 * after a method has returned, so a slow reader never delays archiving.
 */
public interface ServedLogs {
    /** A page of the calls, newest first. */
    Page<CallSummary> calls(AccountId account, Selection selection);

    /**
     * A page of lines as received, oldest first. A line without a readable time is placed where the archive first saw
     * it.
     *
     * @param stream sessions or errors
     */
    Page<String> lines(AccountId account, LogStream stream, Selection selection);

    /** A call's log, which is read when its content is opened; empty when the archive has none, or only an unreadable response. */
    Optional<ServedLog> log(AccountId account, LogId log);

    /**
     * What is requested.
     *
     * @param number only calls to this number, in any spelling; the account reads it in its region
     */
    record Selection(TimeWindow window, Optional<String> number, int offset, int limit) {}
}
