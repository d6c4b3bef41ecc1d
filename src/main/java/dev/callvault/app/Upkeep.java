package dev.callvault.app;

import dev.callvault.store.postgres.PostgresArchive;
import java.time.Duration;
import java.time.Instant;

/** What keeps the archive in shape; nothing waits for it. */
final class Upkeep {
    /** Hours of the ledger are kept as long as calls can still change. */
    private static final Duration HOURS_KEPT = Duration.ofDays(6);

    private Upkeep() {}

    static void run(PostgresArchive archive, Instant now) {
        archive.maintenance().makePartitions(now);
        archive.maintenance().forgetThroughput(now);
        archive.listings().compactCoverage(compactBefore(now));
    }

    static Instant compactBefore(Instant now) {
        return now.minus(HOURS_KEPT);
    }
}
