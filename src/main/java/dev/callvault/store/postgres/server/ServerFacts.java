package dev.callvault.store.postgres.server;

/**
 * What a server says of itself.
 *
 * @param version such as {@code 18.6}
 * @param majorVersion such as 18
 * @param mayCreate whether the user may create schemas in the database
 * @param hasLz4 whether bodies are compressed with lz4
 * @param sizeBytes of the database
 */
public record ServerFacts(String version, int majorVersion, boolean mayCreate, boolean hasLz4, long sizeBytes) {}
