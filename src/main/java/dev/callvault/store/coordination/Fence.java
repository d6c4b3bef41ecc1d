package dev.callvault.store.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps two runs of the same work on the same account apart, across all nodes. Writes from inside a fence, by its
 * thread or any thread started there, are refused once the fence is lost: because its holder stalled, was cut off, or
 * neither used the archive nor waited {@link #patiently} for {@link #ABANDONED}.
 */
public interface Fence {
    /** A job without activity for this long hangs and delays the others. */
    Duration ABANDONED = Duration.ofMinutes(15);

    /**
     * Runs a task alone, waiting at most {@code patience} for others, without holding a connection. A crash releases
     * the fence, too.
     *
     * @param work what is fenced, such as a stream's label
     * @return false when others held the fence throughout, or the wait was interrupted; nothing was done then
     * @throws StoreFailure when the database cannot be used
     */
    boolean alone(AccountId account, String work, Duration patience, Runnable task);

    /**
     * Waits for something that ends by itself, such as a provider's response; however long it takes, the wait does not
     * count as hanging.
     */
    default <T> T patiently(Supplier<T> wait) {
        return wait.get();
    }
}
