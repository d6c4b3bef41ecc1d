package dev.callvault.store.status;

import dev.callvault.call.AccountId;
import dev.callvault.call.Acknowledgement;
import dev.callvault.store.StoreFailure;
import java.util.List;

/** What is missing or doubtful, and what people say about it. Every method throws {@link StoreFailure}. */
public interface LossStore {
    /** Everything of an account that is missing or doubtful, acknowledged or not. */
    Losses losses(AccountId account);

    /**
     * Acknowledges losses: they stay on record with who, when and why, and no longer count. One that is acknowledged
     * already stays as it is. If one of the names is unknown, nothing changes. A lost log that is fetched after all
     * and lost again counts again; the rest of an acknowledged stretch of unproven time, and the loss of it, do not.
     */
    Outcome acknowledge(List<LossId> ids, Acknowledgement how);

    /**
     * What became of the named losses.
     *
     * @param done those that were acknowledged now
     * @param before those that were acknowledged already
     * @param unknown those that are not on record, or not any more; if there are any, nothing was changed
     */
    record Outcome(List<LossId> done, List<LossId> before, List<LossId> unknown) {}
}
