package dev.callvault.store.forget;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes and reopens accounts. Nothing more of a closed account is archived, and it raises no alarm; what is stored stays.
 * Every method throws {@link StoreFailure}. Safe for use by many threads.
 */
public interface AccountEnds {
    /** Everything in the archive by account, by name; counts every record, which takes about a second for a few million. */
    List<AccountContents> contents();

    /** Who closed the account of this name, if it is closed; quick. */
    Optional<Decision> closed(String account);

    /** The closed accounts, by name. */
    Map<String, Decision> closed();

    /** Closes an account; false when it is closed already, and stays so as it is. */
    boolean close(AccountId account, Decision decision);

    /** Reopens an account; false when it is not closed. */
    boolean reopen(AccountId account, Decision decision);
}
