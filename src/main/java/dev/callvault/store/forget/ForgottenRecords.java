package dev.callvault.store.forget;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.util.List;

/** Counts what is no longer in the archive. */
public interface ForgottenRecords {
    /**
     * What was masked, erased and deleted, of these accounts.
     *
     * @throws StoreFailure when the database cannot be used
     */
    Forgotten of(List<AccountId> accounts);
}
