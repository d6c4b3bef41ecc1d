package dev.callvault.store.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.listing.Rows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the archive says about its own lists, for comparison with the provider. Read-only. Every method throws {@link
 * StoreFailure} when the database cannot be used.
 */
public interface ProofStore {
    /**
     * All spans of a stream's ledger with the number of stored rows, at one moment; earliest first. Rows deleted on
     * purpose count as stored.
     */
    List<SpanRows> spans(AccountId account, LogStream stream);

    /** The listed rows, by log id or line key, that were deleted on purpose and so are not missing. */
    Set<Object> forgotten(AccountId account, Rows listed);

    /** Stored rows whose time is unknown, so that they are in no span. */
    long untimed(AccountId account, LogStream stream);

    /** Stored calls that start in the window, plus those with the given ids, whenever they start; each once. */
    List<CallSummary> calls(AccountId account, TimeWindow window, Collection<LogId> also);

    /** Stored lines whose time is in the window, plus those with the given keys, whatever their time. */
    Map<LineKey, RawLine> lines(AccountId account, LogStream stream, TimeWindow window, Collection<LineKey> also);
}
