package dev.callvault.store.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;

/**
 * What the archive itself says of its bodies. Nothing is written. Every method throws {@link StoreFailure} when the database
 * cannot be used.
 */
public interface BodyProofStore {
    /** How many calls are said to have their body in the archive. */
    long archived(AccountId account);

    /** Calls without a body, by log id. */
    List<Unarchived> unarchived(AccountId account);

    /** Calls that are said to have their body in the archive, and have none. */
    List<LogId> missing(AccountId account);

    /**
     * Takes bodies at random and computes their hash and length anew.
     *
     * @param most how many at most
     */
    Hashed hash(AccountId account, long most);

    /** Bodies at random, of calls that started at a time or later. */
    List<StoredBody> sample(AccountId account, Instant since, int most);

    /**
     * A call whose body is not archived.
     *
     * @param isQueued whether it will be asked for again
     * @param why in words; empty when nothing is known
     */
    record Unarchived(LogId logId, LogState state, boolean isQueued, String why) {}

    /**
     * What hashing anew brought.
     *
     * @param damaged those whose bytes do not fit the hash and length beside them
     */
    record Hashed(long checked, List<LogId> damaged) {}

    /**
     * A stored body, by its hash.
     *
     * @param sha256 of the stored bytes, in lower-case hexadecimal
     */
    record StoredBody(LogId logId, String sha256) {}
}
