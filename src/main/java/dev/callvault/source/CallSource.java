package dev.callvault.source;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;

/**
 * A provider's data for one account.
 *
 * <p>Every method makes one request and returns a response or throws a {@link SourceFailure}; a caller never sees a
 * status code. Requests change nothing at the provider and may be repeated. Safe for use by many threads; an interrupt
 * ends a request with {@link SourceFailure.Interrupted} and leaves the thread's interrupt flag set.
 */
public interface CallSource {
    /** Calls that start within the query's window, in no particular order. */
    Page<CallSummary> listCalls(ListQuery query);

    /** Session lines of calls that start within the window, in no particular order. */
    Page<RawLine> listSessions(ListQuery query);

    /** Error lines of the window, in no particular order. */
    Page<RawLine> listErrors(ListQuery query);

    /**
     * The same, for concurrent lists.
     *
     * @param memory grows with a large response, which waits until there is room. The caller releases it once the rows
     *     are stored; after a failure nothing is reserved
     */
    default Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation memory) {
        return listCalls(query);
    }

    /** As {@link #listCalls(ListQuery, MemoryBudget.Reservation)}. */
    default Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation memory) {
        return listSessions(query);
    }

    /** As {@link #listCalls(ListQuery, MemoryBudget.Reservation)}. */
    default Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation memory) {
        return listErrors(query);
    }

    /**
     * A call's complete log. An empty log is a valid response; {@link SourceFailure.NotThere} means that the provider
     * has none, and {@link SourceFailure.Unreadable} carries what came instead.
     *
     * @param memory grows with a large log, which waits until there is room. The caller releases it; after a failure
     *     nothing is reserved
     */
    CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory);

    /** The same for a caller that handles one log at a time. */
    default CallBody fetchLog(LogId logId) {
        return fetchLog(logId, MemoryBudget.unlimited().reserve());
    }
}
