package dev.callvault.config;

import java.util.Set;

/**
 * Somebody who may see what the daemon serves.
 *
 * @param accounts whose records; an asterisk for every account's
 */
public record UserSettings(String name, Secret passwordHash, Set<String> accounts) {
    /** Stands for every account. */
    public static final String EVERY = "*";

    public UserSettings {
        accounts = Set.copyOf(accounts);
    }
}
