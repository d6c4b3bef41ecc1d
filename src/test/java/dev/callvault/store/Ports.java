package dev.callvault.store;

import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.SessionTimes;
import dev.callvault.store.proof.BodyProofStore;
import dev.callvault.store.proof.ProofStore;
import dev.callvault.store.status.StatusStore;

/** A complete store, to test its ports together. */
public record Ports(
        Accounts accounts,
        ListingStore listings,
        BodyStore bodies,
        RunStore runs,
        StatusStore status,
        SessionTimes sessionTimes,
        Fence fence,
        ProofStore proofs,
        BodyProofStore bodyProofs,
        StoredTexts texts) {}
