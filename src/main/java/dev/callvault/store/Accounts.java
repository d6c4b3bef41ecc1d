package dev.callvault.store;

import dev.callvault.call.Account;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The accounts in the archive. */
public interface Accounts {
    /**
     * The account of this name, created if new. Updates its URL and its zone, each unless a live node is configured
     * with another value; then the current value stays and is returned.
     *
     * @throws AccountRefused when the name belongs to another customer, the customer to another name, or the customer was
     *     removed
     */
    Account register(String name, ProviderLogin customer, ZoneId zone, Instant now);

    /**
     * The account of this name as it is; empty when there is none. Changes nothing.
     *
     * @throws AccountRefused when {@link #register} would
     */
    Optional<Account> known(String name, ProviderLogin customer);

    /**
     * From now on the account archives this customer: the same one at another address, or with another login.
     *
     * @return false when there is no account of that name
     * @throws AccountRefused when another account archives this customer
     */
    boolean move(String name, ProviderLogin customer);

    /**
     * Gives an account another name. Everything that is stored stays with it.
     *
     * @return false when there is no account of the old name
     * @throws IllegalArgumentException when there is an account of the new name
     */
    boolean rename(String name, String newName);

    /** All accounts, by name. */
    List<Account> all();
}
