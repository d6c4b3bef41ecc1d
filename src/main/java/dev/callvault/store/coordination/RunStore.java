package dev.callvault.store.coordination;

import dev.callvault.call.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of the last run of each stream: health is the age of the last success, with evidence. */
public interface RunStore {
    /**
     * Records the end of a run. Should it fail, the last success before it stays known.
     *
     * @param stream calls, sessions, errors or bodies
     * @param at when the run began: what it found out held then
     * @param failure why it failed, in words; null when it succeeded
     * @param requests how many requests the run cost
     */
    void record(AccountId account, String stream, Instant at, @Nullable String failure, long requests);

    /** When the last run of a stream began that succeeded; empty when none has. */
    Optional<Instant> lastSuccess(AccountId account, String stream);
}
