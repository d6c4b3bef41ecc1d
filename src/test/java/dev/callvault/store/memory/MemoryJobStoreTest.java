package dev.callvault.store.memory;

import dev.callvault.store.JobStoreContract;
import dev.callvault.store.coordination.JobStore;
import java.time.InstantSource;

/** The in-memory store keeps the contract, so that what it shows about the schedule also holds for PostgreSQL. */
class MemoryJobStoreTest extends JobStoreContract {
    @Override
    protected JobStore fresh(InstantSource clock) {
        return new MemoryJobStore(clock);
    }
}
