package dev.callvault.store.status;

import java.time.Duration;
import java.util.Optional;

/**
 * How old the last success of a healthy account may be: three of the daemon's intervals, or, where no daemon runs,
 * three times the usual distance of passes and at least a day.
 *
 * @param interval how often a daemon lists; empty where none runs
 */
public record Freshness(Optional<Duration> interval) {
    /** How many intervals may pass without a success. */
    public static final int INTERVALS = 3;

    private static final Duration LEAST = Duration.ofDays(1);

    public static Freshness ofDaemon(Duration interval) {
        return new Freshness(Optional.of(interval));
    }

    public static Freshness withoutDaemon() {
        return new Freshness(Optional.empty());
    }

    /** @param usual the usual distance of passes, if it is known */
    Duration of(Optional<Duration> usual) {
        return interval.map(it -> it.multipliedBy(INTERVALS)).orElseGet(() -> {
            Duration passes = usual.orElse(Duration.ZERO).multipliedBy(INTERVALS);
            return passes.compareTo(LEAST) > 0 ? passes : LEAST;
        });
    }
}
