package dev.callvault.verify;

/**
 * How stored bodies were looked at.
 *
 * @param hashed whose hash and length were computed anew
 * @param fetched that were fetched again
 * @param equal of these, the same as stored
 * @param gone of these, no longer with the provider, which is no error
 * @param failed of these, not answered or not readable just now
 */
public record BodyChecks(long hashed, long fetched, long equal, long gone, long failed) {}
