package dev.callvault.source;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;

/**
 * A provider of one account's logs.
 *
 * <p>Every method asks once and either answers or throws a {@link SourceFailure}; a caller never looks at a status code.
 * Asking changes nothing at the provider, so it may be repeated. Safe for use by many threads; an interrupt ends a request
 * with {@link SourceFailure.Interrupted} and leaves the thread's interrupt flag set.
 */
public interface CallSource {
    /** Calls that start within the query's window, in no particular order. */
    Page<CallSummary> listCalls(ListQuery query);

    /** Session lines of calls that start within the window, in no particular order. */
    Page<RawLine> listSessions(ListQuery query);

    /** Error lines of the window, in no particular order. */
    Page<RawLine> listErrors(ListQuery query);

    /**
     * The same for many who list at once.
     *
     * @param memory grows with a large answer, which waits until there is room, and is the caller's to give back once the rows
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
     * A call's log, whole. An empty log is an answer; {@link SourceFailure.NotThere} says that the provider has none, and
     * {@link SourceFailure.Unreadable} carries what came in its place.
     *
     * @param memory grows with a large log, which waits until there is room, and is the caller's to give back; after a
     *     failure nothing is reserved
     */
    CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory);

    /** The same for a caller that has one log at a time. */
    default CallBody fetchLog(LogId logId) {
        return fetchLog(logId, MemoryBudget.unlimited().reserve());
    }
}
