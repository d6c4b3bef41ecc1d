package dev.callvault.store;

/** A store, whole, to try its ports together. */
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
