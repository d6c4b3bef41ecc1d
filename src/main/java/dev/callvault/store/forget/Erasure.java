package dev.callvault.store.forget;

/** An erasure of a telephone number, which is not remembered itself. */
public record Erasure(long id, Decision decision, DeletedRecords erased) {}
