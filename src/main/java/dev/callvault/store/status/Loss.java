package dev.callvault.store.status;

import dev.callvault.call.Acknowledgement;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that is missing or doubtful, and whether it still counts.
 *
 * @param what a gap, an unproven span, an unreadable row, or a call under the log id of another call
 * @param found when it was found
 */
public record Loss<T>(LossId id, T what, Instant found, Optional<Acknowledgement> acknowledged) {
    /** Whether it counts: nobody has acknowledged it. */
    public boolean isOpen() {
        return acknowledged.isEmpty();
    }
}
