package dev.callvault.store.reports;

import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The views of schema {@code reporting}, row by row, of any size. */
public interface Exports {
    /** The names of the views, sorted. */
    List<String> names();

    /**
     * Passes every row of a view to the sink, ordered by time if the view has one; only a few rows are in memory at
     * once. All rows belong to one moment. A failure of the sink ends the export.
     *
     * @return the number of rows
     * @throws UnfitExport when there is no such view, or it cannot be filtered as requested; the sink has not been
     *     called then
     * @throws StoreFailure when the database cannot be used
     */
    long export(Query query, Sink sink);

    /**
     * What to export.
     *
     * @param from only rows at this time or later; for a view by days, from the day of this time on
     * @param to only rows before this time
     * @param account only rows of the account of this name
     */
    record Query(String view, Optional<Instant> from, Optional<Instant> to, Optional<String> account) {}

    /** Receives the rows. */
    interface Sink {
        /** Called once, before any row. */
        void columns(List<String> names);

        /**
         * One row, in the order of the columns: text, numbers, booleans, dates and times of {@code java.time} (instants as
         * {@link Instant}), arrays of bytes, or null. A large log is a {@link dev.callvault.content.Content}, to be read at
         * once.
         */
        void row(List<@Nullable Object> values);
    }
}
