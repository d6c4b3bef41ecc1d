package dev.callvault.archive.guard;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;

/**
 * Lists within the memory shared by all accounts. The rows of one response are stored before the next request, which
 * then releases their memory. So no memory is held while waiting for memory or for the provider. Made for one run on
 * one thread.
 */
public final class MeasuredLists implements CallSource, AutoCloseable {
    private final CallSource source;
    private final MemoryBudget.Reservation memory;

    public MeasuredLists(CallSource source, MemoryBudget memory) {
        this.source = source;
        this.memory = memory.reserveForRows();
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        memory.close();
        return source.listCalls(query, memory);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        memory.close();
        return source.listSessions(query, memory);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        memory.close();
        return source.listErrors(query, memory);
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation own) {
        return source.fetchLog(logId, own);
    }

    /** The run has ended and its last rows are stored. */
    @Override
    public void close() {
        memory.close();
    }
}
