package dev.callvault.store;

import java.time.Instant;

/** Maintenance of the archive that no run waits for. */
public interface Maintenance {
    /** Creates the log partitions, from the month of {@code now} minus the retention to a few months ahead. */
    void makePartitions(Instant now);

    /** Deletes throughput figures too old for any forecast. */
    void forgetThroughput(Instant now);
}
