package dev.callvault.source;

import java.time.Duration;

/**
 * The provider's own limit, as stated in a response: a number of requests per window.
 *
 * @param limit requests per window
 * @param remaining requests left in this window
 * @param untilReset until the next window begins
 */
public record RateLimit(long limit, long remaining, Duration untilReset) {}
