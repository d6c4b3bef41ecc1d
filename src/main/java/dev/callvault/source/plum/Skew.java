package dev.callvault.source.plum;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** How far this machine's clock is ahead of the provider's, by the last answer that said. To the second: so are the headers. */
final class Skew {
    private final InstantSource clock;
    private volatile Optional<Duration> last = Optional.empty();

    Skew(InstantSource clock) {
        this.clock = clock;
    }

    void see(HttpHeaders headers) {
        HttpDates.date(headers).ifPresent(theirs -> last = Optional.of(Duration.between(theirs, clock.instant())));
    }

    Optional<Duration> last() {
        return last;
    }
}
