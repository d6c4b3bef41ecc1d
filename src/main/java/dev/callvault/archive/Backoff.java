package dev.callvault.archive;

import dev.callvault.store.WantedBody;
import java.time.Duration;
import java.time.Instant;

/** When a log that did not come is asked for again: later and later, but always once more just before it expires. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration LAST_CALL = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 10;

    private Backoff() {}

    static Instant after(WantedBody wanted, Instant now) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(wanted.attempts(), MOST_DOUBLINGS));
        Instant later = now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
        Instant lastCall = wanted.expiresAt().minus(LAST_CALL);
        if (later.isAfter(lastCall) && now.isBefore(lastCall)) {
            return lastCall;
        }
        return later.isAfter(wanted.expiresAt()) && now.isBefore(wanted.expiresAt()) ? wanted.expiresAt() : later;
    }
}
