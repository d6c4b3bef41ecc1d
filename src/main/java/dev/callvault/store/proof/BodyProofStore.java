package dev.callvault.store.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What the archive says about its own logs. Read-only. Every method throws {@link StoreFailure} when the database
 * cannot be used.
 */
public interface BodyProofStore {
    /** How many calls have an archived log, by their state. */
    long archived(AccountId account);

    /** Calls without an archived log, by log id. */
    List<Unarchived> unarchived(AccountId account);

    /** Calls whose log is archived by their state but not stored. */
    List<LogId> missing(AccountId account);

    /**
     * Picks logs at random and recomputes their hash and length.
     *
     * @param most the maximum number
     */
    default Hashed hash(AccountId account, long most) {
        return hash(account, most, count -> {});
    }

    /** The same; {@code hashed} is told how many each batch had. */
    Hashed hash(AccountId account, long most, LongConsumer hashed);

    /** Random logs of calls that started at a time or later. */
    List<StoredBody> sample(AccountId account, Instant since, int most);

    /**
     * A call whose log is not archived.
     *
     * @param isQueued whether it will be requested again
     * @param why the reason in words; empty if none is known
     */
    record Unarchived(LogId logId, LogState state, boolean isQueued, String why) {}

    /**
     * The result of rehashing.
     *
     * @param damaged logs whose bytes do not match the stored hash and length
     */
    record Hashed(long checked, List<LogId> damaged) {}

    /**
     * A stored log, by its hash.
     *
     * @param sha256 of the stored bytes, in lower-case hexadecimal
     */
    record StoredBody(LogId logId, String sha256) {}
}
