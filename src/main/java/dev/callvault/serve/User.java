package dev.callvault.serve;

import java.util.Set;

/**
 * A user of the console and the API.
 *
 * @param accounts names of the accounts that the user may see; an asterisk means all of them
 */
public record User(String name, PasswordHash password, Set<String> accounts) {
    private static final String EVERY = "*";

    public User {
        accounts = Set.copyOf(accounts);
    }

    public boolean maySee(String account) {
        return seesAll() || accounts.contains(account);
    }

    public boolean seesAll() {
        return accounts.contains(EVERY);
    }
}
