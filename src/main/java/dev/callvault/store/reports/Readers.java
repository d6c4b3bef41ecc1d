package dev.callvault.store.reports;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Logins of people and BI tools, which read the reports and nothing else. Every method throws {@link StoreFailure} when
 * the database cannot be used, or the schema's owner lacks a right; nothing is changed then.
 */
public interface Readers {
    List<Reader> all();

    /** Whether there is a reader of this name. */
    boolean has(String login);

    /** The accounts that a reader is bound to; empty for one that sees all, and if there is none of this name. */
    Optional<Set<AccountId>> seenBy(String login);

    /**
     * Makes a login, or brings an existing reader up to date.
     *
     * @param accounts those that it sees; empty for all
     * @param password empty for an existing reader that keeps its own
     * @throws UnfitLogin when the name cannot be used
     */
    void make(String login, Optional<Set<AccountId>> accounts, char[] password);

    /**
     * Removes a login with everything it was given.
     *
     * @return false if there is no such reader
     * @throws UnfitLogin when the role has meanwhile become more than a reader
     */
    boolean revoke(String login);

    /** Takes an account that is to be removed from the readers of several accounts. */
    void forget(AccountId account);

    /** Brings the settings and the views of all readers up to date. */
    void bringUpToDate();
}
