package dev.callvault.source.plum;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceDecorator;
import dev.callvault.source.SourceFailure;
import java.util.function.Supplier;

/**
 * Requests a log again in the other format if it is unusable in the first: malformed UTF-8 at the provider can empty
 * one format and spare the other, and an empty XML element may mean an empty log or none. It wraps the retries, so that
 * a log is first retried in its own format.
 */
public final class OtherFormatSource extends SourceDecorator {
    private final CallSource other;

    /** The other source makes one attempt, within the same request budget. */
    public OtherFormatSource(CallSource first, CallSource other) {
        super(first);
        this.other = other;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        return request.get();
    }

    /**
     * A list of more than a second that cannot be read is divided; of a single second, the other format may tell what the
     * first cannot hold, such as a control character in XML.
     */
    @Override
    protected <T> T around(CallService service, ListQuery query, Supplier<T> request) {
        try {
            return request.get();
        } catch (SourceFailure.Unreadable unreadable) {
            if (query.window().to() - query.window().from() > 1) {
                throw unreadable;
            }
            return inOtherFormat(service, query, unreadable);
        }
    }

    // the same service gives the same page, whichever the format
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T inOtherFormat(CallService service, ListQuery query, SourceFailure.Unreadable unreadable) {
        try {
            return (T)
                    switch (service) {
                        case LOGS -> other.listCalls(query);
                        case SESSIONS -> other.listSessions(query);
                        case ERRORS -> other.listErrors(query);
                        case LOG -> throw unreadable;
                    };
        } catch (SourceFailure.Unreadable
                | SourceFailure.Refused
                | SourceFailure.Forbidden
                | SourceFailure.TooLarge none) {
            throw after(unreadable, none);
        }
    }

    /**
     * The log in either format. If unreadable in both, the failure carries the first response's bytes; if empty in
     * both, there is no log at present. If the second request fails outright, its failure is thrown, since nothing was
     * learnt about the log.
     */
    @Override
    protected CallBody around(LogId logId, MemoryBudget.Reservation memory, Supplier<CallBody> request) {
        try {
            return request.get();
        } catch (SourceFailure.Unreadable unreadable) {
            return inOtherFormat(logId, memory, unreadable);
        }
    }

    private CallBody inOtherFormat(LogId logId, MemoryBudget.Reservation memory, SourceFailure.Unreadable unreadable) {
        try {
            return other.fetchLog(logId, memory);
        } catch (SourceFailure.Unreadable too) {
            if (unreadable.isEmpty() && too.isEmpty()) {
                throw new SourceFailure.NotThere("calls/log reported success but returned no log, in JSON and in XML");
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
