package dev.callvault.verify;

/**
 * How stored logs were checked.
 *
 * @param hashed logs whose hash and length were recomputed
 * @param fetched logs that were fetched again
 * @param equal of these, identical to the stored log
 * @param gone of these, no longer at the provider, which is no error
 * @param failed of these, not returned or not readable just now
 */
public record BodyChecks(long hashed, long fetched, long equal, long gone, long failed) {}
