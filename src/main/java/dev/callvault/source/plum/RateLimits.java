package dev.callvault.source.plum;

import dev.callvault.source.RateLimit;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset} from every response, refusals included. The
 * reset is in epoch seconds by the provider's clock or, if too small for that, in seconds from now.
 */
final class RateLimits {
    private static final long FIRST_EPOCH = 1_000_000_000;
    private static final Duration MAX = Duration.ofHours(1);

    private final InstantSource clock;
    private final Consumer<RateLimit> listener;

    RateLimits(InstantSource clock, Consumer<RateLimit> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    void see(HttpHeaders headers) {
        Optional<Long> remaining = number(headers, "X-RateLimit-Remaining");
        Optional<Duration> reset = untilReset(headers, clock);
        if (remaining.isPresent() && reset.isPresent()) {
            long limit = number(headers, "X-RateLimit-Limit").orElse(remaining.get());
            listener.accept(new RateLimit(limit, remaining.get(), reset.get()));
        }
    }

    /** How long until the provider's next window, at most an hour; zero when it has begun. */
    static Optional<Duration> untilReset(HttpHeaders headers, InstantSource clock) {
        return number(headers, "X-RateLimit-Reset")
                .map(reset -> Duration.ofSeconds(reset < FIRST_EPOCH ? reset : reset - now(headers, clock)))
                .map(it -> it.isNegative() ? Duration.ZERO : it)
                .map(it -> it.compareTo(MAX) < 0 ? it : MAX);
    }

    private static long now(HttpHeaders headers, InstantSource clock) {
        return HttpDates.date(headers).orElseGet(clock::instant).getEpochSecond();
    }

    private static Optional<Long> number(HttpHeaders headers, String name) {
        return headers.firstValue(name)
                .map(String::strip)
                .filter(it -> it.matches("[0-9]{1,15}"))
                .map(Long::valueOf);
    }
}
