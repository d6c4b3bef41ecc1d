package dev.callvault.source.plum;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a throttled answer asks to wait: {@code Retry-After} in seconds or as a date, else {@code X-RateLimit-Reset} in
 * epoch seconds, as a sibling service of the provider sends it.
 */
final class RetryTimes {
    private static final Duration DEFAULT = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** The sibling service counts in quarters of an hour. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final InstantSource clock;

    RetryTimes(InstantSource clock) {
        this.clock = clock;
    }

    Duration after(Answer answer) {
        Instant now = answer.header("Date").flatMap(RetryTimes::date).orElseGet(clock::instant);
        Duration asked = answer.header("Retry-After")
                .flatMap(it ->
                        seconds(it).map(Duration::ofSeconds).or(() -> date(it).map(at -> Duration.between(now, at))))
                .or(() -> answer.header("X-RateLimit-Reset")
                        .flatMap(RetryTimes::seconds)
                        .map(at -> Duration.between(now, Instant.ofEpochSecond(at))))
                .orElse(DEFAULT);
        return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<Long> seconds(String header) {
        try {
            return Optional.of(Math.clamp(Long.parseLong(header.strip()), 0, 253_402_300_799L));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
