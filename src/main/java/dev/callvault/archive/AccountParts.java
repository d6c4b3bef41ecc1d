package dev.callvault.archive;

import dev.callvault.call.Account;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallSource;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.RequestCount;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.SessionTimes;

/**
 * What a run over one account works with.
 *
 * @param source the provider as it is; whoever stores or compares what comes from it takes it through the redactor first
 * @param redactor takes out what must not be kept
 * @param memory what logs may take on their way, those of all accounts together
 */
public record AccountParts(
        Account account,
        CallSource source,
        ProviderClock providerClock,
        RequestCount requests,
        Lines lines,
        Stores stores,
        Redactor redactor,
        MemoryBudget memory) {

    /** Where the account's records go. */
    public record Stores(
            ListingStore listings, BodyStore bodies, RunStore runs, SessionTimes sessionTimes, Fence fence) {}
}
