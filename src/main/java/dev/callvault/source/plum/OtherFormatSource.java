package dev.callvault.source.plum;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;

/**
 * Asks for a log once more in the other format when it does not come in the first: malformed UTF-8 on the provider's side can
 * empty the one and spare the other, and an empty element in XML does not tell an empty log from none. It stands outside the
 * retries, so that a log is first asked for again in its own format.
 */
public final class OtherFormatSource implements CallSource {
    private final CallSource first;
    private final CallSource other;

    /** The other source asks once, and within the same request budget. */
    public OtherFormatSource(CallSource first, CallSource other) {
        this.first = first;
        this.other = other;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return first.listCalls(query);
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation memory) {
        return first.listCalls(query, memory);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return first.listSessions(query);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation memory) {
        return first.listSessions(query, memory);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return first.listErrors(query);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation memory) {
        return first.listErrors(query, memory);
    }

    /**
     * The log in either format. Unreadable in both, the failure carries the bytes of the first; empty in both, there is no log,
     * for now. When the second question got no answer at all its own failure is thrown, since nothing has been learnt about
     * the log.
     */
    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        try {
            return first.fetchLog(logId, memory);
        } catch (SourceFailure.Unreadable unreadable) {
            return inOtherFormat(logId, memory, unreadable);
        }
    }

    private CallBody inOtherFormat(LogId logId, MemoryBudget.Reservation memory, SourceFailure.Unreadable unreadable) {
        try {
            return other.fetchLog(logId, memory);
        } catch (SourceFailure.Unreadable too) {
            if (unreadable.isEmpty() && too.isEmpty()) {
                throw new SourceFailure.NotThere("calls/log answered success without a log, in JSON and in XML");
            }
            throw after(unreadable, too);
        } catch (SourceFailure.NotThere none) {
            throw unreadable.isEmpty() ? none : after(unreadable, none);
        } catch (SourceFailure.Refused | SourceFailure.Forbidden | SourceFailure.TooLarge none) {
            throw after(unreadable, none);
        }
    }

    private static SourceFailure after(SourceFailure.Unreadable unreadable, SourceFailure second) {
        unreadable.addSuppressed(second);
        return unreadable;
    }
}
