package dev.callvault.bench;

import java.time.Clock;
import java.time.Instant;

/** What every measurement works with. */
record Lab(BenchSettings settings, Server server) {
    int rounds() {
        return settings.rounds();
    }

    long scaled(long count) {
        return settings.scaled(count);
    }

    Instant now() {
        return Clock.systemUTC().instant();
    }
}
