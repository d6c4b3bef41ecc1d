package dev.callvault.store;

import dev.callvault.call.AccountId;
import java.time.Duration;
import java.util.Optional;

/** Keeps two runs of the same work on the same account apart, on whatever node they are. */
public interface Fence {
    /**
     * Enters, waiting at most {@code patience}.
     *
     * @param work what is fenced, such as a stream's label
     * @return the way out, or empty when somebody else is inside
     */
    Optional<Inside> enter(AccountId account, String work, Duration patience);

    /** Held while inside; closing leaves. A crash leaves too. */
    interface Inside extends AutoCloseable {
        @Override
        void close();
    }
}
