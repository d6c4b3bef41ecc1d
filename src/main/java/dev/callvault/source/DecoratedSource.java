package dev.callvault.source;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import java.util.function.Supplier;

/** A source that does something around every request to another one. */
public abstract class DecoratedSource implements CallSource {
    private final CallSource source;

    protected DecoratedSource(CallSource source) {
        this.source = source;
    }

    /** Sends one request, with whatever the decorator adds. */
    protected abstract <T> T around(Supplier<T> request);

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return around(() -> source.listCalls(query));
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return around(() -> source.listSessions(query));
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return around(() -> source.listErrors(query));
    }

    @Override
    public CallBody fetchLog(LogId logId) {
        return around(() -> source.fetchLog(logId));
    }
}
