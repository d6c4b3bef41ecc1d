package dev.callvault.store.memory;

import dev.callvault.store.JobStoreContract;
import dev.callvault.store.coordination.JobStore;
import java.time.InstantSource;

/** The record in memory keeps the contract, so that what is shown of the schedule on it holds for PostgreSQL. */
class MemoryJobStoreTest extends JobStoreContract {
    @Override
    protected JobStore fresh(InstantSource clock) {
        return new MemoryJobStore(clock);
    }
}
