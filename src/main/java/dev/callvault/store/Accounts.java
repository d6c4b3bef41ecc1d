package dev.callvault.store;

import dev.callvault.call.Account;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The accounts that the archive knows. */
public interface Accounts {
    /** The account of that name, made when it is new; its URL and zone are brought up to date. */
    Account register(String name, URI baseUrl, ZoneId zone, Instant now);

    /** All accounts, by name. */
    List<Account> all();
}
