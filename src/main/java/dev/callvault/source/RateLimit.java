package dev.callvault.source;

import java.time.Duration;

/**
 * What an answer says of the provider's own limit: so many requests in each of its windows.
 *
 * @param limit requests in a window
 * @param remaining requests left in this one
 * @param untilReset until the next window begins
 */
public record RateLimit(long limit, long remaining, Duration untilReset) {}
