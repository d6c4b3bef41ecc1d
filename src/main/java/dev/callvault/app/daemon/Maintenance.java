package dev.callvault.app.daemon;

import dev.callvault.app.nodes.Nodes;
import dev.callvault.app.nodes.Retention;
import dev.callvault.store.postgres.PostgresArchive;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/** The maintenance of the archive; no other work waits for it. */
public final class Maintenance {
    /** The ledger keeps its hourly spans as long as calls can still change. */
    private static final Duration HOURS_KEPT = Duration.ofDays(6);

    private Maintenance() {}

    public static void run(PostgresArchive archive, Nodes nodes, Instant now) {
        archive.maintenance().makePartitions(now);
        archive.maintenance().forgetThroughput(now);
        archive.jobs().forgetUnused();
        archive.listings().compactCoverage(compactBefore(now));
        nodes.keepToApply().ifPresent(it -> Retention.apply(archive.forgetting(), it, now, nodes::mayDelete));
        archive.reports().refresh();
    }

    /** Indexes one week per call, however many are missing. */
    static void index(PostgresArchive archive, Instant now) {
        archive.bodySearch().indexNext(now);
    }

    /**
     * Reads the numbers of stored records that were not read yet, or by other metadata; until the thread is interrupted.
     *
     * @param told how many records were read, each time that some were
     */
    public static void readNumbers(PostgresArchive archive, LongConsumer told) {
        int read = 1;
        while (read > 0 && !Thread.currentThread().isInterrupted()) {
            read = archive.numbers().readSome();
            told.accept(read);
        }
    }

    static Instant compactBefore(Instant now) {
        return now.minus(HOURS_KEPT);
    }
}
