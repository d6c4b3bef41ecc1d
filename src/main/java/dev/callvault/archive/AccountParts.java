package dev.callvault.archive;

import dev.callvault.archive.guard.AgreedTime;
import dev.callvault.call.Account;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallSource;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.RequestCount;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.SessionTimes;
import java.time.InstantSource;

/**
 * The parts that a run over one account works with.
 *
 * @param source the provider's answers as they come; pass them through the redactor before storing or comparing them
 * @param redactor removes what must not be kept
 * @param memory the memory that logs in transit may take, shared by all accounts
 */
public record AccountParts(
        Account account,
        CallSource source,
        ProviderClock providerClock,
        DatabaseClock databaseClock,
        RequestCount requests,
        Lines lines,
        Stores stores,
        Redactor redactor,
        MemoryBudget memory) {

    /** What time it is for this account, by this machine's clock and the others. */
    public AgreedTime time(InstantSource clock) {
        return new AgreedTime(providerClock, databaseClock, clock);
    }

    /** The stores for the account's records. */
    public record Stores(
            ListingStore listings, BodyStore bodies, RunStore runs, SessionTimes sessionTimes, Fence fence) {}
}
