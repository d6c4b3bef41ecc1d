package dev.callvault.source.plum;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long the provider asks to wait: {@code Retry-After}, else {@code X-RateLimit-Reset} in epoch seconds. Both use
 * the provider's own clock if it is stated.
 */
final class RetryAfter {
    private static final Duration UNSTATED = Duration.ofSeconds(30);
    // a sibling service of the provider counts requests over this time; longer waits are useless
    private static final Duration MAX = Duration.ofMinutes(15);

    private final InstantSource clock;

    RetryAfter(InstantSource clock) {
        this.clock = clock;
    }

    Duration of(HttpHeaders headers) {
        Instant now = HttpDates.date(headers).orElseGet(clock::instant);
        Optional<String> after = headers.firstValue("Retry-After");
        Duration stated = Stream.of(
                        after.flatMap(RetryAfter::seconds).map(Duration::ofSeconds),
                        after.flatMap(HttpDates::parse).map(end -> Duration.between(now, end)),
                        RateLimits.untilReset(headers, clock))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(UNSTATED);
        return stated.isNegative() ? Duration.ZERO : stated.compareTo(MAX) > 0 ? MAX : stated;
    }

    private static Optional<Long> seconds(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,15}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }
}
