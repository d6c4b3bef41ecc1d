package dev.callvault.store.reports;

import dev.callvault.store.StoreFailure;
import java.time.ZoneId;

/**
 * What keeps the views of schema {@code reporting} fast. They are always up to date: figures that no longer hold are marked
 * as such when calls are written, and computed anew by whoever reads them until they are stored again. Every method throws
 * {@link StoreFailure} when the database cannot be used.
 */
public interface ReportStore {
    /** Makes the reports count the hours and days of this zone. When it is another than before, all figures become stale. */
    void useZone(ZoneId zone);

    /**
     * Stores the figures that are stale, in small transactions that no writer of calls waits for.
     *
     * @return how many batches were stored
     */
    int refresh();
}
