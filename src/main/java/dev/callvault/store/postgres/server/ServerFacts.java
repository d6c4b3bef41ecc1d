package dev.callvault.store.postgres.server;

/**
 * What a server reports about itself.
 *
 * @param version such as {@code 18.6}
 * @param majorVersion such as 18
 * @param mayCreate whether the user may create schemas in the database
 * @param hasLz4 whether logs are compressed with lz4
 * @param sizeBytes the size of the database
 */
public record ServerFacts(String version, int majorVersion, boolean mayCreate, boolean hasLz4, long sizeBytes) {}
