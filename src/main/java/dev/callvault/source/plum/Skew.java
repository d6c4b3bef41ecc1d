package dev.callvault.source.plum;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How far this machine's clock is ahead of the provider's, by the last response's date, if it had one. Precise to a
 * second, like the headers; of several responses within one second only the first is used.
 */
final class Skew {
    private static final String DATE = "Date";

    private final InstantSource clock;
    private volatile Optional<Duration> last = Optional.empty();
    private volatile String seen = "";

    Skew(InstantSource clock) {
        this.clock = clock;
    }

    void see(HttpHeaders headers) {
        String date = headers.firstValue(DATE).orElse("");
        if (date.isEmpty()) {
            last = Optional.empty(); // what an earlier response said may not hold any more
            seen = date;
        } else if (!date.equals(seen)) {
            HttpDates.parse(date).ifPresent(theirs -> last = Optional.of(Duration.between(theirs, clock.instant())));
            seen = date;
        }
    }

    Optional<Duration> last() {
        return last;
    }
}
