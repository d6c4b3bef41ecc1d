package dev.callvault.store.reports;

import java.util.List;
import java.util.Optional;

/**
 * A login that reads the reports.
 *
 * @param accounts names of the accounts that it sees; empty for all
 * @param lacking which of its settings are not as they should be, or that the login itself is gone
 */
public record Reader(String login, Optional<List<String>> accounts, List<String> lacking) {
    public Reader {
        accounts = accounts.map(List::copyOf);
        lacking = List.copyOf(lacking);
    }

    /** The schema whose views it reads. */
    public String schema() {
        return accounts.isPresent() ? login : "reporting";
    }
}
