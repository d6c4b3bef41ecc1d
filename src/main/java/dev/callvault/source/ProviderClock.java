package dev.callvault.source;

import java.time.Duration;
import java.util.Optional;

/** What the provider's responses reveal about its clock. */
public interface ProviderClock {
    /**
     * How far this machine's clock is ahead of the provider's (negative: behind), by the last response's {@code Date}.
     */
    Optional<Duration> skew();
}
