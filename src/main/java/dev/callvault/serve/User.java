package dev.callvault.serve;

import java.util.Set;

/**
 * Somebody who may look.
 *
 * @param accounts names of the accounts whose records; an asterisk for every account's
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
