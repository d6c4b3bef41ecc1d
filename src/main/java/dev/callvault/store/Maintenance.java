package dev.callvault.store;

import java.time.Instant;

/** Upkeep of the archive that no run waits for. */
public interface Maintenance {
    /** Makes the bodies' partitions from the month of {@code now} minus the retention to some months ahead. */
    void makePartitions(Instant now);

    /** Forgets what was done so long ago that no forecast looks at it. */
    void forgetThroughput(Instant now);
}
