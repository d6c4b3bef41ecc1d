package dev.callvault.source;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether, and after how long, a failed request is retried. The type of the failure decides.
 *
 * @param attempts the most requests when the network or the provider is in trouble, 1 or more
 * @param unreadableAttempts the most requests when responses cannot be read, 1 or more
 * @param throttles how often a request waits when the provider asks; counted separately from the attempts
 * @param firstDelay before the second attempt; doubles from there
 * @param longestDelay the limit of the doubling
 */
public record RetryPolicy(
        int attempts, int unreadableAttempts, int throttles, Duration firstDelay, Duration longestDelay) {
    private static final int MAX_DOUBLINGS = 20;

    /** Four attempts over about four seconds, two if responses cannot be read, and ten pauses on request. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(4, 2, 10, Duration.ofMillis(500), Duration.ofSeconds(30));

    public RetryPolicy {
        if (attempts < 1 || unreadableAttempts < 1 || throttles < 0) {
            throw new IllegalArgumentException("invalid retry policy: attempts " + attempts + ", unreadable "
                    + unreadableAttempts + ", throttles " + throttles);
        }
    }

    /**
     * The pause before the next attempt, without jitter; empty for no further attempt.
     *
     * @param failures how often this request has failed without being throttled, this time included
     * @param throttled how often it has been throttled, this time included
     */
    Optional<Duration> pause(SourceFailure failure, int failures, int throttled) {
        return switch (failure) {
            case SourceFailure.Throttled asked ->
                throttled <= throttles ? Optional.of(longer(asked.retryAfter(), backoff(throttled))) : Optional.empty();
            case SourceFailure.Unreadable unreadable -> upTo(unreadableAttempts, failures);
            case SourceFailure.Unreachable unreachable -> upTo(attempts, failures);
            case SourceFailure.TimedOut timedOut -> upTo(attempts, failures);
            case SourceFailure.ServerTrouble trouble -> upTo(attempts, failures);
            case SourceFailure.CredentialsRefused never -> Optional.empty();
            case SourceFailure.Forbidden never -> Optional.empty();
            case SourceFailure.Refused never -> Optional.empty();
            case SourceFailure.NotThere never -> Optional.empty();
            case SourceFailure.TooLarge never -> Optional.empty();
            case SourceFailure.Interrupted never -> Optional.empty();
        };
    }

    private Optional<Duration> upTo(int most, int failures) {
        return failures < most ? Optional.of(backoff(failures)) : Optional.empty();
    }

    private Duration backoff(int failures) {
        Duration delay = firstDelay.multipliedBy(1L << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS));
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
