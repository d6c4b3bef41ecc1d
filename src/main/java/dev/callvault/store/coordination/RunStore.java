package dev.callvault.store.coordination;

import dev.callvault.call.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last run of each stream: health is the age of the last success. */
public interface RunStore {
    /**
     * Records the end of a run. A failure keeps the last success on record.
     *
     * @param stream calls, sessions, errors or bodies
     * @param at when the run began: its findings were true then
     * @param failure why it failed, in words; null for success
     * @param requests how many requests the run made
     */
    void record(AccountId account, String stream, Instant at, @Nullable String failure, long requests);

    /** When the last successful run of a stream began; empty if none succeeded. */
    Optional<Instant> lastSuccess(AccountId account, String stream);
}
