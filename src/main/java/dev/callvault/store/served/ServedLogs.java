package dev.callvault.store.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import java.util.Optional;

/**
 * The archive as the provider's services show it. A page and its total are of one moment. No connection is held once a
 * method has returned, so that a slow reader never holds up archiving.
 */
public interface ServedLogs {
    /** A page of the calls, newest first. */
    Page<CallSummary> calls(AccountId account, Selection selection);

    /**
     * A page of the lines as they were received, oldest first. A line whose time could not be read stands where the archive
     * first saw it.
     *
     * @param stream sessions or errors
     */
    Page<String> lines(AccountId account, LogStream stream, Selection selection);

    /** A call's log; empty when the archive has none, or only an unreadable answer in its place. */
    Optional<ServedLog> log(AccountId account, LogId log);

    /**
     * What is asked for.
     *
     * @param number only calls to this number
     */
    record Selection(TimeWindow window, Optional<String> number, int offset, int limit) {}
}
