package dev.callvault.source.plum;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.source.AroundSource;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import java.util.function.Supplier;

/**
 * Asks for a log once more in the other format when it does not come in the first: malformed UTF-8 on the provider's side can
 * empty the one and spare the other, and an empty element in XML does not tell an empty log from none. It stands outside the
 * retries, so that a log is first asked for again in its own format.
 */
public final class OtherFormatSource extends AroundSource {
    private final CallSource other;

    /** The other source asks once, and within the same request budget. */
    public OtherFormatSource(CallSource first, CallSource other) {
        super(first);
        this.other = other;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        return request.get();
    }

    /**
     * The log in either format. Unreadable in both, the failure carries the bytes of the first; empty in both, there is no log,
     * for now. When the second question got no answer at all its own failure is thrown, since nothing has been learnt about
     * the log.
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
