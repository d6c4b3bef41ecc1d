package dev.callvault.store.forget;

import java.time.Instant;
import java.util.Optional;

/**
 * What the archive holds of an account.
 *
 * @param calls those under the log id of another call too
 * @param logs stored logs, unreadable ones too
 * @param lastArchived when a run of any of its streams last succeeded
 * @param closed who closed it; empty while it is open
 */
public record AccountContents(
        String account,
        long calls,
        long logs,
        long sessions,
        long errors,
        Optional<Instant> lastArchived,
        Optional<Decision> closed) {}
