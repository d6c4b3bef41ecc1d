package dev.callvault.store;

import dev.callvault.call.Account;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The accounts in the archive. */
public interface Accounts {
    /**
     * The account of this name, created if new. Updates its URL and its zone, each unless a live node is configured
     * with another value; then the current value stays and is returned.
     */
    Account register(String name, URI baseUrl, ZoneId zone, Instant now);

    /** All accounts, by name. */
    List<Account> all();
}
