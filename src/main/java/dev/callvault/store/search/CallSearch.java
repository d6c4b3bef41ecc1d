package dev.callvault.store.search;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.store.StoreFailure;
import java.util.List;
import java.util.Optional;

/**
 * Finds calls for people. Every method throws {@link StoreFailure} when the database cannot be used, or when a search would
 * take too long.
 */
public interface CallSearch {
    /** The matching calls, newest first; at most one page. */
    List<FoundCall> find(CallFilter filter);

    /** A call with everything that belongs to it; empty when the archive has no such call. */
    Optional<CallDetails> details(AccountId account, LogId logId);

    /** A call's log as stored, byte for byte, read when it is opened; empty when there is none. */
    Optional<Content> body(AccountId account, LogId logId);
}
