package dev.callvault.store.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long until something is lost, and whether the backlog is drained before. The database does the arithmetic, in
 * {@code archive.forecast}.
 *
 * @param headroom until the next wanted body expires, or the next uncovered second can no longer be asked for; negative when
 *     overdue
 * @param headroomOf what is lost first: bodies, calls, sessions or errors
 * @param bodyHeadroom until the next wanted body expires; empty when none is wanted
 * @param bodiesPerSecond what was asked for lately while work was waiting; empty without a backlog
 * @param budgetPerSecond what configuration and provider allow; empty for no known limit
 * @param drain until the backlog is fetched at that rate; empty when nothing moves
 * @param expectedLosses bodies that expire before their turn at that rate
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
