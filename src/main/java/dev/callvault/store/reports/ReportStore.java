package dev.callvault.store.reports;

import dev.callvault.store.StoreFailure;
import java.time.ZoneId;
import java.util.List;

/**
 * Keeps the views of schema {@code reporting} fast. They are always up to date: writing calls marks outdated figures as
 * stale, and readers recompute them until they are stored again. Every method throws {@link StoreFailure} when the
 * database cannot be used.
 */
public interface ReportStore {
    /** Makes the reports use the hours and days of this zone. If it changes, all figures become stale. */
    void useZone(ZoneId zone);

    /** Makes the reports name these numbers, and no others. */
    void useDirectory(List<DirectoryEntry> entries);

    /**
     * Stores stale figures again, in small transactions that do not block writers of calls.
     *
     * @return the number of batches stored
     */
    int refresh();
}
