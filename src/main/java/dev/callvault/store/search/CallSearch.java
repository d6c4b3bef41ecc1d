package dev.callvault.store.search;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.StoreFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds calls for people. Every method throws {@link StoreFailure} when the database cannot be used, or too many searches
 * are running.
 */
public interface CallSearch {
    /** The matching calls, newest first; at most one page, and less if it would take longer than a person waits. */
    FoundPage find(CallFilter filter);

    /**
     * How many calls match, wherever the page begins; empty for a text, and if counting takes long.
     *
     * @param most where counting ends; a larger result stands for any larger number
     */
    OptionalLong count(CallFilter filter, int most);

    /**
     * How the filter's number is read in its accounts, each reading once; empty if the filter has no number, or no account.
     */
    List<ReadNumber> readings(CallFilter filter);

    /** The calls around one. */
    Neighbours neighbours(FoundCall call);

    /** A call with everything that belongs to it; empty when the archive has no such call. */
    Optional<CallDetails> details(AccountId account, LogId logId);

    /** A call's log as stored, byte for byte, read when it is opened; empty when there is none. */
    Optional<Content> body(AccountId account, LogId logId);
}
