package dev.callvault.source;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import java.util.function.Supplier;

/** A decorator that handles every request the same way. */
public abstract class SourceDecorator implements CallSource {
    private final CallSource inner;

    protected SourceDecorator(CallSource inner) {
        this.inner = inner;
    }

    /** Makes the request one or more times and returns its response. */
    protected abstract <T> T around(CallService service, Supplier<T> request);

    /** The same for a list, for decorators that need the query. */
    protected <T> T around(CallService service, ListQuery query, Supplier<T> request) {
        return around(service, request);
    }

    /** The same for a log, for decorators that need its id. */
    protected CallBody around(LogId logId, MemoryBudget.Reservation memory, Supplier<CallBody> request) {
        return around(CallService.LOG, request);
    }

    @Override
    public final Page<CallSummary> listCalls(ListQuery query) {
        return around(CallService.LOGS, query, () -> inner.listCalls(query));
    }

    @Override
    public final Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation memory) {
        return around(CallService.LOGS, query, () -> inner.listCalls(query, memory));
    }

    @Override
    public final Page<RawLine> listSessions(ListQuery query) {
        return around(CallService.SESSIONS, query, () -> inner.listSessions(query));
    }

    @Override
    public final Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation memory) {
        return around(CallService.SESSIONS, query, () -> inner.listSessions(query, memory));
    }

    @Override
    public final Page<RawLine> listErrors(ListQuery query) {
        return around(CallService.ERRORS, query, () -> inner.listErrors(query));
    }

    @Override
    public final Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation memory) {
        return around(CallService.ERRORS, query, () -> inner.listErrors(query, memory));
    }

    @Override
    public final CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        return around(logId, memory, () -> inner.fetchLog(logId, memory));
    }
}
