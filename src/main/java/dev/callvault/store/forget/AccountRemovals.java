package dev.callvault.store.forget;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Removes accounts with everything that is stored of them, but for one row that says who removed what. Every method
 * throws {@link StoreFailure}. Safe for use by many threads.
 */
public interface AccountRemovals {
    /** Every removal, begun or complete, earliest first. */
    List<Removal> all();

    /** What removing it would delete; counts every record, and changes nothing. */
    Removable attempt(AccountId account);

    /** Closes the account for good: its removal has begun. Does nothing if it has begun before. */
    void begin(AccountId account, Decision decision);

    /**
     * Deletes everything of an account whose removal has begun, in small steps. If it is interrupted, calling it again
     * continues. Records under a hold that was placed meanwhile stay, and so does the account.
     *
     * @param jobs the names of the account's jobs
     * @param deleted told how many records were deleted, each time that some were
     * @return what was deleted since the removal began; with records that are held, it is not complete
     */
    DeletedRecords remove(AccountId account, List<String> jobs, Decision decision, LongConsumer deleted);

    /**
     * Allows the login of a removed account to be archived again.
     *
     * @return false when no account of this name was removed, or all were readmitted
     */
    boolean readmit(String account, Decision decision);
}
