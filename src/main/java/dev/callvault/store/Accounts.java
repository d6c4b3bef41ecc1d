package dev.callvault.store;

import dev.callvault.call.Account;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The accounts that the archive knows. */
public interface Accounts {
    /**
     * The account of that name, made when it is new. Its URL and its zone are brought up to date, each unless a live node is
     * configured with another one: what is in force then stays, and is returned.
     */
    Account register(String name, URI baseUrl, ZoneId zone, Instant now);

    /** All accounts, by name. */
    List<Account> all();
}
