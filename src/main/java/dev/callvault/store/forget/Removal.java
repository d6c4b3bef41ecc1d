package dev.callvault.store.forget;

import java.time.Instant;
import java.util.Optional;

/**
 * The removal of an account, which stays when everything else of it is gone.
 *
 * @param account its name
 * @param begun who began it
 * @param ended when it was complete; empty until then, and running it again completes it
 * @param readmitted who said that the same login may be archived again
 */
public record Removal(
        String account,
        Decision begun,
        Optional<Instant> ended,
        DeletedRecords records,
        Optional<Decision> readmitted) {}
