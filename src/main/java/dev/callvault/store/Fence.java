package dev.callvault.store;

import dev.callvault.call.AccountId;
import java.time.Duration;

/** Keeps two runs of the same work on the same account apart, on whatever node they are. */
public interface Fence {
    /**
     * Does something alone, waiting at most {@code patience} for others to end. A crash leaves the fence too.
     *
     * @param work what is fenced, such as a stream's label
     * @return false when somebody else was at it all the time; nothing was done then
     * @throws StoreFailure when the database cannot be used
     */
    boolean alone(AccountId account, String work, Duration patience, Runnable task);
}
