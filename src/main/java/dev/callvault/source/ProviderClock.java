package dev.callvault.source;

import java.time.Duration;
import java.util.Optional;

/** What the provider's answers tell of its clock. */
public interface ProviderClock {
    /** How far this machine's clock is ahead of the provider's (negative: behind), by the last answer's {@code Date}. */
    Optional<Duration> skew();
}
