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
 * Asks for a log once more in XML when it is unreadable in JSON: malformed UTF-8 on the provider's side can empty the one and
 * spare the other. It stands outside the retries, so that a log is first asked for again in JSON.
 */
public final class XmlFallbackSource implements CallSource {
    private final CallSource json;
    private final CallSource xml;

    /** The second source asks in XML, once, and within the same request budget. */
    public XmlFallbackSource(CallSource json, CallSource xml) {
        this.json = json;
        this.xml = xml;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return json.listCalls(query);
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation memory) {
        return json.listCalls(query, memory);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return json.listSessions(query);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation memory) {
        return json.listSessions(query, memory);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return json.listErrors(query);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation memory) {
        return json.listErrors(query, memory);
    }

    /**
     * The log in either format. Unreadable in both, the failure carries the bytes of the first; when the second question got
     * no answer at all its own failure is thrown, since nothing has been learnt about the log.
     */
    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        try {
            return json.fetchLog(logId, memory);
        } catch (SourceFailure.Unreadable unreadable) {
            return inXml(logId, memory, unreadable);
        }
    }

    private CallBody inXml(LogId logId, MemoryBudget.Reservation memory, SourceFailure.Unreadable unreadable) {
        try {
            return xml.fetchLog(logId, memory);
        } catch (SourceFailure.Unreadable | SourceFailure.NotThere | SourceFailure.Refused | SourceFailure.TooLarge e) {
            unreadable.addSuppressed(e);
            throw unreadable;
        }
    }
}
