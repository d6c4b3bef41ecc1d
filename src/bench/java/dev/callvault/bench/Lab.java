package dev.callvault.bench;

import java.io.IOException;
import java.sql.SQLException;
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

    /** Makes what the launcher keeps to start faster, which costs the first command after a build time and memory. */
    void warm() throws IOException, InterruptedException, SQLException {
        try (Upstream nobody = Upstream.of(World.recent(1, 200, now()));
                Archive archive = server.empty()) {
            new Program(settings.home(), archive.environment(nobody.baseUrl(), 1)).warm();
        }
    }

    Instant now() {
        return Clock.systemUTC().instant();
    }
}
