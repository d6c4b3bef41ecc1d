package dev.callvault.store.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import java.time.Instant;
import java.util.Locale;

/**
 * Somebody read a log.
 *
 * @param reader the user of the console and the API, empty if no login is required; elsewhere the operating system's user
 */
public record LogRead(Instant at, String reader, Way way, AccountId account, LogId logId) {
    /** How it was read. */
    public enum Way {
        /** Opened on a page. */
        CONSOLE,
        /** Downloaded from the console. */
        DOWNLOAD,
        /** Through the provider's services. */
        WS,
        EXPORT,
        /** Its matching lines were shown. */
        SEARCH;

        /** The name in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
