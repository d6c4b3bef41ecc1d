package dev.callvault.store.forget;

import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.Optional;

/** How long records are kept, in force for all nodes. Every method throws {@link StoreFailure}. */
public interface KeepStore {
    /** The periods in force and waiting, at one moment. */
    KeepState read();

    /**
     * Changes a kind's term.
     *
     * @param before as it was read
     * @return false, with nothing changed, if it is different by now
     */
    boolean change(RecordKind kind, KeepTerm before, KeepTerm after);

    /** Counts older records, except those on hold. */
    Older older(RecordKind kind, Instant than);

    /**
     * Records older than a time; those without a readable time count from when they were first seen.
     *
     * @param oldest empty if there are none
     * @param newest empty if there are none
     */
    record Older(long count, Optional<Instant> oldest, Optional<Instant> newest) {}
}
