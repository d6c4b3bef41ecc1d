package dev.callvault.store.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps two runs of the same work on the same account apart, on whatever node they are. Whatever a thread writes inside a
 * fence, and every thread that it starts there, is refused once the fence is lost: when its holder stood still, was cut off, or
 * has neither used the archive nor waited {@link #patiently} for {@link #ABANDONED}.
 */
public interface Fence {
    /** A job that does nothing for so long hangs, and holds up the others. */
    Duration ABANDONED = Duration.ofMinutes(15);

    /**
     * Does something alone, waiting at most {@code patience} for others to end, without a connection. A crash leaves the fence
     * too.
     *
     * @param work what is fenced, such as a stream's label
     * @return false when somebody else was at it all the time, or the waiting was interrupted; nothing was done then
     * @throws StoreFailure when the database cannot be used
     */
    boolean alone(AccountId account, String work, Duration patience, Runnable task);

    /** Waits for something that ends by itself, such as a provider's answer: however long that takes, nobody is hanging. */
    default <T> T patiently(Supplier<T> wait) {
        return wait.get();
    }
}
