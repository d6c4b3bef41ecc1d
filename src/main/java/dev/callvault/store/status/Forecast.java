package dev.callvault.store.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long until something is lost, and whether the backlog is fetched before then. The database does the arithmetic,
 * in {@code archive.forecast}.
 *
 * @param headroom until the next wanted log expires, or the next uncovered second can no longer be requested; negative
 *     when overdue
 * @param headroomOf what is lost first: bodies, calls, sessions or errors
 * @param bodyHeadroom until the next wanted log expires; empty when none is wanted
 * @param bodiesPerSecond the recent rate of log requests while there was a backlog; empty without a backlog
 * @param budgetPerSecond the rate that configuration and provider allow; empty for no known limit
 * @param drain until the backlog is fetched at that rate; empty without progress
 * @param expectedLosses logs that will expire before their turn at that rate
 * @param isAtRisk whether something will be lost unless things change
 */
public record Forecast(
        long backlog,
        Optional<Duration> headroom,
        Optional<String> headroomOf,
        Optional<Duration> bodyHeadroom,
        Optional<Double> bodiesPerSecond,
        Optional<Double> budgetPerSecond,
        Optional<Duration> drain,
        Optional<Instant> drainedAt,
        long expectedLosses,
        boolean isAtRisk) {}
