package dev.callvault.store.forget;

import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.Optional;

/** How long records are kept, as it is in force for all nodes. Every method throws {@link StoreFailure}. */
public interface KeepStore {
    /** What is in force and what waits, all as of one moment. */
    KeepState read();

    /**
     * Changes a kind's term.
     *
     * @param before as it was read
     * @return false, and nothing is changed, when it is another one by now
     */
    boolean change(RecordKind kind, KeepTerm before, KeepTerm after);

    /** Counts what is older, without what is held. */
    Older older(RecordKind kind, Instant than);

    /**
     * Records that are older than a time; those of no readable time go by when they were first seen.
     *
     * @param oldest empty when there is none
     * @param newest empty when there is none
     */
    record Older(long count, Optional<Instant> oldest, Optional<Instant> newest) {}
}
